import type { ImportRefusal } from '#shared/model/import'

/** How much is read at most. Whatever has more of it is refused as a whole. */
export const importLimits = {
  /** Of a file, in bytes. */
  fileBytes: 64 * 1024 * 1024,
  /** Of a file of text, in bytes. */
  textBytes: 16 * 1024 * 1024,
  /** Of a table, in characters: some seconds of work. */
  tableLength: 4 * 1024 * 1024,
  /** Of a text that is no export but a tool's or a person's own, in characters. */
  settingsLength: 1024 * 1024,
  /** Of all that an archive unpacks to, in bytes; and how many times its size. */
  unpackedBytes: 64 * 1024 * 1024,
  unpackedRatio: 200,
  archiveEntries: 20_000,
  /** Entries of a file, candidates and those left out. */
  entries: 20_000,
  /** Characters of one field. */
  fieldLength: 1_000_000,
  /** Of lists, objects and groups in each other. */
  depth: 64,
} as const

/** Ends the reading of a file; `readImport` gives it as its answer. */
export class Refused extends Error {
  readonly why: ImportRefusal
  readonly more: { readonly limit?: number; readonly line?: number }

  constructor(why: ImportRefusal, more: { readonly limit?: number; readonly line?: number } = {}) {
    super(why)
    this.name = 'Refused'
    this.why = why
    this.more = more
  }
}
