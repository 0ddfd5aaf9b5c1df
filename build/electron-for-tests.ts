import { NoDisplay, openDisplay } from './display.ts'
import { NoElectron } from './electron/found.ts'
import type { FoundElectron } from './electron/found.ts'
import { findElectron } from './find-electron.ts'

/** An Electron and a display for tests; `env` tells the programs that run them about both. */
export interface ReadyElectron {
  readonly electron: FoundElectron
  readonly env: Readonly<Record<string, string>>
  close(): Promise<void>
}

/**
 * Finds an Electron (the test runtime counts) and opens a display. The environment it gives is what
 * `launchOptions` in test/support/launch.ts reads: KEYRACK_ELECTRON, KEYRACK_ELECTRON_VERSION and KEYRACK_ELECTRON_SWITCHES.
 * @returns what is missing, as one sentence, where there is no Electron or no display.
 */
export async function prepareElectron(): Promise<ReadyElectron | { readonly missing: string }> {
  try {
    const electron = await findElectron('tests')
    const display = await openDisplay()
    return {
      electron,
      env: {
        ...display.env,
        KEYRACK_ELECTRON: electron.path,
        KEYRACK_ELECTRON_VERSION: electron.version,
        KEYRACK_ELECTRON_SWITCHES: JSON.stringify(display.switches),
      },
      close: () => display.close(),
    }
  } catch (error) {
    if (!(error instanceof NoElectron || error instanceof NoDisplay)) throw error
    return { missing: error.message }
  }
}
