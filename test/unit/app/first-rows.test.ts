import fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstRows } from '#main/app/first-rows'
import { columnIds } from '#shared/model/preferences'
import { compareRows, nameKeyOf, sortKeyOf } from '#shared/rules/sort'
import { manyRows } from '#test/support/sample'

const now = Date.UTC(2026, 2, 1)
const names = { provider: 'Pulumi Cloud', account: 'Work', kind: 'Personal token' }

it('are those that sorting all rows puts first, in every order of the grid', () => {
  const column = fc.constantFrom(...columnIds)
  const direction = fc.constantFrom('ascending' as const, 'descending' as const)
  fc.assert(
    fc.property(fc.shuffledSubarray(manyRows(60)), fc.integer({ min: 1, max: 70 }), column, direction, (...given) => {
      const [rows, count, column, direction] = given
      const terms = { sort: { column, direction }, namesOf: () => names, now, steps: [7, 30] as const }
      const sorted = rows
        .map((row) => ({ row, key: sortKeyOf(row, column, names, now, terms.steps), nameKey: nameKeyOf(row) }))
        .sort((one, other) => compareRows(one, other, direction))
        .map(({ row }) => row)
      expect(firstRows(rows, count, terms)).toEqual(sorted.slice(0, count))
    }),
  )
})
