import { describe, expect, it } from 'vitest'
import { auditSchema, severities, type Decision } from '#shared/model/finding'
import { day, facts, held, judged, now, strict, token } from './kit.ts'
import { audit, auditSteps, type TokenFacts } from '#main/audit/index'

const never = { kind: 'never' } as const

/** As many tokens as wanted, each with something to object to, many of them with the secret of others. */
function many(count: number): TokenFacts[] {
  return Array.from({ length: count }, (_, at) =>
    token(
      {
        id: `token-${String(at)}`,
        issuerId: `issuer-${String(at)}`,
        name: at % 5 === 0 ? 'test' : `job ${String(at)} of the build`,
        expiry: at % 3 === 0 ? never : { kind: 'at', at: now + ((at * 7) % 400) * day },
        lastUsed: { kind: 'at', at: now - (at % 90) * day },
      },
      { held: held(`print-${String(at % 5000)}`) },
    ),
  )
}

describe('an audit', () => {
  it('has the worst findings first, and the same order whatever the order of the tokens', () => {
    const tokens = many(60)
    const { findings } = judged(tokens)
    const ranks = findings.map(({ severity }) => severities.indexOf(severity))
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a))
    expect(judged([...tokens].reverse()).findings.map(({ id }) => id)).toEqual(findings.map(({ id }) => id))
    expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length)
  })

  it('has of what is due soon the soonest first, whatever it is called', () => {
    const ends = { zebra: 1, alpha: 20, middle: 6, 'another at once': 6 }
    const tokens = Object.entries(ends).map(([name, days]) =>
      token({ id: name, name, expiry: { kind: 'at', at: now + days * day } }),
    )
    const due = judged(tokens).findings.filter(({ rule }) => rule === 'due-soon')
    expect(due.map(({ subject }) => subject.name)).toEqual(['zebra', 'another at once', 'middle', 'alpha'])
  })

  it('gives way before, while and after the tokens are judged', () => {
    const tokens = many(3_000)
    const steps = auditSteps(facts(tokens), strict, now)
    const about = new Set(judged(tokens).findings.map(({ subject }) => subject.tokenId))
    let count = 0
    while (steps.next().done !== true) count += 1
    // Once for who has which secret, once for the rules, once for the order of those with findings.
    expect(count).toBeGreaterThanOrEqual(2 * tokens.length + about.size)
  })

  it('is of the shape that reports are made of', () => {
    expect(auditSchema.safeParse({ ...judged(many(60)), trend: [] }).error).toBeUndefined()
  })

  it('calls what is of another service by what a person has typed of it', () => {
    const owner = { kind: 'me', id: 'platform', name: 'platform' } as const
    const { findings } = judged([token({ expiry: never, provider: 'other', service: 'Registry', owner })])
    expect(findings[0]?.subject).toMatchObject({ providerName: 'Registry', owner: 'platform' })
  })

  it('says that nothing is new in the first, and later what was not there before', () => {
    const one = [token({ expiry: never })]
    expect(judged(one).findings[0]?.isNew).toBe(false)
    expect(judged(one, strict, { wasThere: (id) => id !== 'never-expires:token-1' }).findings[0]?.isNew).toBe(true)
  })

  it.each([
    ['accepted for good', { kind: 'accepted', until: null }, 'accepted', 0],
    ['accepted until later', { kind: 'accepted', until: now + 1 }, 'accepted', 0],
    ['accepted until now', { kind: 'accepted', until: now }, 'open', 1],
    ['snoozed until later', { kind: 'snoozed', until: now + 1 }, 'snoozed', 0],
    ['snoozed until now', { kind: 'snoozed', until: now }, 'open', 1],
    ['assigned', { kind: 'assigned', until: null }, 'assigned', 1],
  ] as const)('of a finding that is %s has it as it is', (_says, change, state, counted) => {
    const decision: Decision = { who: 'Ada', reason: '', at: now - day, ...change }
    const decisions = new Map([['never-expires:token-1', decision]])
    const { findings, counts } = judged([token({ expiry: never })], strict, { decisions })
    expect(findings).toMatchObject([{ state, decision }])
    expect(counts.high).toBe(counted)
  })

  it('looks at each token as often, however many there are', () => {
    const looksAt = (tokens: readonly TokenFacts[]): number => {
      let looks = 0
      const get = (one: TokenFacts, key: string | symbol): unknown => {
        looks += 1
        return Reflect.get(one, key)
      }
      audit(facts(tokens.map((one) => new Proxy(one, { get }))), strict, now)
      return looks / tokens.length
    }
    expect(looksAt(many(2_000))).toBeLessThan(looksAt(many(200)) * 1.5)
  })
})
