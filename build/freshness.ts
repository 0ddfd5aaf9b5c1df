import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The latest change under some files and folders, in milliseconds since 1970; 0 for what does not exist. A folder's own time
 * counts too, so a deleted file is a change.
 */
export function newestChange(paths: readonly string[]): number {
  return Math.max(0, ...paths.map(newestUnder))
}

function newestUnder(path: string): number {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (!stats) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestUnder(join(path, name))))
}
