import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aliases } from '#build/aliases'
import { onPath } from '#build/display'
import { prepareElectron } from '#build/electron-for-tests'
import type { ReadyElectron } from '#build/electron-for-tests'
import { isRoot } from '#build/process'
import { makeCertificates } from '#test/support/http-lab/certificates'
import { runInProcess, runToEnd } from './child.ts'
import { cases } from './suite.ts'
import type { CaseResult } from './suite.ts'

const required = process.env['KEYRACK_REQUIRE_E2E'] === '1'
const ready = await prepareElectron()

afterAll(async () => {
  if (!('missing' in ready)) await ready.close()
})

describe("the suite on Electron's network stack", () => {
  if ('missing' in ready) {
    for (const { name } of cases) {
      test(name, ({ skip }) => {
        if (required) expect.fail(ready.missing)
        skip(ready.missing)
      })
    }
    return
  }
  let results: ReadonlyMap<string, CaseResult> = new Map()

  beforeAll(async () => {
    results = await runInElectron(ready)
  }, 300_000)

  for (const { name } of cases) {
    test(name, ({ skip }) => {
      const result = results.get(name)
      if (result?.skipped !== undefined && !required) skip(result.skipped)
      expect(result).toEqual({ name })
    })
  }
})

/** Starts Electron on a throwaway home, whose NSS database is where Chromium on Linux looks for a person's authorities. */
async function runInElectron({ electron, env }: ReadyElectron): Promise<ReadonlyMap<string, CaseResult>> {
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-http-electron-'))
  try {
    const home = join(folder, 'home')
    await mkdir(home, { mode: 0o700 })
    const app = await bundleRunner(join(folder, 'app'))
    const certificates = await makeCertificates()
    const untrusted = await trustIn(home, certificates.authority)
    const switches = JSON.parse(env['KEYRACK_ELECTRON_SWITCHES'] ?? '[]') as string[]
    // Turns TLS checks off in Chromium. The app must not care.
    switches.push('--ignore-certificate-errors')
    if (isRoot()) switches.push('--no-sandbox')
    const own = { ...process.env, ...env, HOME: home, XDG_CONFIG_HOME: join(home, '.config'), XDG_RUNTIME_DIR: home }
    return await runInProcess({
      command: electron.path,
      args: () => [...switches, app],
      env: { ...own, KEYRACK_SUITE_ORDER: join(folder, 'order.json') },
      folder,
      certificates,
      untrusted,
    })
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Makes one file of the runner, as the app's own main process is one, and gives the folder Electron is to start. */
async function bundleRunner(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: [...aliases] },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: join(import.meta.dirname, 'electron-runner.ts'),
      target: 'node20',
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: { external: ['electron'], output: { entryFileNames: 'main.js' } },
    },
  })
  await writeFile(join(folder, 'package.json'), '{"name":"keyrack-http-lab","type":"module","main":"main.js"}')
  return folder
}

/** Puts an authority where Chromium finds it, and says why that did not work; empty when it did. */
async function trustIn(home: string, authority: string): Promise<string> {
  if (process.platform !== 'linux') return 'an authority for one process alone can be trusted on Linux only'
  const certutil = onPath('certutil', process.env['PATH'])
  if (certutil === undefined) return 'there is no certutil: install it with "apt-get install libnss3-tools"'
  const database = join(home, '.pki', 'nssdb')
  const file = join(home, 'authority.pem')
  await mkdir(database, { recursive: true, mode: 0o700 })
  await writeFile(file, authority)
  await runToEnd(certutil, ['-d', `sql:${database}`, '-N', '--empty-password'], process.env)
  await runToEnd(certutil, ['-d', `sql:${database}`, '-A', '-t', 'C,,', '-n', 'keyrack-lab', '-i', file], process.env)
  return ''
}
