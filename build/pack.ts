import { build } from 'electron-builder'
import { projectRoot } from './aliases.ts'
import type { FoundElectron } from './electron/found.ts'
import { packaging } from './electron-builder.config.ts'

/**
 * Makes an unpacked package of what is in out/ around the given Electron, inside the folder `output`.
 * Nothing is downloaded and nothing is published.
 */
export async function pack(electron: FoundElectron, output: string): Promise<void> {
  await build({ projectDir: projectRoot, dir: true, publish: 'never', config: packaging(electron, output) })
}
