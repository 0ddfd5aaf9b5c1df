import type { Secret } from '../ports/secret.ts'
import type { Entries } from './entries.ts'

export interface ImportFile {
  readonly bytes: Uint8Array
  readonly name: string
  readonly key: Secret | undefined
  readonly entries: Entries
}

/** Adds the entries of a file of one format. Throws Refused. */
export type Reader = (file: ImportFile) => void | Promise<void>
