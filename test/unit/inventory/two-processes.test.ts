import { beforeEach, describe, expect, it } from 'vitest'
import { Inventory } from '#main/inventory/index'
import { Failure } from '#main/ports/failure'
import type { IssuedToken, Page, PartScope } from '#main/ports/provider'
import { FakeClock } from '#test/support/fake-clock'
import { FakeLog } from '#test/support/fake-log'
import { FakeSnapshots, partKey } from '#test/support/fake-snapshots'
import { account, acme, beta, issued, many, never } from './kit.ts'

const accounts = new Set(['account'])

function listing(tokens: readonly IssuedToken[] | Failure, during: () => Promise<void> = async () => {}) {
  return {
    async *list(): AsyncGenerator<Page> {
      if (tokens instanceof Failure) throw tokens
      await during()
      yield { tokens }
    },
  }
}

describe('the inventories of two processes', () => {
  const clock = new FakeClock()
  let snapshots: FakeSnapshots
  const changed: string[] = []

  const open = async (among: ReadonlySet<string> = accounts, now?: () => Promise<ReadonlySet<string> | null>) => {
    const inventory = new Inventory({
      clock,
      log: new FakeLog(),
      keyOf: partKey,
      snapshots,
      changed: (ids) => changed.push(...ids),
      isHeld: () => false,
    })
    await inventory.load(among, now)
    return inventory
  }
  const list = (inventory: Inventory, scope: PartScope, tokens: readonly IssuedToken[] | Failure) =>
    inventory.list(listing(tokens), account, scope, never)
  const make = (inventory: Inventory, name: string, scope = acme) =>
    inventory.upsert(inventory.tokenFrom(account, scope, issued(name)))
  const revoke = async (inventory: Inventory, name: string) => {
    const token = [...inventory.tokens()].find(({ issuerId }) => issuerId === name)!
    await inventory.upsert({ ...token, state: 'revoked', goneAt: clock.now() })
  }
  const states = (inventory: Inventory) =>
    Object.fromEntries([...inventory.tokens()].map(({ issuerId, state }) => [issuerId, state]))

  let one: Inventory
  let two: Inventory

  beforeEach(async () => {
    snapshots = new FakeSnapshots()
    one = await open()
    await list(one, acme, [issued('a'), issued('b')])
    two = await open()
    clock.advance(1_000)
    changed.length = 0
  })

  it('keep both tokens that each has made', async () => {
    await make(one, 'of one')
    await make(two, 'of two')
    expect(states(await open())).toEqual({ a: 'active', b: 'active', 'of one': 'active', 'of two': 'active' })
  })

  it('keep what one has revoked when the other changes a token of the same chunk', async () => {
    await revoke(one, 'a')
    await make(two, 'c')
    expect(states(await open())).toEqual({ a: 'revoked', b: 'active', c: 'active' })
    expect(states(two)).toEqual({ a: 'revoked', b: 'active', c: 'active' })
  })

  it('keep a token that one has made after the other had listed everything', async () => {
    await list(one, acme, [issued('a'), issued('b'), issued('c')])
    await make(two, 'd')
    expect(states(await open())).toEqual({ a: 'active', b: 'active', c: 'active', d: 'active' })
  })

  it('keep a token that one makes while the other lists', async () => {
    const during = async () => {
      clock.advance(10)
      await make(one, 'c')
      await revoke(one, 'b')
    }
    await two.list(listing([issued('a'), issued('b')], during), account, acme, never)
    expect(states(two)).toEqual({ a: 'active', b: 'revoked', c: 'active' })
    expect(states(await open())).toEqual({ a: 'active', b: 'revoked', c: 'active' })
  })

  it('believe a listing that began after what the other did', async () => {
    await make(one, 'c')
    await revoke(one, 'b')
    clock.advance(1_000)
    await list(two, acme, [issued('a'), issued('b')])
    expect(states(await open())).toEqual({ a: 'active', b: 'active', c: 'gone' })
  })

  it('leave nothing of a longer listing behind that the other made shorter', async () => {
    await list(one, acme, many(1_200))
    clock.advance(1_000)
    await list(two, acme, many(300))
    await make(one, 'x')
    const again = await open()
    expect(again.parts()).toMatchObject([{ failure: null, tokens: 301 }])
    expect([...again.tokens()].filter(({ state }) => state === 'gone')).toHaveLength(902)
  })

  it('are of one mind about a part that both find', async () => {
    await list(one, beta, [issued('x')])
    await list(two, beta, [issued('x')])
    await make(one, 'y', beta)
    const again = await open()
    expect(again.parts().map(({ owner, tokens }) => [owner.id, tokens])).toEqual([
      ['acme', 2],
      ['beta', 2],
    ])
  })

  it('keep in the index what only the other knows, and its failures', async () => {
    await list(one, beta, new Failure('missing-permission')).catch(() => undefined)
    await one.saveParts()
    await two.saveParts()
    expect((await open()).parts()).toMatchObject([
      { owner: { id: 'acme' } },
      { failure: { kind: 'missing-permission' } },
    ])
  })

  it('take over what the other has done, and tell of it', async () => {
    await make(one, 'c')
    await revoke(one, 'a')
    await list(one, beta, [issued('x')])
    expect(await two.follow(accounts)).toBe(true)
    expect(states(two)).toEqual({ a: 'revoked', b: 'active', c: 'active', x: 'active' })
    expect(new Set(changed.map((id) => id.split('/').at(-1)))).toEqual(new Set(['a', 'b', 'c', 'x']))
    expect(await two.follow(accounts)).toBe(false)
    expect(await one.follow(accounts)).toBe(false)
  })

  it('take over a listing and a failure of the other', async () => {
    await list(one, acme, [issued('a')])
    await two.follow(accounts)
    expect(states(two)).toEqual({ a: 'active', b: 'gone' })
    expect(two.parts()[0]?.asOf).toBe(clock.now())
    clock.advance(1_000)
    await list(one, acme, new Failure('server-error')).catch(() => undefined)
    await one.saveParts()
    expect(await two.follow(accounts)).toBe(true)
    expect(two.parts()).toMatchObject([{ failure: { kind: 'server-error' } }])
  })

  it('drop what the other has dropped', async () => {
    await one.removeAccount('account')
    expect(await two.follow(accounts)).toBe(true)
    expect([...two.tokens()]).toEqual([])
    await two.saveParts()
    expect((await open()).parts()).toEqual([])
  })

  it('keep what could not be saved, and save it with the next', async () => {
    snapshots.refuseWrite = () => new Failure('disk-full')
    await make(two, 'c')
    snapshots.refuseWrite = () => undefined
    await make(one, 'd')
    await two.follow(accounts)
    expect(states(two)).toMatchObject({ c: 'active', d: 'active' })
    await list(two, beta, [])
    await make(two, 'e')
    await list(two, acme, many(1))
    expect(states(await open())).toMatchObject({ c: 'gone', d: 'gone', e: 'gone' })
  })

  it('delete nothing of an account that the other has just added', async () => {
    let asked = 0
    const empty: ReadonlySet<string> = new Set()
    const again = await open(empty, () => {
      asked += 1
      return Promise.resolve(accounts)
    })
    expect(asked).toBe(1)
    expect(states(again)).toEqual({ a: 'active', b: 'active' })
    await open(empty, () => Promise.resolve(null))
    await two.follow(empty)
    expect(states(await open())).toEqual({ a: 'active', b: 'active' })
  })

  it('read a part once more that the other writes meanwhile', async () => {
    const read = snapshots.read.bind(snapshots)
    let reads = 0
    snapshots.read = async (name) => {
      if (name !== 'inventory.index' && (reads += 1) === 1) await list(one, acme, [issued('a'), issued('c')])
      return read(name)
    }
    const again = await open()
    expect(again.parts()).toMatchObject([{ failure: null }])
    expect(states(again)).toEqual({ a: 'active', b: 'gone', c: 'active' })
  })
})
