import type { Candidate, ImportHint, ImportRead } from '../../ports/import-reader.ts'

/** What the thread is started with. The key is in memory that is shared, so that the app can overwrite it. */
export interface ImportOrder {
  readonly bytes: Uint8Array
  readonly hint: ImportHint
  readonly key: SharedArrayBuffer | null
}

type Result = Extract<ImportRead, { ok: true }>

/** A result, with the secrets apart: one after the other, in memory that goes over to the app as it is. */
export type ImportMessage =
  | Extract<ImportRead, { ok: false }>
  | (Omit<Result, 'candidates'> & {
      readonly candidates: readonly (Omit<Candidate, 'secret'> & { readonly size: number })[]
      readonly secrets: Uint8Array
    })
