import type { Sort } from '#shared/model/preferences'
import type { Instant } from '#shared/model/time'
import type { Token, TokenRow } from '#shared/model/token'
import type { WarningStep } from '#shared/rules/expiry'
import type { RowNames } from '#shared/rules/search'
import { compareRows, nameKeyOf, sortKeyOf, type Sortable } from '#shared/rules/sort'

export interface OrderTerms {
  readonly sort: Sort
  readonly namesOf: (token: Token) => RowNames
  readonly now: Instant
  readonly steps: readonly WarningStep[]
}

/**
 * Rows in the order in which the grid shows them, by its own rules: sent like this, the first ones are those that the
 * person sees, and nothing moves on the screen while the others come.
 */
export function inGridOrder(rows: readonly TokenRow[], { sort, namesOf, now, steps }: OrderTerms): TokenRow[] {
  const sortable = (row: TokenRow): Sortable => {
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
  return rows
    .map(sortable)
    .sort((one, other) => compareRows(one, other, sort.direction))
    .map(({ row }) => row)
}
