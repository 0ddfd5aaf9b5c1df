import type { ImportFormat, ImportRefusal, LeftOutReason } from '#shared/model/import'
import type { Instant } from '#shared/model/time'
import type { Shaped } from '#shared/rules/recognise'
import type { Secret } from './secret.ts'

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
 * A value that may be worth keeping. The hints are what the file says, each one line of bounded length,
 * with the values of candidates masked in them, unless one is a mere word; nothing has been checked. The caller wipes the secret.
 */
export interface Candidate {
  readonly secret: Secret
  readonly at: EntryPlace
  readonly name: string | null
  /** An address or a host, as it is written. Nothing may be sent there before a person has confirmed it. */
  readonly service: string | null
  readonly user: string | null
  readonly expiresAt: Instant | null
}

/** An entry that is not imported, and why. */
export interface LeftOut {
  readonly at: EntryPlace
  readonly reason: LeftOutReason
}

export interface ImportHint {
  /** The path of the file or its name; its last part tells the format where its contents do not. `''` for pasted text. */
  readonly name: string
  /** How the tokens of providers look: those are taken, whatever they are called. */
  readonly shapes?: readonly Shaped[]
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

/** Reads files that nobody trusts, beside the app: what they do to their reader happens there, and nothing here waits for it. */
export interface ImportReader {
  /**
   * The secrets in a file, whatever program has written it, told by its contents first and its name second. `key`: the
   * password of a file that has one. What cannot be read, or is made to do harm, is refused as a whole. The caller wipes the
   * secrets of the candidates. Throws Failure('cancelled') when `signal` stops it, Failure('internal') when it broke down.
   */
  read(bytes: Uint8Array, hint: ImportHint, key: Secret | undefined, signal: AbortSignal): Promise<ImportRead>
}
