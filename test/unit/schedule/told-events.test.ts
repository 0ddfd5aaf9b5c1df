import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarEntry } from '#main/schedule/calendar'
import { nextCalendar, nothingTold, type ToldCalendar } from '#main/schedule/told-events'

const day = 86_400_000
const now = Date.UTC(2026, 2, 1, 12)
const entry = (change: Partial<CalendarEntry> = {}): CalendarEntry => ({
  uid: 'one@keyrack',
  end: now + 90 * day,
  title: 'deploy (Pulumi Cloud) expires',
  nameless: 'A token of Pulumi Cloud expires',
  details: 'Owner: acme',
  steps: [30, 7, 1],
  isCancelled: false,
  asOf: now - day,
  ...change,
})
const next = (told: ToldCalendar, entries: readonly CalendarEntry[], at = now) =>
  nextCalendar(told, entries, at, (text) => text)

describe('the next calendar', () => {
  it('takes back what is not there any more, without its name, for a year', () => {
    const { told } = next(nothingTold, [entry()])
    const after = next(told, [], now + day)
    expect(after.events).toMatchObject([
      { uid: 'one@keyrack', title: 'A token of Pulumi Cloud expires', details: '', steps: [], isCancelled: true },
    ])
    expect(JSON.stringify(after.told)).not.toContain('Owner')
    expect(next(after.told, [], now + 366 * day).events).toHaveLength(1)
    const late = next(after.told, [], now + 368 * day)
    expect([late.events, late.told.events.size]).toEqual([[], 0])
  })

  it('takes nothing back that has ended long ago', () => {
    const { told } = next(nothingTold, [entry({ end: now - 300 * day })])
    expect(next(told, [], now + 100 * day).events).toEqual([])
  })

  it('remembers no more than ten thousand that were taken back, the last ones', () => {
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => entry({ uid: `${from + index}` }))
    const first = next(next(nothingTold, many(0, 6000)).told, [], now + day)
    const all = next(next(first.told, many(6000, 6000), now + day).told, [], now + 2 * day)
    expect(all.events).toHaveLength(10_000)
    const uids = new Set(all.events.map(({ uid }) => uid))
    expect(many(6000, 6000).every(({ uid }) => uids.has(uid))).toBe(true)
  })

  it('gives an event a higher number with each change, whatever the clock says, and with nothing else', () => {
    const step = fc.record({ what: fc.integer({ min: 0, max: 3 }), jump: fc.integer({ min: -400, max: 400 }) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let told = nothingTold
        let at = now
        let last: { what: number; sequence: number } | undefined
        for (const { what, jump } of steps) {
          at += jump * 30_000
          const entries = what === 0 ? [] : [entry({ title: `deploy ${what}`, asOf: at })]
          const found = next(told, entries, at)
          told = found.told
          const [event] = found.events
          if (event === undefined) continue
          if (last?.what === what) expect(event.sequence).toBe(last.sequence)
          else if (last !== undefined) expect(event.sequence).toBeGreaterThan(last.sequence)
          last = { what, sequence: event.sequence }
        }
      }),
    )
  })

  it('begins above all numbers that it gave, and far below what calendars can hold', () => {
    const { told } = next(nothingTold, [entry()], Date.UTC(2090, 0, 1))
    expect(told.highest).toBeLessThan(2 ** 31)
    const [, other] = next(told, [entry(), entry({ uid: 'two@keyrack' })]).events
    expect(other?.sequence).toBeGreaterThanOrEqual(told.highest)
  })
})
