import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { linuxExecutable } from '../electron-builder.config.ts'
import { listAsar } from '../electron/asar.ts'
import type { FoundElectron } from '../electron/found.ts'
import { fuses, readFuses } from '../fuses.ts'
import { Wrong } from './checks.ts'
import type { Check } from './checks.ts'
import { startPackaged } from './start-packaged.ts'

/** A package to look at and what it was made around. */
export interface PackageUnderTest {
  readonly unpacked: string
  readonly electron: FoundElectron
  /** The environment with a display. */
  readonly env: Readonly<Record<string, string>>
  /** A throwaway folder for its profile. */
  readonly scratch: string
}

/** What must be so of a packaged Keyrack on Linux. */
export function packageChecks({ unpacked, electron, env, scratch }: PackageUnderTest): Check[] {
  const executable = join(unpacked, linuxExecutable)
  const resources = join(unpacked, 'resources')
  return [
    {
      name: 'every fuse reads back from the executable as it is meant to be',
      check: async () => {
        const read = await readFuses(executable)
        const names = Object.keys(read) as (keyof typeof read)[]
        // Electron had eight fuses at 33; fewer would mean that they were not read.
        if (names.length < 8) throw new Wrong(`only ${names.length} fuses could be read`)
        const wrong = names.filter((name) => read[name] !== fuses[name])
        if (wrong.length > 0) throw new Wrong(`not as meant: ${wrong.join(', ')}`)
        console.log(`    ${names.map((name) => `${name} ${read[name] === true ? 'on' : 'off'}`).join(', ')}`)
      },
    },
    {
      name: 'the archive holds the product and nothing of test/, node_modules or a source map',
      check: () => {
        const files = listAsar(readFileSync(join(resources, 'app.asar')))
        const allowed = /^(package\.json|out\/(main|preload|renderer)\/(?!.*\.map$).+)$/
        const wrong = files.filter((file) => !allowed.test(file))
        if (wrong.length > 0) throw new Wrong(`it holds ${wrong.slice(0, 5).join(', ')}`)
        const needed = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html']
        const missing = needed.filter((file) => !files.includes(file))
        if (missing.length > 0) throw new Wrong(`it lacks ${missing.join(', ')}`)
      },
    },
    {
      name: 'there is no app beside the archive',
      check: () => {
        const beside = ['app', 'default_app.asar'].filter((name) => existsSync(join(resources, name)))
        if (beside.length > 0) throw new Wrong(`resources/ holds ${beside.join(', ')}`)
      },
    },
    {
      name: 'the command line lies beside the archive, and its launcher runs it on a Node of the PATH',
      check: () => {
        const { status, stdout, stderr } = spawnSync(join(resources, 'bin', 'keyrack'), ['inspect', '-'], {
          env: { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: scratch },
          input: 'EXAMPLE',
          encoding: 'utf8',
        })
        if (status !== 0 || stdout === '' || stderr !== '') throw new Wrong(`it exits ${status}, and says ${stderr}`)
      },
    },
    {
      name: 'it starts, and takes no code from ELECTRON_RUN_AS_NODE, NODE_OPTIONS or --inspect',
      check: async () => {
        console.log(`    ${await startPackaged({ executable, electron, env, scratch })}`)
      },
    },
  ]
}
