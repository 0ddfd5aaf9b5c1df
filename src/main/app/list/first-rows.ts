import type { Filters, PlaceInList, Sort } from '#shared/model/preferences'
import type { Instant } from '#shared/model/time'
import type { Token, TokenRow } from '#shared/model/token'
import { isInPlace, passesFilters } from '#shared/rules/filter'
import type { RowNames } from '#shared/rules/search'
import { compareRows, nameKeyOf, sortKeyOf, type Sortable } from '#shared/rules/sort'
import type { Steps } from '#shared/rules/warning'

export interface GridTerms {
  readonly place: PlaceInList
  readonly filters: Filters
  readonly sort: Sort
  readonly namesOf: (token: Token) => RowNames
  readonly now: Instant
  readonly steps: Steps
}

/**
 * The first `count` rows of the grid, in its order and by its own rules. Sent before all others they are what the person
 * sees, and nothing moves on the screen while the others come.
 */
export function firstRows(rows: Iterable<TokenRow>, count: number, terms: GridTerms): TokenRow[] {
  const { direction } = terms.sort
  let best: Sortable[] = []
  // Once there are enough, most rows only have to be held against the last of them.
  let last: Sortable | undefined
  const tidy = () => {
    best = best.sort((one, other) => compareRows(one, other, direction)).slice(0, count)
    last = best[count - 1]
  }
  const { place, filters, now, steps } = terms
  for (const row of rows) {
    if (!isInPlace(row, place) || !passesFilters(row, filters, now, steps)) continue
    const one = sortable(row, terms)
    if (last !== undefined && compareRows(last, one, direction) <= 0) continue
    best.push(one)
    if (best.length >= 2 * count) tidy()
  }
  tidy()
  return best.map(({ row }) => row)
}

function sortable(row: TokenRow, { sort, namesOf, now, steps }: GridTerms): Sortable {
  let name: string | null | undefined
  return {
    row,
    key: sortKeyOf(row, sort.column, namesOf(row.token), now, steps),
    // Only rows that are equal otherwise are compared by it, and it takes longer than all the rest.
    get nameKey() {
      if (name === undefined) name = nameKeyOf(row)
      return name
    },
  }
}
