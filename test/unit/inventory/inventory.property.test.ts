import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Inventory } from '#main/inventory/index'
import { Failure } from '#main/ports/failure'
import type { IssuedToken, Page, PartScope } from '#main/ports/provider'
import type { Token } from '#shared/model/token'
import { FakeClock } from '#test/support/fake-clock'
import { FakeLog } from '#test/support/fake-log'
import { FakeSnapshots, partKey } from '#test/support/fake-snapshots'

const account = { accountId: 'account', provider: 'fake' }
const scope: PartScope = { kind: 'org', owner: { kind: 'organization', id: 'acme', name: 'acme' } }
const day = 86_400_000
const year = 365 * day
const never = new AbortController().signal

/** The service as it is, what a person would expect to see of it, and the inventory under test. */
class Model {
  readonly clock = new FakeClock()
  readonly snapshots = new FakeSnapshots()
  /** What the service has. */
  readonly there = new Set<string>()
  /** Everything Keyrack ever saw or made, with what has to be shown of it. */
  readonly expected = new Map<string, { state: Token['state']; goneAt?: number }>()
  inventory: Inventory
  starts = 0
  made = 0

  constructor() {
    this.inventory = this.create()
  }

  create(): Inventory {
    this.starts += 1
    return new Inventory({
      clock: this.clock,
      log: new FakeLog(),
      keyOf: partKey,
      snapshots: this.snapshots,
      changed: () => {},
      isHeld: () => false,
    })
  }

  issued(issuerId: string): IssuedToken {
    return {
      issuerId,
      name: issuerId,
      description: '',
      created: { kind: 'unknown' },
      lastUsed: { kind: 'never' },
      expiry: { kind: 'never' },
      scopes: { kind: 'full' },
    }
  }

  /** A listing of what is there when it begins; `between` runs after its first page. */
  async list(between: () => Promise<void>, fails: boolean): Promise<void> {
    const snapshot = [...this.there]
    const issued = (id: string) => this.issued(id)
    const session = {
      async *list(): AsyncGenerator<Page> {
        yield { tokens: snapshot.slice(0, 2).map(issued) }
        await between()
        if (fails) throw new Failure('server-error')
        yield { tokens: snapshot.slice(2).map(issued) }
      },
    }
    const madeBefore = new Set(this.expected.keys())
    const changedBetween = new Set<string>()
    const before = new Map(this.expected)
    await this.inventory.list(session, account, scope, never).catch(() => undefined)
    if (fails) return
    for (const [id, now] of this.expected) if (before.get(id) !== now) changedBetween.add(id)
    for (const id of snapshot) if (!changedBetween.has(id)) this.expected.set(id, { state: 'active' })
    for (const [id, now] of this.expected) {
      if (snapshot.includes(id) || changedBetween.has(id) || !madeBefore.has(id)) continue
      if (now.state === 'active') this.expected.set(id, { state: 'gone', goneAt: this.clock.now() })
      else if (this.clock.now() - (now.goneAt ?? 0) > year) this.expected.delete(id)
    }
  }

  async make(): Promise<void> {
    const id = `made-${(this.made += 1)}`
    this.there.add(id)
    this.expected.set(id, { state: 'active' })
    await this.inventory.upsert(this.inventory.tokenFrom(account, scope, this.issued(id)))
  }

  async revoke(): Promise<void> {
    const token = [...this.inventory.tokens()].find(({ state }) => state === 'active')
    if (token === undefined) return
    this.there.delete(token.issuerId)
    const goneAt = this.clock.now()
    this.expected.set(token.issuerId, { state: 'revoked', goneAt })
    await this.inventory.upsert({ ...token, state: 'revoked', goneAt })
  }
}

type Step =
  | { do: 'elsewhere-made' | 'elsewhere-deleted' | 'make' | 'revoke' | 'restart' }
  | { do: 'wait'; days: number }
  | { do: 'list'; fails: boolean; between: ('make' | 'revoke')[] }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Step>(
    { do: 'elsewhere-made' },
    { do: 'elsewhere-deleted' },
    { do: 'make' },
    { do: 'revoke' },
    { do: 'restart' },
  ),
  fc.record({ do: fc.constant('wait' as const), days: fc.constantFrom(1, 200, 366) }),
  fc.record({
    do: fc.constant('list' as const),
    fails: fc.boolean(),
    between: fc.array(fc.constantFrom('make' as const, 'revoke' as const), { maxLength: 2 }),
  }),
)

async function take(model: Model, one: Step): Promise<void> {
  switch (one.do) {
    case 'elsewhere-made':
      model.there.add(`elsewhere-${(model.made += 1)}`)
      return
    case 'elsewhere-deleted':
      model.there.delete([...model.there][0] ?? '')
      return
    case 'make':
      return model.make()
    case 'revoke':
      return model.revoke()
    case 'restart':
      await model.inventory.saveParts()
      model.inventory = model.create()
      return model.inventory.load(new Set(['account']))
    case 'wait':
      model.clock.advance(one.days * day)
      return
    case 'list':
      return model.list(async () => {
        for (const change of one.between) await model[change]()
      }, one.fails)
  }
}

describe('the inventory under any sequence of listings and changes', () => {
  it('never loses a token silently, and shows each as what is known of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const model = new Model()
        await model.inventory.load(new Set(['account']))
        for (const one of steps) {
          await take(model, one)
          const shown = [...model.inventory.tokens()].map(({ issuerId, state, goneAt }) => [
            issuerId,
            { state, ...(goneAt === undefined ? {} : { goneAt }) },
          ])
          expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(model.expected))
        }
      }),
      { numRuns: 300 },
    )
  })
})
