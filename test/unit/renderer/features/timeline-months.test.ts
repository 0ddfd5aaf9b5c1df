import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entry } from '#renderer/data/entry'
import { columnsFrom, isWithinYear, layOut, monthOf, type Column } from '#renderer/features/timeline/months'
import { tokenStatus } from '#shared/rules/expiry'
import { manyRows, sampleNow, sampleRow } from '#test/support/sample'

const names = { provider: 'Pulumi Cloud', account: 'Work', kind: 'Personal', initials: 'Pu' }

function entryOf(row = sampleRow(), now = sampleNow): Entry {
  const group = { haystack: '', rest: [] }
  const bucket = { accountId: '', ownerKey: '', total: 0, expired: 0, due: 0 }
  const status = tokenStatus(row.token, now, [1, 7, 14, 30])
  return { row, names, group, bucket, status, haystack: '', nameKey: row.token.name, key: null }
}

const local = (year: number, month: number, date: number, hour = 0) => new Date(year, month - 1, date, hour).getTime()
const starts = (columns: readonly Column[]) =>
  columns.flatMap((column) => (column.kind === 'month' ? [new Date(column.from)] : []))

describe('the months of the timeline', () => {
  it('are those of the calendar, from this one to the same one in a year', () => {
    for (const now of [local(2026, 1, 31, 23), local(2028, 2, 29, 12), local(2026, 12, 1), local(2026, 3, 29, 3)]) {
      const months = starts(columnsFrom(now))
      expect(months).toHaveLength(13)
      for (const [index, month] of months.entries()) {
        expect([month.getDate(), month.getHours(), month.getMinutes()]).toEqual([1, 0, 0])
        expect((new Date(now).getMonth() + index) % 12).toBe(month.getMonth())
      }
      expect(monthOf(now)).toBe(months[0]?.getTime())
    }
  })

  it('hold what ends at their first instant, and not what ends at that of the next', () => {
    const now = local(2026, 11, 20)
    const column = (at: number) =>
      layOut([entryOf(sampleRow({ expiry: { kind: 'at', at } }), now)], now, 'owner').placed[0]?.column
    expect(column(local(2026, 12, 1) - 1)).toBe(1)
    expect(column(local(2026, 12, 1))).toBe(2)
    expect(column(local(2027, 12, 1) - 1)).toBe(13)
    expect(column(local(2027, 12, 1))).toBe(14)
  })

  it('lose no token and count none twice, whatever the time and the grouping', () => {
    const rows = manyRows(300)
    const living = rows.filter(({ token }) => token.state === 'active').length
    fc.assert(
      fc.property(
        fc.integer({ min: local(2024, 1, 1), max: local(2030, 1, 1) }),
        fc.constantFrom('provider', 'owner'),
        (now, by) => {
          const { total, counts, groups, placed } = layOut(
            rows.map((row) => entryOf(row, now)),
            now,
            by,
          )
          const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0)
          expect(total).toBe(living)
          expect(sum(counts)).toBe(living)
          expect(sum(groups.map((group) => group.total))).toBe(living)
          expect(counts.map((_, column) => sum(groups.map((group) => group.counts[column] ?? 0)))).toEqual(counts)
          const order = placed.filter(({ column }) => isWithinYear(column)).map(({ entry }) => entry.row.token.expiry)
          const instants = order.map((expiry) => (expiry.kind === 'at' ? expiry.at : NaN))
          expect(instants).toEqual([...instants].sort((one, other) => one - other))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('hold ten thousand owners, and tell the most in one column', () => {
    const owned = Array.from({ length: 10_000 }, (_, index) => {
      const owner = { kind: 'team', id: `team-${index}`, name: `team-${index}` } as const
      return entryOf(sampleRow({ id: `token-${index}`, owner, expiry: { kind: 'at', at: local(2026, 9, 9) } }))
    })
    const never = entryOf(sampleRow({ id: 'never', expiry: { kind: 'never' } }))
    const timeline = layOut([...owned, never, never], sampleNow, 'owner')
    expect(timeline.groups).toHaveLength(10_001)
    expect(timeline.highest).toBe(10_000)
    expect(timeline.highestOfGroup).toBe(1)
    // What has nothing to do within the year comes last.
    expect(timeline.groups.at(-1)).toMatchObject({ key: 'me', soon: 0, total: 2 })
  })
})
