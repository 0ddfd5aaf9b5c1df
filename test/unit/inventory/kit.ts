import { Inventory } from '#main/inventory/index'
import { Failure } from '#main/ports/failure'
import type { IssuedToken, Page, PartScope } from '#main/ports/provider'
import { FakeClock } from '#test/support/fake-clock'
import { FakeLog } from '#test/support/fake-log'
import { FakeSnapshots, partKey } from '#test/support/fake-snapshots'

export const account = { accountId: 'account', provider: 'fake' }
export const acme: PartScope = { kind: 'org', owner: { kind: 'organization', id: 'acme', name: 'acme' } }
export const beta: PartScope = { kind: 'org', owner: { kind: 'organization', id: 'beta', name: 'beta' } }
/** Nothing is called off. */
export const never: AbortSignal = new AbortController().signal

export const issued = (issuerId: string, name = issuerId): IssuedToken => ({
  issuerId,
  name,
  description: '',
  created: { kind: 'unknown' },
  lastUsed: { kind: 'never' },
  expiry: { kind: 'never' },
  scopes: { kind: 'full' },
})
export const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, number) => issued(`t${from + number}`))

export const partOf = (inventory: Inventory, scope: PartScope) => inventory.part('account', scope)

/** A session whose listing gives these pages. */
export function listing(...pages: readonly (readonly IssuedToken[] | Failure)[]) {
  return {
    async *list(): AsyncGenerator<Page> {
      for (const page of pages) {
        if (page instanceof Failure) throw page
        yield { tokens: page }
      }
    },
  }
}

export type InventoryWorld = Awaited<ReturnType<typeof inventoryWorld>>

/** An inventory over snapshots in memory, and others that are opened over the same ones. */
export async function inventoryWorld() {
  const clock = new FakeClock()
  const log = new FakeLog()
  const snapshots = new FakeSnapshots()
  const changed: (readonly string[])[] = []
  const held = new Set<string>()
  const open = async (accounts: readonly string[] = ['account']): Promise<Inventory> => {
    const next = new Inventory({
      clock,
      log,
      keyOf: partKey,
      snapshots,
      changed: (ids) => changed.push(ids),
      isHeld: (id) => held.has(id),
    })
    await next.load(new Set(accounts))
    return next
  }
  const inventory = await open()
  return {
    clock,
    log,
    snapshots,
    changed,
    held,
    open,
    inventory,
    list: (scope: PartScope, ...pages: (readonly IssuedToken[] | Failure)[]) =>
      inventory.list(listing(...pages), account, scope, never),
    chunks: () => [...snapshots.files.keys()].filter((name) => name !== 'inventory.index'),
  }
}
