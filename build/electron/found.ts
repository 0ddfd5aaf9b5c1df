/** Where an Electron came from: named by the person, installed before, downloaded just now, or the pinned test runtime. */
export type ElectronKind = 'override' | 'installed' | 'downloaded' | 'test-runtime'

/** An Electron that can be started. `folder` is what packagers call the dist folder; `path` is the executable in it. */
export interface FoundElectron {
  readonly path: string
  readonly folder: string
  readonly version: string
  readonly kind: ElectronKind
}

/**
 * What the Electron is for. `real` handles a person's own tokens (start, dev, dist) and never gets the test runtime;
 * `tests` is for the demo, the tests and the bench.
 */
export type ElectronUse = 'real' | 'tests'

/** No Electron is to be had. The message is one sentence that says what to do. */
export class NoElectron extends Error {
  override readonly name = 'NoElectron'
}
