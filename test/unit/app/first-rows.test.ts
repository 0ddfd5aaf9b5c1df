import fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstRows } from '#main/app/list/first-rows'
import { columnIds } from '#shared/model/preferences'
import { noFilters } from '#shared/rules/filter'
import { compareRows, nameKeyOf, sortKeyOf } from '#shared/rules/sort'
import { manyRows } from '#test/support/sample'

const now = Date.UTC(2026, 2, 1)
const everywhere = { place: { kind: 'all' }, filters: noFilters } as const
const names = { provider: 'Pulumi Cloud', account: 'Work', kind: 'Personal token' }

it('are those that sorting all rows puts first, in every order of the grid', () => {
  const column = fc.constantFrom(...columnIds)
  const direction = fc.constantFrom('ascending' as const, 'descending' as const)
  fc.assert(
    fc.property(fc.shuffledSubarray(manyRows(60)), fc.integer({ min: 1, max: 70 }), column, direction, (...given) => {
      const [rows, count, column, direction] = given
      const terms = { ...everywhere, sort: { column, direction }, namesOf: () => names, now, steps: [7, 30] as const }
      const sorted = rows
        .map((row) => ({ row, key: sortKeyOf(row, column, names, now, terms.steps), nameKey: nameKeyOf(row) }))
        .sort((one, other) => compareRows(one, other, direction))
        .map(({ row }) => row)
      expect(firstRows(rows, count, terms)).toEqual(sorted.slice(0, count))
    }),
  )
})

it('are only those that the place and the filters of the grid let through', () => {
  const rows = manyRows(60)
  const accountId = rows[7]?.token.accountId ?? ''
  const terms = { sort: { column: 'name', direction: 'ascending' }, namesOf: () => names, now, steps: [7, 30] } as const
  const place = { kind: 'account', accountId } as const
  const here = firstRows(rows, 100, { ...terms, place, filters: noFilters })
  expect(here.length).toBe(rows.filter(({ token }) => token.accountId === accountId).length)
  const never = firstRows(rows, 100, { ...terms, place: { kind: 'all' }, filters: { ...noFilters, status: ['never'] } })
  expect(new Set(never)).toEqual(
    new Set(rows.filter(({ token }) => token.state === 'active' && token.expiry.kind === 'never')),
  )
  expect(never.length).toBeGreaterThan(0)
})
