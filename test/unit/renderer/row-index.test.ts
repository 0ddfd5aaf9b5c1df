import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RowsPatch } from '#shared/contract'
import type { Sort } from '#shared/model/preferences'
import type { TokenRow } from '#shared/model/token'
import { isInPlace, noFilters, passesFilters } from '#shared/rules/filter'
import { commonHaystackOf, haystackOf, queryTerms } from '#shared/rules/search'
import { compareRows, nameKeyOf, sortKeyOf } from '#shared/rules/sort'
import { createRowIndex, type ListQuery, type RowIndex } from '#renderer/data/row-index'
import { acme, day, manyRows, sampleNow, sampleRow } from '#test/support/sample'

const names = { provider: 'Pulumi Cloud', account: 'Work', kind: 'Token', initials: 'Pu' }
const steps = [1, 7, 14, 30] as const
const everything: ListQuery = {
  place: { kind: 'all' },
  filters: noFilters,
  query: '',
  sort: { column: 'name', direction: 'ascending' },
}

function indexOf(rows: readonly TokenRow[]): RowIndex {
  const index = createRowIndex(() => names)
  index.setTime(sampleNow, steps)
  index.apply(patch({ upsert: [...rows], reset: true, done: true }))
  return index
}

function patch(change: Partial<RowsPatch>): RowsPatch {
  return { reset: false, upsert: [], remove: [], done: false, ...change }
}

const ids = (index: RowIndex, query: Partial<ListQuery> = {}): string[] =>
  index.list({ ...everything, ...query }).map(({ row }) => row.token.id)

/** The same, by the rules alone, from nothing. */
function plainly(rows: readonly TokenRow[], { place, filters, query, sort }: ListQuery): string[] {
  const terms = queryTerms(query)
  return rows
    .filter((row) => isInPlace(row, place) && passesFilters(row, filters, sampleNow, steps))
    .filter((row) => terms.every((term) => `${haystackOf(row)}\n${commonHaystackOf(row, names)}`.includes(term)))
    .map((row) => ({ row, key: sortKeyOf(row, sort.column, names, sampleNow, steps), nameKey: nameKeyOf(row) }))
    .sort((one, other) => compareRows(one, other, sort.direction))
    .map(({ row }) => row.token.id)
}

describe('the row index', () => {
  it('gives the same array while nothing changes, and another one when something did', () => {
    const index = indexOf(manyRows(20))
    const first = index.list(everything)
    expect(index.list(everything)).toBe(first)
    index.apply(patch({ upsert: [sampleRow({ id: 'new', name: 'aaa' })] }))
    expect(index.list(everything)).not.toBe(first)
    expect(ids(index)[0]).toBe('new')
  })

  it('gives a new entry for a row whose facts changed and keeps its place', () => {
    const rows = manyRows(10)
    const index = indexOf(rows)
    const before = index.list(everything)
    const row = rows[4]!
    index.apply(patch({ upsert: [{ ...row, token: { ...row.token, asOf: sampleNow } }] }))
    const after = index.list(everything)
    const place = before.findIndex((entry) => entry.row.token.id === row.token.id)
    expect(after[place]).not.toBe(before[place])
    expect(after[place]?.row.token.asOf).toBe(sampleNow)
    expect(after.filter((_, index) => index !== place)).toEqual(before.filter((_, index) => index !== place))
  })

  it('finds again what a taken back letter had found', () => {
    const index = indexOf(manyRows(50))
    const short = ids(index, { query: 'dep' })
    const long = ids(index, { query: 'deploy-00010' })
    expect(long).toEqual(['token-10'])
    expect(ids(index, { query: 'dep' })).toEqual(short)
    expect(ids(index, { query: '' })).toHaveLength(50)
  })

  it('draws a token anew when its status changes as time goes by', () => {
    const index = indexOf([sampleRow({ expiry: { kind: 'at', at: sampleNow + 8 * day } })])
    const [before] = index.list(everything)
    expect(before?.status).toEqual({ kind: 'due', withinDays: 14 })
    index.setTime(sampleNow + 8 * day, steps)
    const [after] = index.list(everything)
    expect(after?.status).toEqual({ kind: 'expired' })
    expect(ids(index, { filters: { ...noFilters, status: ['expired'] } })).toEqual(['token-1'])
  })

  it('lets filters counted in days go with the time, also where no status changes', () => {
    const index = indexOf([sampleRow({ lastUsed: { kind: 'at', at: sampleNow - 89 * day } })])
    const filters = { ...noFilters, unusedDays: 90 }
    expect(ids(index, { filters })).toEqual([])
    index.setTime(sampleNow + day, steps)
    expect(ids(index, { filters })).toEqual(['token-1'])
  })

  it('counts the living by place, and gives the same counts while they are the same', () => {
    const rows = [
      sampleRow({ id: 'a', expiry: { kind: 'at', at: sampleNow - 1 } }),
      sampleRow({ id: 'b', owner: acme, expiry: { kind: 'at', at: sampleNow + 1 } }),
      sampleRow({ id: 'c', owner: acme, state: 'revoked' }),
      sampleRow({ id: 'd', accountId: 'other' }),
    ]
    const index = indexOf(rows)
    const counts = index.counts()
    expect(counts({ kind: 'all' })).toEqual({ total: 3, expired: 1, due: 1 })
    expect(counts({ kind: 'account', accountId: 'account-pulumi' })).toEqual({ total: 2, expired: 1, due: 1 })
    const atAcme = { kind: 'owner', accountId: 'account-pulumi', ownerKey: 'organization:/acme' } as const
    expect(counts(atAcme)).toEqual({ total: 1, expired: 0, due: 1 })
    index.apply(patch({ upsert: [sampleRow({ id: 'd', accountId: 'other', name: 'renamed' })] }))
    expect(index.counts()).toBe(counts)
    index.apply(patch({ remove: ['d'] }))
    expect(index.counts()({ kind: 'all' }).total).toBe(2)
  })

  it('lists all tags in use once, in order', () => {
    const index = indexOf([
      sampleRow({ id: 'a' }, { tags: ['prod', 'ci'] }),
      sampleRow({ id: 'b' }, { tags: ['ci', 'audit'] }),
    ])
    expect(index.tags()).toEqual(['audit', 'ci', 'prod'])
  })

  it('shows what the rules alone would show, whatever changes came in whatever order', () => {
    const pool = manyRows(30)
    const sorts: readonly Sort[] = [
      { column: 'name', direction: 'ascending' },
      { column: 'expires', direction: 'descending' },
      { column: 'state', direction: 'ascending' },
      { column: 'tags', direction: 'ascending' },
    ]
    const step = fc.record({
      upsert: fc.array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 6 }),
      remove: fc.array(fc.nat(29), { maxLength: 3 }),
      reset: fc.boolean(),
      query: fc.constantFrom('', 'de', 'deploy', 'ci', 'ci 2', 'acme', 'acme ci', 'token 1', 'token'),
      sort: fc.constantFrom(...sorts),
      status: fc.constantFrom<('due' | 'fine' | 'revoked')[]>([], ['due', 'fine'], ['revoked']),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (changes) => {
        const index = indexOf(pool)
        const known = new Map(pool.map((row) => [row.token.id, row]))
        for (const { upsert, remove, reset, query, sort, status } of changes) {
          // A row takes over the facts of another one, so that its place in the order changes.
          const rows = upsert.map(([to, from]): TokenRow => {
            const { token, ...mine } = pool[from]!
            return { ...mine, token: { ...token, id: pool[to]!.token.id } }
          })
          const gone = remove.map((at) => pool[at]!.token.id)
          if (reset) known.clear()
          for (const id of gone) known.delete(id)
          for (const row of rows) known.set(row.token.id, row)
          index.apply(patch({ reset, upsert: rows, remove: gone }))
          const wanted = { ...everything, query, sort, filters: { ...noFilters, status } }
          expect(ids(index, wanted)).toEqual(plainly([...known.values()], wanted))
        }
      }),
      { numRuns: 60 },
    )
  })
})
