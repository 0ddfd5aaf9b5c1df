import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronKind, FoundElectron } from './found.ts'

/** The executable inside an unpacked Electron, relative to its dist folder. */
export function executableIn(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron')
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

/** Looks at an unpacked Electron; undefined when its executable or its `version` file is missing. */
export function lookIntoDist(
  folder: string,
  kind: ElectronKind,
  platform: NodeJS.Platform = process.platform,
): FoundElectron | undefined {
  const path = join(folder, executableIn(platform))
  try {
    if (!statSync(path).isFile()) return undefined
    const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
    return { path, folder, version, kind }
  } catch {
    return undefined
  }
}
