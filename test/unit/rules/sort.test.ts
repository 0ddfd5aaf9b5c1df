import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnIds, type ColumnId, type Sort } from '#shared/model/preferences'
import type { TokenRow } from '#shared/model/token'
import { compareRows, nameKeyOf, sortKeyOf, type Sortable } from '#shared/rules/sort'
import { acme, day, manyRows, me, platformTeam, sampleHeld, sampleNow, sampleRow } from '#test/support/sample'

const names = { provider: 'Pulumi Cloud', account: 'Work', kind: 'Personal token' }

function sorted(rows: readonly TokenRow[], column: ColumnId, direction: Sort['direction'] = 'ascending'): string[] {
  return rows
    .map((row): Sortable => {
      return { row, key: sortKeyOf(row, column, names, sampleNow, [1, 7, 14, 30]), nameKey: nameKeyOf(row) }
    })
    .sort((one, other) => compareRows(one, other, direction))
    .map(({ row }) => row.token.name)
}

const named = (name: string, change: Parameters<typeof sampleRow>[0] = {}) => sampleRow({ id: name, name, ...change })

describe('sorting', () => {
  it('counts runs of up to twelve digits', () => {
    const names = ['build 99999', 'build 100000', 'build 99999999999', 'build 100000000000']
    expect(
      sorted(
        [...names].reverse().map((name) => named(name)),
        'name',
      ),
    ).toEqual(names)
  })

  it('puts token-9 before token-10, whatever the case', () => {
    expect(sorted([named('token-10'), named('Token-9'), named('alpha')], 'name')).toEqual([
      'alpha',
      'Token-9',
      'token-10',
    ])
  })

  it('orders by date with "never" after all dates and "not known" last both ways', () => {
    const rows = [
      named('unknown', { expiry: { kind: 'unknown' } }),
      named('never', { expiry: { kind: 'never' } }),
      named('later', { expiry: { kind: 'at', at: sampleNow + day } }),
      named('soon', { expiry: { kind: 'at', at: sampleNow + 1 } }),
    ]
    expect(sorted(rows, 'expires')).toEqual(['soon', 'later', 'never', 'unknown'])
    expect(sorted(rows, 'expires', 'descending')).toEqual(['never', 'later', 'soon', 'unknown'])
  })

  it('puts never used before the longest unused', () => {
    const rows = [
      named('used', { lastUsed: { kind: 'at', at: 1 } }),
      named('never', { lastUsed: { kind: 'never' } }),
      named('unknown', { lastUsed: { kind: 'unknown' } }),
    ]
    expect(sorted(rows, 'lastUsed')).toEqual(['never', 'used', 'unknown'])
  })

  it('orders states by urgency', () => {
    const rows = [
      named('fine'),
      named('due in 30', { expiry: { kind: 'at', at: sampleNow + 20 * day } }),
      named('due in 1', { expiry: { kind: 'at', at: sampleNow + 1 } }),
      named('expired', { expiry: { kind: 'at', at: sampleNow } }),
    ]
    expect(sorted(rows, 'state')).toEqual(['expired', 'due in 1', 'due in 30', 'fine'])
  })

  it('puts the person before organizations and teams', () => {
    const rows = [
      named('team', { owner: platformTeam }),
      named('organization', { owner: acme }),
      named('mine', { owner: me }),
    ]
    expect(sorted(rows, 'owner')).toEqual(['mine', 'organization', 'team'])
  })

  it('puts stored secrets first', () => {
    expect(sorted([named('without'), sampleRow({ name: 'with' }, { held: sampleHeld })], 'stored')).toEqual([
      'with',
      'without',
    ])
  })

  it('leaves what no longer exists at the end, in both directions', () => {
    const rows = [named('a', { state: 'gone' }), named('z'), named('m')]
    expect(sorted(rows, 'name')).toEqual(['m', 'z', 'a'])
    expect(sorted(rows, 'name', 'descending')).toEqual(['z', 'm', 'a'])
  })

  it.each(columnIds)('gives one order by %s, however the rows came', (column) => {
    const rows = manyRows(60)
    const expected = sorted(rows, column)
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(sorted(shuffled, column)).toEqual(expected)
      }),
      { numRuns: 20 },
    )
  })
})
