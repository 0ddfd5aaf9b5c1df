import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnsOf, columnsSchema, tokensFrom, type Shared } from '#main/inventory/columns'
import type { Token } from '#shared/model/token'

const shared: Shared = {
  accountId: 'account',
  partId: 'account/org/organization//acme',
  provider: 'fake',
  owner: { kind: 'organization', id: 'acme', name: 'Acme' },
  kind: 'org',
}

const instant = fc.integer({ min: -8.64e15, max: 8.64e15 })
const at = instant.map((moment) => ({ kind: 'at' as const, at: moment }))
const unknown = fc.constant({ kind: 'unknown' as const })
const never = fc.constant({ kind: 'never' as const })
const text = (maxLength: number) => fc.string({ maxLength, unit: 'binary' })

/** What the tokens of a part do not share. Few values, so that whole columns are alike now and then. */
const facts: fc.Arbitrary<Omit<Token, keyof Shared>> = fc.record(
  {
    id: fc.oneof(
      text(40),
      fc.constantFrom('1', '2', 'a%2Fb').map((word) => `${shared.partId}/${word}`),
    ),
    issuerId: fc.oneof(text(40), fc.constantFrom('1', '2', 'a/b', '__proto__')),
    name: fc.oneof(text(20), fc.constant('deploy')),
    description: fc.oneof(text(20), fc.constant('')),
    created: fc.oneof(at, unknown),
    lastUsed: fc.oneof(at, unknown, never),
    expiry: fc.oneof(
      at,
      unknown,
      never,
      fc.record({ kind: fc.constant('at' as const), at: instant, by: fc.constantFrom('secret' as const, 'typed') }),
    ),
    scopes: fc.oneof(
      fc.constantFrom({ kind: 'none' as const }, { kind: 'full' as const }, { kind: 'unknown' as const }),
      fc.record({ kind: fc.constant('listed' as const), names: fc.array(text(10), { maxLength: 4 }) }),
    ),
    role: text(10),
    admin: fc.boolean(),
    createdBy: fc.constantFrom('ada', 'bob'),
    lastUsedFrom: fc.array(text(10), { maxLength: 3 }),
    rateLimit: fc.record({ limit: fc.nat(), remaining: fc.nat(), resetsAt: instant }),
    leaked: fc.oneof(fc.constant({ at: null }), fc.record({ at: instant, where: text(10) })),
    state: fc.constantFrom('active' as const, 'revoked' as const, 'gone' as const),
    goneAt: instant,
    asOf: fc.oneof(instant, fc.constant(5)),
    service: text(10),
    serviceUrl: text(10),
    manageUrl: text(10),
  },
  {
    requiredKeys: ['id', 'issuerId', 'name', 'description', 'created', 'lastUsed', 'expiry', 'scopes', 'state', 'asOf'],
  },
)
const tokens = fc.array(
  facts.map((one): Token => ({ ...one, ...shared })),
  { maxLength: 6 },
)

/** As they come off the disk. */
const written = (all: readonly Token[]): unknown => JSON.parse(JSON.stringify(columnsOf(all, shared.partId)))

describe('tokens in columns', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(tokens, (all) => {
        expect(tokensFrom(columnsSchema.parse(written(all)), shared)).toStrictEqual(JSON.parse(JSON.stringify(all)))
      }),
    )
  })

  it('have in one place what all of them have alike, and nothing of what none has', () => {
    const one = fc.sample(facts, 1)[0]!
    const { role: _role, ...rest } = one
    const alike = Array.from({ length: 500 }, (_, number): Token => {
      const issuerId = `t${number}`
      return { ...rest, ...shared, issuerId, id: `${shared.partId}/${issuerId}` }
    })
    const columns = columnsOf(alike, shared.partId)
    expect(columns).toMatchObject({ id: { all: null }, name: { all: one.name }, asOf: { all: one.asOf } })
    expect(columns).not.toHaveProperty('role')
  })

  it('are refused where a column is not as long as the others', () => {
    const one: Token = {
      ...shared,
      id: 'a',
      issuerId: '1',
      name: 'one',
      description: 'first',
      created: { kind: 'at', at: 1 },
      lastUsed: { kind: 'at', at: 1 },
      expiry: { kind: 'at', at: 1 },
      scopes: { kind: 'full' },
      role: 'owner',
      state: 'active',
      asOf: 1,
    }
    const other: Token = {
      ...one,
      id: 'b',
      issuerId: '2',
      name: 'two',
      description: 'second',
      created: { kind: 'unknown' },
      lastUsed: { kind: 'never' },
      expiry: { kind: 'never' },
      scopes: { kind: 'none' },
      role: 'reader',
      state: 'gone',
      asOf: 2,
    }
    const columns = written([one, other]) as Record<string, unknown[]>
    expect(Object.keys(columns)).toHaveLength(11)
    for (const [field, list] of Object.entries(columns)) {
      for (const wrong of [list.slice(1), [...list, list[0]]]) {
        const parsed = columnsSchema.parse({ ...columns, [field]: wrong })
        expect(() => tokensFrom(parsed, shared), field).toThrow('length of the others')
      }
    }
  })

  it('are refused where a time says what no such time can', () => {
    const [token] = fc.sample(facts, 1)
    const columns = columnsOf([{ ...token!, ...shared }], shared.partId)
    expect(columnsSchema.safeParse({ ...columns, created: ['never'] }).success).toBe(false)
    expect(columnsSchema.safeParse({ ...columns, lastUsed: [{ at: 1, by: 'typed' }] }).success).toBe(false)
    expect(columnsSchema.safeParse({ ...columns, expiry: [1.5] }).success).toBe(false)
  })
})
