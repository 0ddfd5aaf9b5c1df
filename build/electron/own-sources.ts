import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { projectRoot } from '../aliases.ts'
import { lookIntoDist } from './dist-folder.ts'
import { NoElectron } from './found.ts'
import type { FoundElectron } from './found.ts'

const packageFolder = join(projectRoot, 'node_modules', 'electron')

/** The version of Electron that package.json asks for. */
export function wantedVersion(folder: string = packageFolder): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  return manifest.version
}

/** The Electron in `ELECTRON_OVERRIDE_DIST_PATH`; undefined when that is not set. */
export function overriddenElectron(env: NodeJS.ProcessEnv = process.env): FoundElectron | undefined {
  const named = env['ELECTRON_OVERRIDE_DIST_PATH']
  if (named === undefined || named === '') return undefined
  const found = lookIntoDist(resolve(named), 'override')
  if (!found) {
    throw new NoElectron(
      `ELECTRON_OVERRIDE_DIST_PATH is set to ${named}, which is no folder of an unpacked Electron: correct it or unset it.`,
    )
  }
  return found
}

/** The Electron an earlier `install-electron` unpacked, when it is of the version package.json asks for. */
export function installedElectron(folder: string = packageFolder): FoundElectron | undefined {
  const found = lookIntoDist(join(folder, 'dist'), 'installed')
  return found?.version === wantedVersion(folder) ? found : undefined
}
