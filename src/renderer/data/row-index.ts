import type { RowsPatch } from '#shared/contract'
import type { Filters, PlaceInList, Sort } from '#shared/model/preferences'
import type { Instant } from '#shared/model/time'
import type { TokenRow } from '#shared/model/token'
import { tokenStatus } from '#shared/rules/expiry'
import { stepsOf, type Steps } from '#shared/rules/warning'
import { isInPlace, ownerKeyOf, passesFilters } from '#shared/rules/filter'
import { commonHaystackOf, matchesTerms, narrows, newTerms, queryTerms } from '#shared/rules/search'
import { compareRows, sortKeyOf } from '#shared/rules/sort'
import { createBuckets, type PlaceCounts } from './counts.ts'
import { makeEntry, sameStatus, type Entry, type EntryNames, type Group, type IndexEntry } from './entry.ts'
import { mended } from './order.ts'

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
  readonly setTime: (now: Instant, steps: Steps) => void
  /** The tokens to show, in order. The same array as before when nothing has changed. */
  readonly list: (query: ListQuery) => readonly Entry[]
  /** How many tokens there are in each place; the same function as before when no count has changed. */
  readonly counts: () => PlaceCounts
  /** All tags in use, in order; the same array as before when they are the same. */
  readonly tags: () => readonly string[]
}

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
 * The tokens in the order they are shown, kept from change to change: rows that changed are put back into an order that
 * still stands, filters run over the ordered rows, and a search that grows looks only through what it found before.
 */
export function createRowIndex(namesOf: (row: TokenRow) => EntryNames): RowIndex {
  const entries = new Map<string, IndexEntry>()
  const buckets = createBuckets()
  const groups = new Map<string, Group>()
  let order: readonly IndexEntry[] = []
  /** Entries that are not in `order` yet, and whether one of `order` was replaced or has left. */
  let added = new Set<IndexEntry>()
  let stale = false
  let sort: Sort = { column: 'name', direction: 'ascending' }
  let now: Instant = Date.now()
  let steps: Steps = []
  let stage: Stage | null = null
  /** Earlier searches of which each narrowed the one before: taking a letter back finds them again. */
  let trail: Found[] = []
  let tags: readonly string[] = []
  /** What was read since the last change, so that several readers cost one. */
  let counted: PlaceCounts | null = null
  let tagsRead = false

  function changed(): void {
    counted = null
    tagsRead = false
  }

  function groupOf(key: string, row: TokenRow, names: EntryNames): Group {
    let group = groups.get(key)
    if (!group) groups.set(key, (group = { haystack: commonHaystackOf(row, names), rest: [] }))
    return group
  }

  function put(row: TokenRow): void {
    const { id, accountId, provider, kind, owner } = row.token
    const ownerKey = ownerKeyOf(owner)
    const bucket = buckets.bucketOf(accountId, ownerKey)
    const names = namesOf(row)
    const group = groupOf([accountId, provider, kind, ownerKey].join('\n'), row, names)
    const entry = makeEntry(row, { names, bucket, group }, { column: sort.column, now, steps })
    const old = entries.get(id)
    entries.set(id, entry)
    if (old === undefined) {
      added.add(entry)
    } else if (added.delete(old)) {
      added.add(entry)
    } else {
      stale = true
      if (compareRows(old, entry, sort.direction) === 0) {
        old.successor = entry
      } else {
        old.left = true
        added.add(entry)
      }
    }
  }

  function drop(id: string): void {
    const entry = entries.get(id)
    if (entry === undefined) return
    entries.delete(id)
    added.delete(entry)
    entry.left = true
    stale = true
  }

  function ordered(wanted: Sort): readonly Entry[] {
    const sameColumn = wanted.column === sort.column
    const sameSort = sameColumn && wanted.direction === sort.direction
    sort = wanted
    if (!sameSort) {
      if (!sameColumn) {
        for (const entry of entries.values()) entry.key = sortKeyOf(entry.row, sort.column, entry.names, now, steps)
      }
      order = mended([], entries.values(), sort.direction)
    } else if (stale || added.size > 0) {
      order = mended(order, added, sort.direction)
    }
    added = new Set()
    stale = false
    return order
  }

  function passed(from: readonly Entry[], place: PlaceInList, filters: Filters): readonly Entry[] {
    if (stage && stage.from === from && stage.place === place && stage.filters === filters) return stage.passed
    const hits = from.filter(({ row }) => isInPlace(row, place) && passesFilters(row, filters, now, steps))
    stage = { from, place, filters, passed: hits }
    return hits
  }

  function search(from: readonly Entry[], terms: readonly string[]): readonly Entry[] {
    if (trail[0]?.from !== from) trail = []
    while (trail.length > 0 && !narrows(terms, trail.at(-1)?.terms ?? [])) trail.pop()
    const last = trail.at(-1)
    if (terms.length === 0) return from
    if (last?.terms.join(' ') === terms.join(' ')) return last.hits
    const unseen = newTerms(terms, last?.terms ?? [])
    for (const group of groups.values()) group.rest = unseen.filter((term) => !group.haystack.includes(term))
    const hits = (last?.hits ?? from).filter(({ haystack, group }) => matchesTerms(haystack, group.rest))
    trail.push({ from, terms, hits })
    return hits
  }

  return {
    entries,
    apply: (patch) => {
      changed()
      if (patch.reset) {
        entries.clear()
        added = new Set()
        order = []
        stale = true
      }
      for (const id of patch.remove) drop(id)
      for (const row of patch.upsert) put(row)
    },
    rename: () => {
      changed()
      groups.clear()
      for (const entry of [...entries.values()]) put(entry.row)
    },
    setTime: (instant, warningSteps) => {
      now = instant
      steps = warningSteps
      stage = null
      // A new entry for each change, because a row on screen is drawn again only for another entry.
      for (const entry of [...entries.values()]) {
        if (sameStatus(entry.status, tokenStatus(entry.row.token, now, stepsOf(entry.row, steps)))) continue
        changed()
        put(entry.row)
      }
    },
    list: ({ place, filters, query, sort: wanted }) => {
      return search(passed(ordered(wanted), place, filters), queryTerms(query))
    },
    counts: () => (counted ??= buckets.count(entries.values())),
    tags: () => {
      if (tagsRead) return tags
      tagsRead = true
      const inUse = new Set<string>()
      for (const { row } of entries.values()) for (const tag of row.tags) inUse.add(tag)
      const sorted = [...inUse].sort((one, other) => one.localeCompare(other))
      if (sorted.join('\n') !== tags.join('\n')) tags = sorted
      return tags
    },
  }
}
