import { NoElectron } from './found.ts'
import type { ElectronUse, FoundElectron } from './found.ts'

/** The four places an Electron can come from, in the order they are asked. Each gives undefined when it has none. */
export interface ElectronSources {
  /** `ELECTRON_OVERRIDE_DIST_PATH`. Throws NoElectron when it is set and no Electron is there. */
  override(): Promise<FoundElectron | undefined>
  /** What `install-electron` left in node_modules earlier. */
  installed(): Promise<FoundElectron | undefined>
  /** Runs `install-electron`. With `remember`, a failure of the last hours is taken as this one's answer. */
  download(options: { remember: boolean }): Promise<FoundElectron | undefined>
  /** The pinned test runtime. Throws NoElectron where it cannot be had. */
  testRuntime(): Promise<FoundElectron>
  /** Prints one line for the person. */
  say(line: string): void
}

const nothingForReal =
  'There is no Electron: run "npx install-electron" where its download can be reached, or point ELECTRON_OVERRIDE_DIST_PATH at the folder of an unpacked Electron 45.'

/**
 * Finds an Electron: the one the person names, else the installed one, else a fresh download, else, for the demo and tests
 * only, the pinned test runtime, with a line that says so.
 * @throws NoElectron with one sentence that says what to do.
 */
export async function findInOrder(use: ElectronUse, sources: ElectronSources): Promise<FoundElectron> {
  const own =
    (await sources.override()) ?? (await sources.installed()) ?? (await sources.download({ remember: use === 'tests' }))
  if (own) return own
  if (use === 'real') throw new NoElectron(nothingForReal)
  const runtime = await sources.testRuntime()
  sources.say(
    `Notice: no Electron 45 is to be had here, so this runs on the test runtime, Electron ${runtime.version}, which is out of support and must never see a real token.`,
  )
  return runtime
}
