import { watch } from 'node:fs'
import type { FolderWatch } from '../../ports/folder-watch.ts'

/** Watches by the means of the operating system. */
export const watchFolder: FolderWatch = (folder, changed) => {
  try {
    // Nobody stays alive for this.
    const watcher = watch(folder, { persistent: false }, () => changed())
    watcher.on('error', () => watcher.close())
    return () => watcher.close()
  } catch {
    return null
  }
}
