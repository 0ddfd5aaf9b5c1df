import type { ImportFormat, ImportRefusal, LeftOutReason } from '#shared/model/import'
import type { Instant } from '#shared/model/time'
import type { Secret } from '../ports/secret.ts'

/** Where in what was read an entry stands. */
export interface EntryPlace {
  /** The file as the caller named it. */
  readonly source: string
  /** What it is called there, such as a variable, a key path or an entry with its field; one line. Null for bare text. */
  readonly entry: string | null
  /** The first is 1; null where there are no lines. */
  readonly line: number | null
}

/**
 * A value that may be worth keeping. The hints are what the file says, each one line of bounded length (notes: several),
 * with the values of all candidates masked in them; nothing has been checked. The caller wipes the secret.
 */
export interface Candidate {
  readonly secret: Secret
  readonly at: EntryPlace
  readonly name: string | null
  /** An address or a host, as it is written. Nothing may be sent there before a person has confirmed it. */
  readonly service: string | null
  readonly user: string | null
  readonly expiresAt: Instant | null
  readonly notes: string | null
}

/** An entry that is not imported, and why. */
export interface LeftOut {
  readonly at: EntryPlace
  readonly reason: LeftOutReason
}

export interface ImportHint {
  /** The path of the file or its name; its last part tells the format where its contents do not. `''` for pasted text. */
  readonly name: string
  /** Has the value the shape of some provider's tokens? Those are taken, whatever they are called. */
  readonly isToken?: (value: string) => boolean
}

/** What a file has in it, or why nothing of it is imported. */
export type ImportRead =
  | {
      readonly ok: true
      readonly format: ImportFormat
      readonly candidates: readonly Candidate[]
      readonly leftOut: readonly LeftOut[]
    }
  | {
      readonly ok: false
      readonly why: ImportRefusal
      /** What the file seems to be; null where that was not found out. */
      readonly format: ImportFormat | null
      /** How much is read at most, in the unit of the reason. */
      readonly limit?: number
      /** Where it is, the first being 1. */
      readonly line?: number
    }

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
