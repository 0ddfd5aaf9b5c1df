import type { RowsPatch } from '#shared/contract'
import type { Filters, PlaceInList, Sort } from '#shared/model/preferences'
import type { Instant } from '#shared/model/time'
import type { TokenRow } from '#shared/model/token'
import { tokenStatus, type TokenStatus, type WarningStep } from '#shared/rules/expiry'
import { isInPlace, ownerKeyOf, passesFilters } from '#shared/rules/filter'
import { haystackOf, matchesTerms, narrows, queryTerms, type RowNames } from '#shared/rules/search'
import { compareRows, nameKeyOf, sortKeyOf, type Sortable } from '#shared/rules/sort'

/** Names of a row, with the letters of its provider's mark. */
export interface EntryNames extends RowNames {
  readonly initials: string
}

/** A token made ready for the grid: what does not change from key press to key press is computed once. */
export interface Entry extends Sortable {
  readonly names: EntryNames
  readonly haystack: string
  readonly ownerKey: string
  readonly status: TokenStatus
}

export interface ListQuery {
  readonly place: PlaceInList
  readonly filters: Filters
  readonly query: string
  readonly sort: Sort
}

export interface RowIndex {
  readonly entries: ReadonlyMap<string, Entry>
  /** Takes a chunk of rows in. */
  readonly apply: (patch: RowsPatch) => void
  /** Computes everything anew: names of accounts or providers have changed. */
  readonly rename: () => void
  /** Computes what depends on the time anew. */
  readonly setTime: (now: Instant, steps: readonly WarningStep[]) => void
  /** The tokens to show, in order. The same array as before when nothing has changed. */
  readonly list: (query: ListQuery) => readonly Entry[]
}

function sameStatus(one: TokenStatus, other: TokenStatus): boolean {
  if (one.kind === 'due' && other.kind === 'due') return one.withinDays === other.withinDays
  return one.kind === other.kind
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

interface Stage {
  readonly from: readonly Entry[]
  readonly place: PlaceInList
  readonly filters: Filters
  readonly passed: readonly Entry[]
}

interface Found {
  readonly from: readonly Entry[]
  readonly terms: readonly string[]
  readonly hits: readonly Entry[]
}

/**
 * The tokens in the order they are shown, kept from change to change: rows that changed are sorted back into an order
 * that still stands, filters run over the ordered rows, and a search that grows looks only through what it found before.
 */
export function createRowIndex(namesOf: (row: TokenRow) => EntryNames): RowIndex {
  const entries = new Map<string, Writable<Entry>>()
  let order: Entry[] = []
  let changed = new Set<Entry>()
  let removed = false
  let sort: Sort = { column: 'name', direction: 'ascending' }
  let now: Instant = Date.now()
  let steps: readonly WarningStep[] = []
  let stage: Stage | null = null
  let found: Found | null = null

  function entryOf(row: TokenRow): Writable<Entry> {
    const names = namesOf(row)
    return {
      row,
      names,
      haystack: haystackOf(row, names),
      ownerKey: ownerKeyOf(row.token.owner),
      status: tokenStatus(row.token, now, steps),
      nameKey: nameKeyOf(row),
      key: sortKeyOf(row, sort.column, names, now, steps),
    }
  }

  function put(row: TokenRow): void {
    const entry = entryOf(row)
    const old = entries.get(row.token.id)
    if (old) {
      changed.delete(old)
      removed = true
    }
    entries.set(row.token.id, entry)
    changed.add(entry)
  }

  function ordered(wanted: Sort): readonly Entry[] {
    const resort = wanted.column !== sort.column || wanted.direction !== sort.direction
    if (wanted.column !== sort.column) {
      for (const entry of entries.values()) {
        entry.key = sortKeyOf(entry.row, wanted.column, entry.names, now, steps)
      }
    }
    sort = wanted
    if (!resort && changed.size === 0 && !removed) return order
    const standing = removed
      ? order.filter((entry) => entries.get(entry.row.token.id) === entry && !changed.has(entry))
      : order.filter((entry) => !changed.has(entry))
    // The part that stands is one sorted run, which the engine's merge sort walks through in linear time.
    const tail = [...changed].sort((one, other) => compareRows(one, other, wanted.direction))
    order = [...standing, ...tail].sort((one, other) => compareRows(one, other, wanted.direction))
    changed = new Set()
    removed = false
    return order
  }

  function passed(from: readonly Entry[], place: PlaceInList, filters: Filters): readonly Entry[] {
    if (stage && stage.from === from && stage.place === place && stage.filters === filters) return stage.passed
    const hits = from.filter(({ row }) => isInPlace(row, place) && passesFilters(row, filters, now, steps))
    stage = { from, place, filters, passed: hits }
    return hits
  }

  function search(from: readonly Entry[], terms: readonly string[]): readonly Entry[] {
    if (terms.length === 0) {
      found = null
      return from
    }
    const earlier = found?.from === from && narrows(terms, found.terms) ? found.hits : from
    if (found?.from === from && found.terms.join(' ') === terms.join(' ')) return found.hits
    const hits = earlier.filter(({ haystack }) => matchesTerms(haystack, terms))
    found = { from, terms, hits }
    return hits
  }

  return {
    entries,
    apply: (patch) => {
      if (patch.reset) {
        entries.clear()
        changed.clear()
        order = []
        removed = true
      }
      for (const id of patch.remove) {
        const entry = entries.get(id)
        if (entry) changed.delete(entry)
        removed = entries.delete(id) || removed
      }
      for (const row of patch.upsert) put(row)
    },
    rename: () => {
      for (const entry of [...entries.values()]) put(entry.row)
    },
    setTime: (instant, warningSteps) => {
      now = instant
      steps = warningSteps
      stage = null
      // A new entry for each change, because a row on screen is drawn again only for another entry.
      for (const entry of [...entries.values()]) {
        if (!sameStatus(entry.status, tokenStatus(entry.row.token, now, steps))) put(entry.row)
      }
    },
    list: ({ place, filters, query, sort: wanted }) => {
      return search(passed(ordered(wanted), place, filters), queryTerms(query))
    },
  }
}
