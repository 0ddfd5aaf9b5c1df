import { describe, expect, it } from 'vitest'
import { offboardLine, offboardOrder, type OffboardRelation } from '#shared/rules/offboard'
import type { TokenRow } from '#shared/model/token'
import { sampleCatalogue, sampleNow as now, sampleOperation, samplePlace, sampleRow } from '#test/support/sample'

const native = { how: 'native' } as const
const none = { how: 'none', reason: 'There is no such call.' } as const
const emulated = { how: 'emulated', reason: 'A successor is made.' } as const
const guide = { path: '', steps: [], brings: 'nothing' } as never
const guided = { how: 'guided', reason: 'On the page.', guide } as const

const used = { kind: 'at', at: now } as const

function stepOf(
  relation: OffboardRelation,
  support: {
    regenerate?: typeof native | typeof none | typeof emulated | typeof guided
    revoke?: typeof native | typeof none | typeof guided
  },
  row: TokenRow = sampleRow({ lastUsed: used }, { own: 'no' }),
  operations: Parameters<typeof offboardLine>[2]['operations'] = [],
) {
  const [record] = sampleCatalogue.filter(({ id }) => id === row.token.provider)
  const [kind] = record!.tokenKinds
  const all = { ...kind!.support, regenerate: native, revoke: native, ...support }
  const catalogue = [{ ...record!, tokenKinds: [{ ...kind!, kind: row.token.kind, support: all }] }]
  const { step, reason } = offboardLine(row, relation, { catalogue, operations })
  return reason === null ? step : `${step}: ${reason}`
}

describe('what is done with a token when somebody leaves', () => {
  it.each([
    ['owns', { revoke: native }, 'revoke'],
    ['owns', { revoke: guided }, 'revoke-page'],
    ['owns', { revoke: none }, 'elsewhere: There is no such call.'],
    ['made', { regenerate: native }, 'rotate'],
    ['made', { regenerate: emulated }, 'rotate'],
    ['made', { regenerate: guided }, 'rotate-page'],
    // What cannot get a new secret must not go on with one that they know.
    ['made', { regenerate: none }, 'revoke'],
    ['made', { regenerate: none, revoke: none }, 'elsewhere: There is no such call.'],
  ] as const)('%s, where the service offers %j: %s', (relation, support, step) => {
    expect(stepOf(relation, support)).toBe(step)
  })

  it('is revoking where they made it and its provider tells that nobody ever used it', () => {
    const unused = sampleRow({ lastUsed: { kind: 'never' } }, { own: 'no' })
    expect(stepOf('made', {}, unused)).toBe('revoke')
    const placed = { ...unused, places: [samplePlace({ tokenId: unused.token.id })] }
    expect(stepOf('made', {}, placed)).toBe('rotate')
    expect(stepOf('made', {}, sampleRow({ lastUsed: { kind: 'unknown' } }, { own: 'no' }))).toBe('rotate')
  })

  it('is a new secret where they made it and nobody can have told of a use yet', () => {
    const young = (created: number) =>
      sampleRow({ lastUsed: { kind: 'never' }, created: { kind: 'at', at: created }, asOf: now }, { own: 'no' })
    expect(stepOf('made', {}, young(now - 60_000))).toBe('rotate')
    expect(stepOf('made', {}, young(now - 90 * 86_400_000))).toBe('revoke')
    expect(
      stepOf('made', {}, sampleRow({ lastUsed: { kind: 'never' }, created: { kind: 'unknown' } }, { own: 'no' })),
    ).toBe('rotate')
  })

  it.each(['yes', 'unknown'] as const)('comes last where it is %s that Keyrack signs in with it', (own) => {
    const row = sampleRow({ lastUsed: used }, { own })
    expect(stepOf('owns', {}, row)).toBe('own')
    expect(stepOf('made', {}, row)).toBe('own')
    // Its successor is another token: the old one goes on until it is revoked.
    expect(stepOf('made', { regenerate: emulated }, row)).toBe('rotate')
  })

  it('is nothing for what has ended, and waiting for what has a new secret on its way', () => {
    expect(stepOf('owns', {}, sampleRow({ state: 'revoked' }))).toBe('ended')
    const row = sampleRow({ lastUsed: used }, { own: 'no' })
    const operation = sampleOperation({ kind: 'regenerate', tokenId: row.token.id })
    expect(stepOf('made', { regenerate: emulated }, row, [operation])).toBe('waiting')
  })

  it('is told in the order in which it is done', () => {
    const lines = (['elsewhere', 'own', 'rotate', 'revoke'] as const).map((step) => ({
      row: sampleRow(),
      relation: 'owns' as const,
      step,
      reason: null,
    }))
    expect(offboardOrder(lines).map(({ step }) => step)).toEqual(['revoke', 'rotate', 'own', 'elsewhere'])
  })
})
