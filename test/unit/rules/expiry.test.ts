import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Expiry } from '#shared/model/time'
import {
  dayLength,
  expiryStatus,
  nextStatusChange,
  tokenStatus,
  type ExpiryStatus,
  type WarningStep,
} from '#shared/rules/expiry'

const steps: readonly WarningStep[] = [1, 7, 14, 30]
const at = (instant: number): Expiry => ({ kind: 'at', at: instant })
const midnight = Date.UTC(2026, 2, 1)

afterEach(() => vi.unstubAllEnvs())

describe('expiryStatus', () => {
  it('keeps "never" and "not known" apart from dates and from each other', () => {
    expect(expiryStatus({ kind: 'never' }, midnight, steps)).toEqual({ kind: 'never' })
    expect(expiryStatus({ kind: 'unknown' }, midnight, steps)).toEqual({ kind: 'unknown' })
  })

  it('calls a token expired from its very instant on, at UTC midnight too', () => {
    expect(expiryStatus(at(midnight), midnight - 1, steps)).toEqual({ kind: 'due', withinDays: 1 })
    expect(expiryStatus(at(midnight), midnight, steps)).toEqual({ kind: 'expired' })
    expect(expiryStatus(at(midnight), midnight + 1, steps)).toEqual({ kind: 'expired' })
  })

  it.each(steps)('warns from exactly %i times 24 hours before the end on', (step) => {
    const boundary = midnight - step * dayLength
    expect(expiryStatus(at(midnight), boundary, steps)).toEqual({ kind: 'due', withinDays: step })
    expect(expiryStatus(at(midnight), boundary - 1, steps)).not.toEqual({ kind: 'due', withinDays: step })
  })

  it('gives the smallest step that holds, in whatever order they are chosen', () => {
    expect(expiryStatus(at(midnight), midnight - 3 * dayLength, [30, 7, 1, 14])).toEqual({ kind: 'due', withinDays: 7 })
  })

  it('warns of nothing but the end itself when no step is chosen', () => {
    expect(expiryStatus(at(midnight), midnight - 1, [])).toEqual({ kind: 'fine' })
    expect(expiryStatus(at(midnight), midnight, [])).toEqual({ kind: 'expired' })
  })

  // Etc/GMT-14 is 14 hours ahead of UTC, Etc/GMT+12 is 12 hours behind; the others change their clocks on these days.
  it.each([
    ['Etc/GMT-14', -840, Date.UTC(2026, 0, 1)],
    ['Etc/GMT+12', 720, Date.UTC(2026, 0, 1)],
    ['Europe/Berlin', -120, Date.UTC(2026, 2, 29, 1, 30)],
    ['America/New_York', 240, Date.UTC(2026, 2, 8, 7, 30)],
    ['Australia/Lord_Howe', -630, Date.UTC(2026, 3, 4, 15, 30)],
  ])('says the same in %s as anywhere, on days when clocks change too', (zone, offset, end) => {
    vi.stubEnv('TZ', zone)
    expect(new Date(end).getTimezoneOffset()).toBe(offset)
    expect(expiryStatus(at(end), end - dayLength, steps)).toEqual({ kind: 'due', withinDays: 1 })
    expect(expiryStatus(at(end), end - dayLength - 1, steps)).toEqual({ kind: 'due', withinDays: 7 })
    expect(expiryStatus(at(end), end - 1, steps)).toEqual({ kind: 'due', withinDays: 1 })
    expect(expiryStatus(at(end), end, steps)).toEqual({ kind: 'expired' })
  })
})

describe('tokenStatus', () => {
  it('no longer warns of a token that is revoked or gone', () => {
    const expiry = at(midnight)
    expect(tokenStatus({ state: 'active', expiry }, midnight, steps)).toEqual({ kind: 'expired' })
    expect(tokenStatus({ state: 'revoked', expiry }, midnight, steps)).toEqual({ kind: 'revoked' })
    expect(tokenStatus({ state: 'gone', expiry }, midnight, steps)).toEqual({ kind: 'gone' })
  })
})

const rank = (status: ExpiryStatus): number =>
  status.kind === 'expired' ? 0 : status.kind === 'due' ? status.withinDays : 1000

describe('nextStatusChange', () => {
  const instants = fc.integer({ min: 0, max: 4_000_000_000_000 })
  const chosen = fc.subarray([...steps])

  it('is null for what can change no more', () => {
    expect(nextStatusChange({ kind: 'never' }, midnight, steps)).toBeNull()
    expect(nextStatusChange({ kind: 'unknown' }, midnight, steps)).toBeNull()
    expect(nextStatusChange(at(midnight), midnight, steps)).toBeNull()
  })

  it('is the very instant of the change: the status is the old one until then and another from then on', () => {
    fc.assert(
      fc.property(instants, instants, chosen, (end, now, someSteps) => {
        const next = nextStatusChange(at(end), now, someSteps)
        if (next === null) return end <= now
        const before = expiryStatus(at(end), now, someSteps)
        expect(next).toBeGreaterThan(now)
        expect(expiryStatus(at(end), next - 1, someSteps)).toEqual(before)
        expect(expiryStatus(at(end), next, someSteps)).not.toEqual(before)
        return true
      }),
    )
  })

  it('never lets a token become less urgent as time goes by', () => {
    fc.assert(
      fc.property(instants, instants, instants, chosen, (end, one, other, someSteps) => {
        const earlier = expiryStatus(at(end), Math.min(one, other), someSteps)
        const later = expiryStatus(at(end), Math.max(one, other), someSteps)
        return rank(later) <= rank(earlier)
      }),
    )
  })
})
