import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merge } from '#main/vault/rebase'
import type { RecordOf } from '#main/ports/records'
import { sampleRecords } from './sample-records.ts'
import { pass, reopened, withVault } from './world.ts'

const words = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e'))
const record = fc.record({ tags: words, notes: fc.constantFrom('', 'x', 'y'), count: fc.integer({ min: 0, max: 2 }) })
type Sample = { tags: string[]; notes: string; count: number }

function sampleAccount(): RecordOf<'account'> {
  const sample = sampleRecords.find((record) => 'put' in record && record.put === 'account')
  if (sample === undefined || !('put' in sample)) throw new Error('no sample')
  return sample.value
}

describe('records that two processes have changed', () => {
  it('have every change that only one has made, and ours where both have', () => {
    fc.assert(
      fc.property(record, record, record, (from, ours, theirs) => {
        const merged = merge(from, ours, theirs) as Sample
        for (const field of ['notes', 'count'] as const) {
          expect(merged[field]).toBe(ours[field] === from[field] ? theirs[field] : ours[field])
        }
        const added = (now: Sample) => now.tags.filter((tag) => !from.tags.includes(tag))
        const taken = (now: Sample) => from.tags.filter((tag) => !now.tags.includes(tag))
        const expected = [...new Set([...from.tags, ...added(ours), ...added(theirs)])].filter(
          (tag) => ![...taken(ours), ...taken(theirs)].includes(tag),
        )
        expect([...merged.tags].sort()).toEqual(expected.sort())
      }),
    )
  })

  it('are theirs where we have changed nothing, and ours where they have not', () => {
    fc.assert(
      fc.property(record, record, (from, other) => {
        expect(merge(from, from, other)).toEqual(other)
        expect(merge(from, other, from)).toEqual(other)
      }),
    )
  })

  it('keep what each has put under a name of its own, and lose what each has taken away', () => {
    const of = (...names: string[]) => ({ decisions: Object.fromEntries(names.map((name) => [name, { by: name }])) })
    expect(merge(of('a', 'b'), of('a', 'b', 'c'), of('b', 'd'), 2)).toEqual(of('b', 'd', 'c'))
    expect(merge(of('a'), of(), of('a', 'b'), 2)).toEqual(of('b'))
    expect(merge({ x: 1 }, {}, { x: 2 })).toEqual({ x: 2 })
  })

  it('end up the same whichever process comes first, as the vault has them', async () => {
    const annotation = (tags: string[], notes: string): RecordOf<'annotation'> => ({ tags, notes })
    const put = (value: RecordOf<'annotation'>) => [{ put: 'annotation', id: 'token', value } as const]
    for (const order of [0, 1]) {
      const one = await withVault()
      await one.vault.records.commit(put(annotation(['a'], '')))
      const two = await reopened(one.fs.disk)
      const changes = [
        () => one.vault.records.commit(put(annotation(['a', 'b'], ''))),
        () => two.vault.records.commit(put(annotation([], 'note'))),
      ]
      await changes[order]?.()
      await changes[1 - order]?.()
      const third = await reopened(one.fs.disk)
      expect(third.vault.records.get('annotation', 'token')).toEqual({ tags: ['b'], notes: 'note' })
    }
  })

  it('tell who listens what another process has changed, and nothing of what this one has', async () => {
    const one = await withVault()
    const two = await reopened(one.fs.disk)
    const told: string[] = []
    two.vault.records.onTaken((records) => told.push(...records.map(({ kind, id }) => `${kind} ${id}`)))
    await two.vault.records.commit([{ put: 'annotation', id: 'mine', value: { tags: [], notes: 'x' } }])
    expect(told).toEqual([])
    await one.vault.records.commit([{ put: 'annotation', id: 'theirs', value: { tags: [], notes: 'y' } }])
    await two.vault.records.catchUp()
    expect(told).toEqual(['annotation theirs'])
    await one.vault.records.commit([{ remove: 'annotation', id: 'theirs' }])
    await two.vault.records.commit([{ put: 'annotation', id: 'mine', value: { tags: [], notes: 'z' } }])
    expect(told).toContain('annotation theirs')
    expect(two.vault.records.get('annotation', 'theirs')).toBeUndefined()
  })

  it('keep a secret that comes with a record which the other has removed', async () => {
    const one = await withVault()
    const account = (name: string) => ({ ...sampleAccount(), name })
    const put = { put: 'account', id: 'a', value: account('before') } as const
    const credential = {
      put: 'credential',
      id: 'a',
      value: { origin: 'https://fake.example', value: 'EXAMPLE' },
    } as const
    await one.vault.records.commit([put, credential])
    const two = await reopened(one.fs.disk)
    await one.vault.records.commit([
      { remove: 'account', id: 'a' },
      { remove: 'credential', id: 'a' },
    ])
    await two.vault.records.commit([{ ...put, value: account('renamed') }])
    expect(two.vault.records.ids('account')).toEqual([])
    const three = await reopened(one.fs.disk)
    await one.vault.records.commit([put, credential])
    await three.vault.records.catchUp()
    await one.vault.records.commit([{ remove: 'account', id: 'a' }])
    await three.vault.records.commit([{ ...put, value: account('swapped') }, credential])
    expect(three.vault.records.ids('account')).toEqual(['a'])
  })

  it('show the slots that the other has set', async () => {
    const one = await withVault()
    const two = await reopened(one.fs.disk)
    const wanted = { slots: ['os', 'passphrase'] as const, passphrase: pass(), recovery: null, current: null }
    await one.vault.protect({ ...wanted, acceptWeak: false, rekey: false }, new AbortController().signal)
    await two.vault.records.catchUp()
    expect(two.vault.state()).toMatchObject({ kind: 'open', slots: ['os', 'passphrase'] })
  })
})
