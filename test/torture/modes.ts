import { lstatSync, readdirSync, type Stats } from 'node:fs'
import { join } from 'node:path'

/** What is wrong with the mode of a file (0600) or a folder (0700); null when nothing is, or it is not there. */
export function modeFault(path: string, stats: Stats | undefined): string | null {
  if (stats === undefined) return null
  const mode = stats.mode & 0o777
  const wanted = stats.isDirectory() ? 0o700 : 0o600
  return mode === wanted ? null : `${path} has mode ${mode.toString(8)}`
}

/** What is wrong with the modes of everything under a folder, and of the folder itself. */
export function modeFaults(folder: string): string[] {
  const below = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  return [folder, ...below].flatMap((path) => modeFault(path, lstatSync(path, { throwIfNoEntry: false })) ?? [])
}
