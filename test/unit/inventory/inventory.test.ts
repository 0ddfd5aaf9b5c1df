import { beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import type { Page, PartScope } from '#main/ports/provider'
import {
  account,
  acme,
  beta,
  issued,
  listing,
  many,
  never,
  partOf,
  inventoryWorld,
  type InventoryWorld,
} from './kit.ts'

describe('the inventory', () => {
  let clock: InventoryWorld['clock']
  let log: InventoryWorld['log']
  let snapshots: InventoryWorld['snapshots']
  let inventory: InventoryWorld['inventory']
  let changed: InventoryWorld['changed']
  let held: InventoryWorld['held']
  let open: InventoryWorld['open']
  let list: InventoryWorld['list']
  let chunks: InventoryWorld['chunks']

  beforeEach(async () => {
    ;({ clock, log, snapshots, inventory, changed, held, open, list, chunks } = await inventoryWorld())
  })

  const states = (from = inventory) =>
    Object.fromEntries([...from.tokens()].map(({ issuerId, state }) => [issuerId, state]))

  it('takes a token once that two pages have', async () => {
    await list(acme, [issued('a'), issued('b', 'old')], [issued('b', 'new'), issued('c')])
    expect([...inventory.tokens()].map(({ name }) => name)).toEqual(['a', 'new', 'c'])
    expect(partOf(inventory, acme)?.tokens).toBe(3)
  })

  it('takes nothing of a listing that breaks off', async () => {
    await list(acme, [issued('a')])
    await expect(list(acme, [issued('b')], new Failure('server-error'))).rejects.toThrow('server-error')
    expect(states()).toEqual({ a: 'active' })
  })

  it('refuses an id that cannot be one', async () => {
    await expect(list(acme, [issued('x'.repeat(901))])).rejects.toThrow('broken-body')
  })

  it('leaves out parts whose names are too long to be told apart', () => {
    const long: PartScope = { kind: 'org', owner: { kind: 'organization', id: 'x'.repeat(700), name: 'x' } }
    expect(inventory.offer(account, [acme, long])).toEqual([acme])
    expect(inventory.parts()).toHaveLength(1)
  })

  it('drops a part that is offered no more when there is nothing in it', async () => {
    inventory.offer(account, [acme, beta])
    await list(acme, [issued('a')])
    inventory.offer(account, [])
    expect(inventory.parts()).toMatchObject([{ owner: { id: 'acme' }, failure: { kind: 'not-found' } }])
  })

  it('tells of changes in small bites', async () => {
    await list(acme, many(601))
    expect(changed.map((ids) => ids.length)).toEqual([250, 250, 101])
  })

  it('waits with a listing of a part until the one before has ended', async () => {
    const order: string[] = []
    const slow = (name: string) => ({
      async *list(): AsyncGenerator<Page> {
        order.push(`${name} begins`)
        await new Promise((resolve) => setImmediate(resolve))
        yield { tokens: [issued(name)] }
        order.push(`${name} ends`)
      },
    })
    await Promise.all(['a', 'b'].map((name) => inventory.list(slow(name), account, acme, never)))
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
    expect(states()).toEqual({ a: 'gone', b: 'active' })
  })

  it('lets a listing that waits for its turn be cancelled at once', async () => {
    const gate = Promise.withResolvers<undefined>()
    const blocking = {
      async *list(): AsyncGenerator<Page> {
        await gate.promise
        yield { tokens: [] }
      },
    }
    const first = inventory.list(blocking, account, acme, never)
    const controller = new AbortController()
    const second = inventory.list(listing([issued('b')]), account, acme, controller.signal)
    controller.abort()
    await expect(second).rejects.toThrow('cancelled')
    gate.resolve(undefined)
    await first
    expect(states()).toEqual({})
  })

  it('is not undone by a listing that began before a change', async () => {
    await list(acme, [issued('a'), issued('b')])
    const gate = Promise.withResolvers<undefined>()
    const slow = {
      async *list(): AsyncGenerator<Page> {
        yield { tokens: [issued('a', 'of before')] }
        await gate.promise
      },
    }
    const refreshed = inventory.list(slow, account, acme, never)
    await new Promise((resolve) => setImmediate(resolve))
    await inventory.upsert(inventory.tokenFrom(account, acme, issued('c')))
    await inventory.upsert(inventory.tokenFrom(account, acme, issued('a', 'renamed')))
    gate.resolve(undefined)
    await refreshed
    expect(states()).toEqual({ a: 'active', b: 'gone', c: 'active' })
    expect([...inventory.tokens()].map(({ name }) => name)).toContain('renamed')
    await list(acme, [issued('a', 'of after')])
    expect(states()).toEqual({ a: 'active', b: 'gone', c: 'gone' })
  })

  describe('over a restart', () => {
    it('has the same tokens and parts', async () => {
      await list(acme, many(1_201))
      await list(beta, [issued('b')])
      await expect(list(beta, new Failure('offline'))).rejects.toThrow('offline')
      await inventory.saveParts()
      const again = await open()
      expect([...again.tokens()]).toEqual([...inventory.tokens()])
      expect(again.parts()).toEqual(inventory.parts())
      expect(log.lines).toEqual([])
    })

    it('has a single change, which rewrites one chunk only', async () => {
      await list(acme, many(1_201))
      const before = new Map(snapshots.files)
      await inventory.upsert({ ...inventory.token('account/org/organization//acme/t700')!, name: 'changed' })
      expect(chunks().filter((name) => snapshots.files.get(name) !== before.get(name))).toHaveLength(1)
      expect((await open()).token('account/org/organization//acme/t700')?.name).toBe('changed')
    })

    it('has tokens that were added one by one, also beyond a chunk', async () => {
      await list(acme, many(499))
      for (const name of ['x', 'y', 'z']) await inventory.upsert(inventory.tokenFrom(account, acme, issued(name)))
      expect(chunks()).toHaveLength(2)
      const again = await open()
      expect(Object.keys(states(again))).toHaveLength(502)
      expect(again.parts()).toMatchObject([{ tokens: 502, failure: null }])
    })

    it('has an empty part as listed', async () => {
      await list(acme, [])
      expect((await open()).parts()).toMatchObject([{ tokens: 0, failure: null, asOf: clock.now() }])
    })

    it('keeps no chunks of earlier revisions', async () => {
      await list(acme, many(1_201))
      await list(acme, many(3))
      await list(acme, many(3))
      expect(chunks()).toHaveLength(3)
      await inventory.removeAccount('account')
      expect(chunks()).toEqual([])
    })

    it('deletes what is left of accounts that are no more', async () => {
      await list(acme, many(600))
      expect((await open([])).parts()).toEqual([])
      expect(chunks()).toEqual([])
    })

    it.each([0, 1, 2, 3])('has one listing or the other after a crash while writing chunk %d', async (crashAt) => {
      await list(acme, many(1_201))
      await inventory.saveParts()
      let written = 0
      snapshots.refuseWrite = () => (written++ >= crashAt ? new Failure('disk-refused') : undefined)
      await list(acme, [...many(1_199), issued('new'), issued('newer')])
      snapshots.refuseWrite = () => undefined
      const again = await open()
      const count = Object.values(states(again)).filter((state) => state === 'active').length
      expect(count).toBe(1_201)
      const isNew = states(again)['new'] !== undefined
      expect(isNew).toBe(crashAt >= 3)
      expect(again.parts()).toMatchObject([{ failure: null, tokens: 1_201 }])
    })

    it('adopts a token that no snapshot has, and marks it as gone when a listing lacks it', async () => {
      const token = inventory.tokenFrom(account, acme, issued('a'))
      const again = await open()
      again.adopt([token])
      again.adopt([{ ...token, name: 'other' }])
      expect([...again.tokens()]).toEqual([token])
      await again.list(listing([]), account, acme, never)
      expect(states(again)).toEqual({ a: 'gone' })
    })
  })

  it('counts a part anew once, however many tokens are adopted, and not for those it has', async () => {
    await list(acme, [issued('a')])
    const tokens = [...inventory.tokens()]
    const [before] = inventory.parts()
    inventory.adopt(tokens)
    expect(inventory.parts()[0]).toBe(before)
    let counted = 0
    const many = ['b', 'c', 'd'].map((name) => {
      const token = inventory.tokenFrom(account, acme, issued(name))
      return Object.defineProperty({ ...token }, 'state', { get: () => (counted++, 'active'), enumerable: true })
    })
    inventory.adopt(many)
    expect(inventory.parts()[0]?.tokens).toBe(4)
    expect(counted).toBe(many.length)
  })

  it('keeps a token of which a secret is stored for longer than a year', async () => {
    await list(acme, [issued('a'), issued('b')])
    held.add('account/org/organization//acme/a')
    await list(acme, [])
    clock.advance(366 * 86_400_000)
    await list(acme, [])
    expect(states()).toEqual({ a: 'gone' })
  })

  it('does nothing more for a part that was removed while it was listed', async () => {
    const gate = Promise.withResolvers<undefined>()
    const slow = {
      async *list(): AsyncGenerator<Page> {
        await gate.promise
        yield { tokens: many(600) }
      },
    }
    const listed = inventory.list(slow, account, acme, never)
    await new Promise((resolve) => setImmediate(resolve))
    await inventory.removeAccount('account')
    gate.resolve(undefined)
    await expect(listed).rejects.toThrow('cancelled')
    expect(inventory.parts()).toEqual([])
    expect(chunks()).toEqual([])
  })
})
