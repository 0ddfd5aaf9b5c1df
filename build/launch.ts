import { findElectron } from './find-electron.ts'
import { NoDisplay, openDisplay } from './display.ts'
import { NoElectron } from './electron/found.ts'
import type { ElectronUse } from './electron/found.ts'
import { run } from './process.ts'

/** One start of Electron by a script. */
export interface Launch {
  readonly use: ElectronUse
  /** Switches for Chromium, which come before the app. */
  readonly switches?: readonly string[]
  /** A folder or a file that Electron runs. */
  readonly app: string
  readonly args: readonly string[]
}

/** Finds an Electron and a display, runs the app, and gives its exit code; 1 with one sentence when either is missing. */
export async function launch({ use, switches = [], app, args }: Launch): Promise<number> {
  try {
    const electron = await findElectron(use)
    const display = await openDisplay()
    if (display.virtual) console.error('Notice: there is no display, so the window is drawn on a virtual one (Xvfb).')
    try {
      return await run(electron.path, [...switches, ...display.switches, app, ...args], {
        env: { ...process.env, ...display.env },
      })
    } finally {
      await display.close()
    }
  } catch (error) {
    if (!(error instanceof NoElectron || error instanceof NoDisplay)) throw error
    console.error(error.message)
    return 1
  }
}
