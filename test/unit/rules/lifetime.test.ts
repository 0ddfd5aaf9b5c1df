import { describe, expect, it } from 'vitest'
import type { ExpiryRule, TokenKind } from '#shared/model/provider'
import type { Token } from '#shared/model/token'
import { lifetimeLike, lifetimeOf, rotationKind, secretDates } from '#shared/rules/lifetime'
import { day, sampleCatalogue, sampleNow, sampleRow } from '#test/support/sample'

const token = (days: number | 'never' | null): Token =>
  sampleRow({
    created: days === null ? { kind: 'unknown' } : { kind: 'at', at: sampleNow - 60 * day },
    expiry:
      days === 'never' ? { kind: 'never' } : { kind: 'at', at: sampleNow - 60 * day + (days ?? 0) * day - 40_000 },
  }).token
const rule: ExpiryRule = {
  required: true,
  never: false,
  presetDays: [1, 45],
  defaultDays: 45,
  maxDays: 400,
  says: '',
}
const [record] = sampleCatalogue
const [sample] = record?.tokenKinds ?? []
const offered = (of: Token, change: Partial<ExpiryRule> = {}, maxDays: number | null = null) => {
  if (sample === undefined) throw new Error('the sample has no kind')
  const kind: TokenKind = { ...sample, form: { ...sample.form, expiry: { ...rule, ...change } } }
  return rotationKind(kind, of, maxDays).form.expiry
}

describe('how long a token was made for', () => {
  it('is told in whole days, though providers round by minutes', () => {
    expect(lifetimeOf(token(90))).toBe(90)
    expect(lifetimeOf(token('never'))).toBe('never')
  })

  it('counts from the present secret where that came here when it was made, and else from the token', () => {
    const dates = token(90)
    const held = { proof: 'made-here', storedAt: sampleNow } as const
    expect(lifetimeOf(secretDates(dates, held))).toBe(30)
    expect(lifetimeOf(secretDates(dates, { ...held, storedAt: sampleNow - 400 * day }))).toBe(90)
    expect(lifetimeOf(secretDates(dates, { ...held, proof: 'works' }))).toBe(90)
    expect(lifetimeOf(secretDates(dates, null))).toBe(90)
  })

  it('is not guessed where its dates do not tell', () => {
    expect(lifetimeOf(token(null))).toBeNull()
    expect(lifetimeOf({ created: { kind: 'at', at: 5 }, expiry: { kind: 'unknown' } })).toBeNull()
    expect(lifetimeOf({ created: { kind: 'at', at: 5 }, expiry: { kind: 'at', at: 5 } })).toBeNull()
  })
})

describe('what is offered for the new secret', () => {
  it('is as long as before, a week, months and a year', () => {
    expect(offered(token(120))).toMatchObject({ presetDays: [7, 30, 60, 90, 120, 365], defaultDays: 120 })
  })

  it('is never longer than provider and organization allow', () => {
    expect(offered(token(900))).toMatchObject({ presetDays: [7, 30, 60, 90, 365, 400], defaultDays: 400 })
    expect(offered(token(120), {}, 80)).toMatchObject({ presetDays: [7, 30, 60, 80], defaultDays: 80 })
    expect(offered(token(120), { maxDays: 3, presetDays: [1, 3] })).toMatchObject({ presetDays: [3], defaultDays: 3 })
  })

  it('begins with the provider’s default where nobody knows how long it was before', () => {
    expect(offered(token(null))).toMatchObject({ presetDays: [7, 30, 45, 60, 90, 365], defaultDays: 45 })
  })

  it('is “never” only where it was so before and still may be', () => {
    expect(lifetimeLike(token('never'), { ...rule, never: true }, null)).toEqual({ kind: 'never' })
    expect(lifetimeLike(token('never'), { ...rule, never: true }, 30)).toEqual({ kind: 'days', days: 30 })
    expect(lifetimeLike(token('never'), rule, null)).toEqual({ kind: 'days', days: 45 })
  })

  it('is no longer than the policy of the audit says, which takes the place of "never" too', () => {
    expect(lifetimeLike(token(90), rule, null, 60)).toEqual({ kind: 'days', days: 60 })
    expect(lifetimeLike(token(30), rule, null, 60)).toEqual({ kind: 'days', days: 30 })
    expect(lifetimeLike(token('never'), { ...rule, never: true }, null, 60)).toEqual({ kind: 'days', days: 60 })
    expect(lifetimeLike(token('never'), { ...rule, never: true }, 30, 60)).toEqual({ kind: 'days', days: 30 })
    expect(lifetimeLike(token(null), rule, null, 20)).toEqual({ kind: 'days', days: 20 })
  })

  it('is nothing where tokens have no end', () => {
    expect(offered(token(90), { never: true, presetDays: [] })).toMatchObject({ presetDays: [] })
  })
})
