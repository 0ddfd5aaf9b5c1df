import { describe, expect, it } from 'vitest'
import { noticesOf, upcomingSteps, type UpcomingStep } from '#main/app/vault/locked-notices'
import { NoticeTimer } from '#main/app/vault/notice-timer'
import type { Token } from '#shared/model/token'
import { FakeClock } from '#test/support/fake-clock'
import { FakeNotifier } from '#test/support/fake-system'
import { day, sampleRow } from '#test/support/sample'

const now = Date.UTC(2026, 5, 1)
const hour = 3_600_000
const token = (id: string, days: number, change: Partial<Token> = {}): Token =>
  sampleRow({ id, name: `name of ${id}`, expiry: { kind: 'at', at: now + days * day }, ...change }).token
const terms = { now, steps: [1, 7] as const, names: false, opaque: (id: string) => `opaque-${id}` }

describe('the list', () => {
  it('has each step that a token comes to, and its end, soonest first', () => {
    expect(upcomingSteps([token('b', 11), token('a', 3)], terms)).toEqual([
      { at: now + 2 * day, step: 1, id: 'opaque-a' },
      { at: now + 3 * day, step: 'expired', id: 'opaque-a' },
      { at: now + 4 * day, step: 7, id: 'opaque-b' },
      { at: now + 10 * day, step: 1, id: 'opaque-b' },
      { at: now + 11 * day, step: 'expired', id: 'opaque-b' },
    ])
  })

  it('holds no name and no id of a token unless names are wanted', () => {
    const tokens = [token('a', 3)]
    expect(JSON.stringify(upcomingSteps(tokens, { ...terms, opaque: () => 'x' }))).not.toMatch(/name|"a"|provider/)
    expect(upcomingSteps(tokens, { ...terms, names: true })[0]).toMatchObject({ name: 'name of a' })
  })

  it('leaves out tokens that are over, never end, or that nobody knows the end of', () => {
    const tokens = [
      token('past', -1),
      token('revoked', 3, { state: 'revoked' }),
      token('gone', 3, { state: 'gone' }),
      token('never', 3, { expiry: { kind: 'never' } }),
      token('unknown', 3, { expiry: { kind: 'unknown' } }),
    ]
    expect(upcomingSteps(tokens, terms)).toEqual([])
  })
})

describe('notices', () => {
  const step = (id: string, at: number, which: UpcomingStep['step']): UpcomingStep => ({ id, at, step: which })

  it('are one a step, the most urgent first', () => {
    const due = [step('a', 1, 7), step('b', 1, 'expired'), step('c', 2, 7)]
    expect(noticesOf(due)).toEqual([
      { step: 'expired', count: 1, names: [] },
      { step: 7, count: 2, names: [] },
    ])
  })

  it('tell of a token once, at the last step it came to', () => {
    expect(noticesOf([step('a', 1, 7), step('a', 2, 1)])).toEqual([{ step: 1, count: 1, names: [] }])
  })
})

describe('the timer', () => {
  it('tells at the very instant, however far it is away', () => {
    const clock = new FakeClock(now)
    const notifier = new FakeNotifier()
    new NoticeTimer(clock, notifier).start(upcomingSteps([token('a', 60)], terms))
    clock.advance(53 * day - 1)
    expect(notifier.notices).toEqual([])
    clock.advance(1)
    expect(notifier.notices).toEqual([{ step: 7, count: 1, names: [] }])
    clock.advance(7 * day)
    expect(notifier.notices).toHaveLength(3)
    expect(clock.waiting).toBe(0)
  })

  it('catches up when the computer slept', () => {
    const clock = new FakeClock(now)
    const notifier = new FakeNotifier()
    new NoticeTimer(clock, notifier).start(upcomingSteps([token('a', 10)], terms))
    clock.set(now + 20 * day)
    clock.advance(hour)
    expect(notifier.notices).toEqual([{ step: 'expired', count: 1, names: [] }])
  })

  it('forgets everything when it is stopped', () => {
    const clock = new FakeClock(now)
    const notifier = new FakeNotifier()
    const timer = new NoticeTimer(clock, notifier)
    timer.start(upcomingSteps([token('a', 10)], terms))
    timer.stop()
    clock.advance(30 * day)
    expect([notifier.notices, timer.waiting, clock.waiting]).toEqual([[], [], 0])
  })
})
