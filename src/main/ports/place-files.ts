/** A file that a secret may stand in. */
export interface PlaceFile {
  /** Where it really is, every link followed. */
  readonly path: string
  readonly bytes: Buffer
  /** Does git track it? `maybe` where its index cannot be read. */
  readonly tracked: 'yes' | 'no' | 'maybe'
}

/**
 * The person's own files, which others read and write meanwhile. Errors are Node's, with `code`: ENOENT, EACCES, EFBIG for
 * more bytes than asked for, EMLINK for a file with a second name, EINVAL for what is no file.
 */
export interface PlaceFiles {
  look(path: string, maxBytes: number): Promise<PlaceFile>
  /**
   * Writes `next` in the place of a file that `look` gave, whole or not at all, with its mode and owner. Gives false, and
   * nothing is touched, when it is not the same any more, or `path` leads to another file. Throws also EBUSY while another
   * Keyrack writes it.
   */
  replace(path: string, file: Pick<PlaceFile, 'path' | 'bytes'>, next: Uint8Array): Promise<boolean>
}
