import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../aliases.ts'
import { buildStale } from '../bundles.ts'
import { prepareElectron } from '../electron-for-tests.ts'
import { run } from '../process.ts'
import { runChecks } from './checks.ts'
import { broken } from './outcome.ts'
import type { Kind } from './outcome.ts'
import { packageChecks } from './package-checks.ts'

const limit = 10 * 60_000

/** Packages the app around whatever Electron is here into a throwaway folder, reads it back and starts it. Linux only. */
export const packageKind: Kind = {
  name: 'package',
  needsElectron: true,
  run: async () => {
    const skip = (reason: string) => ({ passed: 0, failed: 0, skipped: 1, notes: [`skipped: ${reason}`] })
    if (process.platform !== 'linux') return skip('the smoke test of the package knows the layout on Linux only')
    if (!(await buildStale('product', 'cli'))) return broken('the app could not be built')
    const ready = await prepareElectron()
    if ('missing' in ready) return skip(ready.missing)
    const folder = await mkdtemp(join(tmpdir(), 'keyrack-package-'))
    try {
      // A program of its own: electron-builder's exit handlers would change our exit code.
      const pack = [join(projectRoot, 'build', 'pack.ts'), ready.electron.folder, folder]
      if ((await run(process.execPath, pack, { timeLimit: limit })) !== 0) return broken('it could not be packaged')
      const unpacked = join(folder, 'linux-unpacked')
      return await runChecks(packageChecks({ unpacked, electron: ready.electron, env: ready.env, scratch: folder }))
    } finally {
      await ready.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
}
