import { beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import type { PartScope } from '#main/ports/provider'
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

describe('the inventory over snapshots', () => {
  let clock: InventoryWorld['clock']
  let snapshots: InventoryWorld['snapshots']
  let inventory: InventoryWorld['inventory']
  let open: InventoryWorld['open']
  let list: InventoryWorld['list']
  let chunks: InventoryWorld['chunks']

  beforeEach(async () => {
    ;({ clock, snapshots, inventory, open, list, chunks } = await inventoryWorld())
  })

  describe('when a snapshot cannot be read', () => {
    beforeEach(async () => {
      await list(acme, many(1_201))
      await list(beta, [issued('b')])
      await inventory.saveParts()
    })
    const formatOf = (name: string) => (JSON.parse(snapshots.files.get(name)!.toString()) as { format: number }).format
    /** Which of a part's tokens a chunk has. */
    const sliceOf = (name: string): [number, number] => {
      const number = Number(name.split('.').at(-1))
      return [number * 500, number * 500 + 500]
    }
    const chunk = (number: number) => chunks().filter((name) => name.endsWith(`.${number}`))

    it.each([0, 1, 2])(
      'says so on the part, for chunk %d, keeps what it can and lets the others be',
      async (number) => {
        const acmeChunk = chunk(number)[0]!
        snapshots.unreadable.add(acmeChunk)
        const again = await open()
        expect(partOf(again, acme)).toMatchObject({ failure: { kind: 'vault-unreadable' }, asOf: null })
        expect(partOf(again, acme)?.tokens).toBe(number === 2 ? 1_000 : 701)
        expect(partOf(again, beta)).toMatchObject({ failure: null, tokens: 1 })
        await again.list(listing(many(1_201)), account, acme, never)
        expect(partOf(again, acme)).toMatchObject({ failure: null, tokens: 1_201, asOf: clock.now() })
        await again.saveParts()
        expect((await open()).parts()).toEqual(again.parts())
        expect(chunks()).toHaveLength(4)
      },
    )

    it('says so when a chunk is missing, when it is of an unknown format, and when it is no JSON', async () => {
      const [first, second] = [chunk(1)[0]!, chunk(2)[0]!]
      const bytes = snapshots.files.get(first)!
      snapshots.files.delete(first)
      expect(partOf(await open(), acme)?.failure?.kind).toBe('vault-unreadable')
      snapshots.files.set(first, Buffer.from(bytes.toString().replace('"format":2', '"format":3')))
      expect(partOf(await open(), acme)?.failure?.kind).toBe('vault-unreadable')
      snapshots.files.set(first, bytes)
      snapshots.files.set(second, Buffer.from('{'))
      expect(partOf(await open(), acme)?.failure?.kind).toBe('vault-unreadable')
    })

    it('knows the part although all of its chunks cannot be read', async () => {
      for (const number of [0, 1, 2]) snapshots.unreadable.add(chunk(number)[0]!)
      const again = await open()
      expect(partOf(again, acme)).toMatchObject({ failure: { kind: 'vault-unreadable' }, tokens: 0 })
    })

    it('does not say so of a part that nothing was written of yet', async () => {
      const gamma: PartScope = { ...beta, owner: { kind: 'organization', id: 'gamma', name: 'gamma' } }
      const refused = new Failure('missing-permission')
      await list(gamma, refused).catch(() => undefined)
      await inventory.saveParts()
      expect(partOf(await open(), gamma)).toMatchObject({ failure: { kind: 'missing-permission' }, asOf: null })
    })

    it('does without the index', async () => {
      snapshots.unreadable.add('inventory.index')
      const again = await open()
      expect([...again.tokens()]).toEqual([...inventory.tokens()])
      expect(again.parts()).toEqual(inventory.parts())
    })

    it('does not write over it before it is fetched anew, but for what is known', async () => {
      snapshots.unreadable.add(chunk(1)[0]!)
      const again = await open()
      await again.upsert({ ...again.token('account/org/organization//acme/t1')!, name: 'changed' })
      await again.saveParts()
      const third = await open()
      expect(partOf(third, acme)).toMatchObject({ failure: { kind: 'vault-unreadable' }, asOf: null })
      expect(third.token('account/org/organization//acme/t1')?.name).toBe('changed')
    })

    it('reads chunks of format 1, which has the tokens one by one, and writes the present one instead', async () => {
      const before = [...inventory.tokens()]
      for (const name of chunks()) {
        const { tokens: _columns, ...rest } = JSON.parse(snapshots.files.get(name)!.toString()) as { tokens: unknown }
        const { part } = rest as unknown as { part: { id: string } }
        const tokens = [...inventory.tokens()]
          .filter(({ partId }) => partId === part.id)
          .slice(...sliceOf(name))
          .map(
            ({
              id,
              accountId: _account,
              partId: _part,
              provider: _provider,
              owner: _owner,
              kind: _kind,
              ...facts
            }) => ({
              id,
              facts,
            }),
          )
        snapshots.files.set(name, Buffer.from(JSON.stringify({ ...rest, format: 1, tokens })))
      }
      const again = await open()
      expect([...again.tokens()]).toEqual(before)
      expect(again.parts()).toEqual(inventory.parts())
      await again.upsert({ ...again.token('account/org/organization//acme/t1')!, name: 'changed' })
      expect(chunks().map((name) => formatOf(name))).toEqual(expect.arrayContaining([1, 2]))
      expect([...(await open()).tokens()]).toEqual([...again.tokens()])
    })

    describe('because a later version has written it', () => {
      const written = () => new Map([...snapshots.files].filter(([name]) => name !== 'inventory.index'))
      const expectAsBefore = (before: ReadonlyMap<string, Buffer>) => {
        const now = written()
        expect([...now.keys()]).toEqual([...before.keys()])
        for (const [name, bytes] of now) expect(bytes.equals(before.get(name)!), name).toBe(true)
      }
      const rewriteLater = () => {
        const name = chunk(1)[0]!
        const bytes = snapshots.files.get(name)!
        // A chunk that is written again gets another name.
        snapshots.files.delete(name)
        snapshots.files.set(`${name}.1`, Buffer.from(bytes.toString().replace('"format":2', '"format":3')))
      }
      const use = async (process: InventoryWorld['inventory']) => {
        const known = process.token('account/org/organization//acme/t1')!
        await process.list(listing(many(3)), account, acme, never).catch(() => undefined)
        await process.upsert({ ...known, name: 'changed' })
        await process.saveParts()
      }

      it('leaves it as it is, and says so', async () => {
        rewriteLater()
        const before = written()
        const again = await open()
        await use(again)
        expectAsBefore(before)
        expect(partOf(again, acme)?.failure?.kind).toBe('vault-read-only')
        expect(partOf(again, beta)?.failure).toBeNull()
      })

      it('leaves it as it is where it is written while this one runs', async () => {
        const running = await open()
        rewriteLater()
        const before = written()
        await use(running)
        expectAsBefore(before)
        expect(partOf(running, acme)?.failure?.kind).toBe('vault-read-only')
      })

      it('leaves it as it is where all of it is written anew while this one runs', async () => {
        const running = await open()
        for (const name of chunks()) {
          const bytes = snapshots.files.get(name)!
          const [, key, revision, number] = name.split('.')
          if (!bytes.toString().includes('organization//acme')) continue
          snapshots.files.delete(name)
          snapshots.files.set(
            `inventory.${key}.${Number(revision) + 1}.${number}`,
            Buffer.from(bytes.toString().replace('"format":2', '"format":3')),
          )
        }
        const before = written()
        await use(running)
        expectAsBefore(before)
        expect(partOf(running, acme)?.failure?.kind).toBe('vault-read-only')
      })

      it('goes on once it can be read again', async () => {
        rewriteLater()
        const again = await open()
        const name = `${chunk(0)[0]!.slice(0, -2)}.1.1`
        const bytes = snapshots.files.get(name)!
        snapshots.files.delete(name)
        snapshots.files.set(name.replace(/1$/, '2'), Buffer.from(bytes.toString().replace('"format":3', '"format":2')))
        await again.list(listing(many(1_201)), account, acme, never)
        expect(partOf(again, acme)).toMatchObject({ failure: null, tokens: 1_201 })
      })
    })

    it('stops loading when the vault is closed meanwhile', async () => {
      snapshots.locked = true
      await expect(open()).rejects.toThrow('vault-locked')
    })
  })
})
