export interface ScanEntry {
  readonly name: string
  readonly kind: 'file' | 'folder' | 'link' | 'other'
}

/** The files of this computer, one call after the other, in a thread where nobody waits. Errors are Node's, with `code`. */
export interface ScanDisk {
  readonly separator: string
  list(folder: string): readonly ScanEntry[]
  /**
   * Reads a whole file into `buffer`, and gives how many bytes it has; more than fit are not all read, nor more than the first
   * of a large one where `goesOn` says no to how many these are.
   */
  read(path: string, buffer: Uint8Array, goesOn: (length: number) => boolean): number
  /** The file or folder that a path leads to, every link followed. */
  real(path: string): { readonly path: string; readonly kind: ScanEntry['kind'] }
}
