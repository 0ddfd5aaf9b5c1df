import type { Instant } from '#shared/model/time'
import type { TokenRow } from '#shared/model/token'
import { tokenStatus, type TokenStatus } from '#shared/rules/expiry'
import { haystackOf, type RowNames } from '#shared/rules/search'
import { nameKeyOf, sortKeyOf, type Sortable, type SortKey } from '#shared/rules/sort'
import { stepsOf, type Steps } from '#shared/rules/warning'
import type { ColumnId } from '#shared/model/preferences'
import type { Bucket } from './counts.ts'

/** Names of a row, with the letters of its provider's mark. */
export interface EntryNames extends RowNames {
  readonly initials: string
}

/** Tokens of the same account, provider, kind and owner: what they have in common is looked through once for all. */
export interface Group {
  readonly haystack: string
  /** While a search runs: the terms that are not in `haystack` and so have to be in the token's own. */
  rest: readonly string[]
}

/** A token made ready for the grid: what does not change from key press to key press is computed once. */
export interface Entry extends Sortable {
  readonly names: EntryNames
  readonly haystack: string
  readonly group: Group
  readonly status: TokenStatus
  /** Where it is counted. */
  readonly bucket: Bucket
}

/** An entry as the index keeps it: what stands in its place once the row has changed. */
export interface IndexEntry extends Entry {
  key: SortKey
  /** The entry that took this one's place in the order: same keys, newer facts. */
  successor: IndexEntry | null
  /** No longer in the order: removed, or sorted in again elsewhere. */
  left: boolean
}

/** What entries are made with. */
export interface EntryTerms {
  readonly column: ColumnId
  readonly now: Instant
  readonly steps: Steps
}

export function makeEntry(
  row: TokenRow,
  { names, bucket, group }: Pick<Entry, 'names' | 'bucket' | 'group'>,
  { column, now, steps }: EntryTerms,
): IndexEntry {
  return {
    row,
    names,
    bucket,
    group,
    haystack: haystackOf(row),
    status: tokenStatus(row.token, now, stepsOf(row, steps)),
    nameKey: nameKeyOf(row),
    key: sortKeyOf(row, column, names, now, steps),
    successor: null,
    left: false,
  }
}

export function sameStatus(one: TokenStatus, other: TokenStatus): boolean {
  if (one.kind === 'due' && other.kind === 'due') return one.withinDays === other.withinDays
  return one.kind === other.kind
}
