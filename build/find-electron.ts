// Finds an Electron to run. As a program: `node build/find-electron.ts [real|tests]` prints its dist folder.
import { downloadElectron, realDownload } from './electron/download.ts'
import { NoElectron } from './electron/found.ts'
import type { ElectronUse, FoundElectron } from './electron/found.ts'
import { findInOrder } from './electron/order.ts'
import { installedElectron, overriddenElectron } from './electron/own-sources.ts'
import { obtainTestRuntime, realRuntimeWorld } from './electron/test-runtime.ts'

/**
 * Finds an Electron for this use, downloading what is missing; progress goes to `say` (stderr unless given).
 * @throws NoElectron with one sentence that says what to do.
 */
export function findElectron(use: ElectronUse, say: (line: string) => void = toStderr): Promise<FoundElectron> {
  return findInOrder(use, {
    override: async () => overriddenElectron(),
    installed: async () => installedElectron(),
    download: (options) => downloadElectron(options, realDownload(say)),
    testRuntime: () => obtainTestRuntime(realRuntimeWorld(say)),
    say,
  })
}

function toStderr(line: string): void {
  console.error(line)
}

if (import.meta.main) {
  try {
    const found = await findElectron(process.argv[2] === 'real' ? 'real' : 'tests')
    console.log(found.folder)
  } catch (error) {
    if (!(error instanceof NoElectron)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
