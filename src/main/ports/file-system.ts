/**
 * The few file operations Keyrack's own writers need, so that a test can fail, shorten or forget each of them.
 * Errors are Node's, with `code` (ENOENT, EEXIST, ENOSPC, EPERM, EBUSY ...). Paths are absolute.
 */
export interface FileSystem {
  /** Makes a folder and its parents, mode 0700; one that is there gets that mode where the system has modes. */
  makeFolder(path: string): Promise<void>
  /** Names in a folder, unsorted; ENOENT when it is not there. */
  list(path: string): Promise<string[]>
  /** The whole file; refuses with EFBIG when it has more than `maxBytes`. */
  read(path: string, maxBytes: number): Promise<Buffer>
  /** The first bytes of the file, so many at most. */
  readStart(path: string, bytes: number): Promise<Buffer>
  /** Size in bytes, mode bits and change time (ms since the epoch). */
  stat(path: string): Promise<{ size: number; mode: number; modified: number }>
  /** Creates a new file exclusively (EEXIST when it is there), mode 0600, writes all bytes and flushes them to the disk. */
  writeNew(path: string, bytes: Uint8Array): Promise<void>
  /** Gives a file a second name; EEXIST when the name is taken, EPERM/ENOTSUP/EXDEV where hard links do not exist. */
  link(from: string, to: string): Promise<void>
  /** Renames over whatever is there. */
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  /** Flushes a folder's entries to the disk; does nothing where the OS has no such call (Windows). */
  syncFolder(path: string): Promise<void>
}
