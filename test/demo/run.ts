// Starts the simulators on loopback and opens the demo root on them, with a throwaway profile. `npm run demo` builds and
// then runs this.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '#build/aliases'
import { launch } from '#build/launch'
import { isRoot } from '#build/process'
import type { RootOptions } from './electron/options.ts'
import { rootOptionsVariable } from './electron/options-variable.ts'
import { serveDemoWorld } from './serve-world.ts'

async function runDemo(): Promise<number> {
  const switches: string[] = []
  if (isRoot()) {
    console.error('Notice: this runs as root, where the sandbox of the window does not work: it is off for this demo.')
    switches.push('--no-sandbox')
  }
  const userData = await mkdtemp(join(tmpdir(), 'keyrack-demo-'))
  const world = await serveDemoWorld(() => Date.now())
  const options: RootOptions = {
    name: 'Keyrack Demo',
    userData,
    purpose: 'demo',
    demo: true,
    accounts: world.accounts,
    services: world.services,
    cheapPassphrase: false,
    recordWire: null,
    ledClock: false,
  }
  process.env[rootOptionsVariable] = JSON.stringify(options)
  try {
    const app = join(projectRoot, 'out', 'demo', 'index.js')
    return await launch({ use: 'tests', switches, app, args: process.argv.slice(2) })
  } finally {
    await world.close()
    await rm(userData, { recursive: true, force: true })
  }
}

process.exitCode = await runDemo()
