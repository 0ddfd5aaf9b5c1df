import type { Sort } from '#shared/model/preferences'
import { compareRows } from '#shared/rules/sort'
import type { IndexEntry } from './entry.ts'

/** Two sorted lists as one; of equal ones, those of the first list come first. */
function merge(
  standing: readonly IndexEntry[],
  tail: readonly IndexEntry[],
  compare: (one: IndexEntry, other: IndexEntry) => number,
): IndexEntry[] {
  const merged: IndexEntry[] = []
  let next = 0
  for (const entry of tail) {
    // Where this one goes, found by halving: the rows before it are then taken over without a comparison.
    let [from, to] = [next, standing.length]
    while (from < to) {
      const middle = (from + to) >> 1
      const other = standing[middle]
      if (other !== undefined && compare(other, entry) <= 0) from = middle + 1
      else to = middle
    }
    for (; next < from; next += 1) merged.push(standing[next] as IndexEntry)
    merged.push(entry)
  }
  for (; next < standing.length; next += 1) merged.push(standing[next] as IndexEntry)
  return merged
}

/** The newest entry in an entry's place; null when it has left the order. */
function newest(entry: IndexEntry): IndexEntry | null {
  let last = entry
  while (last.successor !== null) last = last.successor
  return last.left ? null : last
}

/**
 * The order after changes: entries that were replaced keep their place, those that left are left out, and `added` are
 * sorted in. A refresh that changes nothing but dates of learning so costs one walk over the list and no comparison.
 */
export function mended(order: readonly IndexEntry[], added: Iterable<IndexEntry>, direction: Sort['direction']) {
  const standing: IndexEntry[] = []
  for (const entry of order) {
    const now = newest(entry)
    if (now !== null) standing.push(now)
  }
  const compare = (one: IndexEntry, other: IndexEntry): number => compareRows(one, other, direction)
  const tail = [...added].sort(compare)
  return tail.length === 0 ? standing : merge(standing, tail, compare)
}
