import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partIdOf, tokenIdOf } from '#main/inventory/ids'
import { afterListed, afterMissing, isForgettable } from '#main/inventory/merge'
import { sampleRow } from '#test/support/sample'
import type { Token } from '#shared/model/token'

const year = 365 * 86_400_000
const token = (change: Partial<Token> = {}) => sampleRow(change).token

describe('ids', () => {
  const ownerKind = fc.constantFrom('me', 'organization', 'team', 'service-account')
  const words = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('a', '/', '%', '2', 'F', '-', 'é') })
  const place = fc.record({
    accountId: words,
    kind: words,
    owner: ownerKind,
    id: words,
    organization: fc.option(words),
  })
  type Place = typeof place extends fc.Arbitrary<infer P> ? P : never

  const idOf = ({ accountId, kind, owner, id, organization }: Place, issuerId: string) => {
    const scope = { kind, owner: { kind: owner, id, name: 'any', ...(organization === null ? {} : { organization }) } }
    return tokenIdOf(partIdOf(accountId, scope), issuerId)
  }

  it('are equal for the same token only', () => {
    fc.assert(
      fc.property(place, words, place, words, (left, leftId, right, rightId) => {
        const same = JSON.stringify([left, leftId]) === JSON.stringify([right, rightId])
        expect(idOf(left, leftId) === idOf(right, rightId)).toBe(same)
      }),
      { numRuns: 2_000 },
    )
  })

  it('tell the part a token is in', () => {
    fc.assert(
      fc.property(words, words, (partWord, issuerId) => {
        const partId = partIdOf('account', { kind: 'k', owner: { kind: 'me', id: partWord, name: '' } })
        const id = tokenIdOf(partId, issuerId)
        expect(id.slice(0, id.lastIndexOf('/'))).toBe(partId)
      }),
    )
  })
})

describe('merging one token', () => {
  const listed = token({ asOf: 20 })

  it.each<[string, Token | undefined, boolean, Token]>([
    ['takes a new one', undefined, false, listed],
    ['takes newer facts', token({ asOf: 10 }), false, listed],
    [
      'keeps what Keyrack changed after the listing began',
      token({ asOf: 15, name: 'mine' }),
      true,
      token({ asOf: 15, name: 'mine' }),
    ],
    ['wakes one that was gone', token({ state: 'gone', goneAt: 5 }), false, listed],
    ['wakes one that was revoked before the listing began', token({ state: 'revoked', goneAt: 5 }), false, listed],
    [
      'keeps one revoked since the listing began',
      token({ state: 'revoked', goneAt: 5 }),
      true,
      token({ state: 'revoked', goneAt: 5 }),
    ],
  ])('%s', (_, known, touched, expected) => {
    expect(afterListed(known, listed, touched)).toEqual(expected)
  })

  it.each<[string, Token, boolean, Partial<Token>]>([
    [
      'marks a missing one as gone and keeps the age of its facts',
      token({ asOf: 10 }),
      false,
      { state: 'gone', goneAt: 20, asOf: 10 },
    ],
    ['keeps one that is newer than the listing', token(), true, { state: 'active' }],
    ['keeps the date of one that is gone', token({ state: 'gone', goneAt: 5 }), false, { state: 'gone', goneAt: 5 }],
    ['keeps one that was revoked', token({ state: 'revoked', goneAt: 5 }), false, { state: 'revoked', goneAt: 5 }],
  ])('%s', (_, known, touched, expected) => {
    expect(afterMissing(known, touched, 20)).toMatchObject(expected)
  })

  it.each<[Partial<Token>, number, boolean]>([
    [{ state: 'active' }, 10 * year, false],
    [{ state: 'gone', goneAt: 0 }, year, false],
    [{ state: 'gone', goneAt: 0 }, year + 1, true],
    [{ state: 'revoked', goneAt: 0 }, year + 1, true],
  ])('of a token %j at %d may be forgotten: %s', (change, now, expected) => {
    expect(isForgettable(token(change), now)).toBe(expected)
  })
})
