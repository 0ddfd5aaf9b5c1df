import { describe, expect, it } from 'vitest'
import type { Filters } from '#shared/model/preferences'
import { filterCount, isInPlace, noFilters, ownerKeyOf, passesFilters } from '#shared/rules/filter'
import { acme, day, me, platformTeam, sampleHeld, sampleNow, sampleRow } from '#test/support/sample'

const passes = (row: ReturnType<typeof sampleRow>, filters: Partial<Filters>): boolean =>
  passesFilters(row, { ...noFilters, ...filters }, sampleNow, [1, 7, 14, 30])

const ending = (inDays: number) => sampleRow({ expiry: { kind: 'at', at: sampleNow + inDays * day } })
const used = (daysAgo: number) => sampleRow({ lastUsed: { kind: 'at', at: sampleNow - daysAgo * day } })

describe('passesFilters', () => {
  it('lets everything through when no filter is set', () => {
    expect(passes(sampleRow(), {})).toBe(true)
    expect(passes(sampleRow({ state: 'gone' }), {})).toBe(true)
  })

  it('filters by status as it is now', () => {
    expect(passes(ending(-1), { status: ['expired'] })).toBe(true)
    expect(passes(ending(3), { status: ['expired'] })).toBe(false)
    expect(passes(ending(3), { status: ['expired', 'due'] })).toBe(true)
    expect(passes(sampleRow({ state: 'revoked' }), { status: ['revoked'] })).toBe(true)
    expect(passes(sampleRow({ expiry: { kind: 'never' } }), { status: ['never'] })).toBe(true)
  })

  it('filters by kind, provider, stored secret and tag', () => {
    const row = sampleRow({}, { held: sampleHeld, tags: ['ci'] })
    expect(passes(row, { kinds: ['personal'], providers: ['pulumi'], stored: true, tags: ['ci', 'x'] })).toBe(true)
    expect(passes(row, { kinds: ['team'] })).toBe(false)
    expect(passes(row, { providers: ['gitpod'] })).toBe(false)
    expect(passes(row, { stored: false })).toBe(false)
    expect(passes(row, { tags: ['x'] })).toBe(false)
  })

  it('takes "expires within" to the very instant, without what has ended already', () => {
    expect(passes(ending(7), { expiringDays: 7 })).toBe(true)
    expect(passes(sampleRow({ expiry: { kind: 'at', at: sampleNow + 7 * day + 1 } }), { expiringDays: 7 })).toBe(false)
    expect(passes(ending(-1), { expiringDays: 7 })).toBe(false)
    expect(passes(sampleRow({ expiry: { kind: 'never' } }), { expiringDays: 7 })).toBe(false)
  })

  it('counts never used as unused, and not known as neither', () => {
    expect(passes(used(90), { unusedDays: 90 })).toBe(true)
    expect(passes(used(89), { unusedDays: 90 })).toBe(false)
    expect(passes(sampleRow({ lastUsed: { kind: 'never' } }), { unusedDays: 90 })).toBe(true)
    expect(passes(sampleRow({ lastUsed: { kind: 'unknown' } }), { unusedDays: 90 })).toBe(false)
  })
})

describe('isInPlace', () => {
  const place = { kind: 'owner', accountId: 'account-pulumi', ownerKey: ownerKeyOf(platformTeam) } as const

  it('selects everything, one account, or one owner of one account', () => {
    expect(isInPlace(sampleRow(), { kind: 'all' })).toBe(true)
    expect(isInPlace(sampleRow(), { kind: 'account', accountId: 'account-pulumi' })).toBe(true)
    expect(isInPlace(sampleRow(), { kind: 'account', accountId: 'other' })).toBe(false)
    expect(isInPlace(sampleRow({ owner: platformTeam }), place)).toBe(true)
    expect(isInPlace(sampleRow({ owner: platformTeam, accountId: 'other' }), place)).toBe(false)
    expect(isInPlace(sampleRow({ owner: acme }), place)).toBe(false)
  })
})

describe('ownerKeyOf', () => {
  it('keeps teams of the same name in two organizations apart', () => {
    expect(ownerKeyOf(platformTeam)).not.toBe(ownerKeyOf({ ...platformTeam, organization: 'globex' }))
    expect(ownerKeyOf(me)).not.toBe(ownerKeyOf(acme))
  })
})

describe('filterCount', () => {
  it('counts the filters that are set', () => {
    expect(filterCount(noFilters)).toBe(0)
    expect(filterCount({ ...noFilters, status: ['due', 'expired'], stored: false, unusedDays: 30 })).toBe(3)
  })
})
