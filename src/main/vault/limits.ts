/** Number of the file format that this version writes; it reads format 1 as well. See docs/vault-format.md. */
export const formatNumber = 2

/** The format that the seals of records name. It stays 1 as long as they are sealed in the same way: they are copied. */
export const recordFormat = 1

/** Bounds of what is read and written; a file that passes one is refused before anything is allocated for it. */
export const limits = {
  fileBytes: 256 * 1024 * 1024,
  headerBytes: 64 * 1024,
  slots: 16,
  slotBytes: 8 * 1024,
  /** Largest output of the OS keystore for a 32-byte key; the real ones are far below. */
  sealedBytes: 4 * 1024,
  /** How many commits back a header names its forerunners. */
  history: 16,
  idCharacters: 900,
  /** UTF-8 needs at most three bytes for each UTF-16 unit. */
  idBytes: 2700,
  recordBytes: 16 * 1024 * 1024,
  snapshotBytes: 128 * 1024 * 1024,
  snapshotNameBytes: 300,
} as const
