/**
 * Calls `changed` soon after a name in a folder was added, changed or removed, perhaps several times, and perhaps for nothing. Gives
 * what ends that; null where the folder cannot be watched: it is not there, or the system has no room for it. Never throws.
 */
export type FolderWatch = (folder: string, changed: () => void) => (() => void) | null
