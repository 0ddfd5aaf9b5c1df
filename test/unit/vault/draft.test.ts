import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { open, sealParts } from '#main/vault/aead'
import { Contents } from '#main/vault/contents'
import type { Change } from '#main/vault/draft'
import { readVaultFile } from '#main/vault/format'
import type { Slot } from '#main/vault/slots'
import { fileOf, keys, put, random, sample, sampleHeader } from './format-kit.ts'

describe('a save', () => {
  it('copies the ciphertexts of the records that did not change', async () => {
    const contents = await Contents.open(await readVaultFile(await sample()), keys)
    const before = (await readVaultFile(await sample())).bodies
    const first = await contents.draft([put('b', 'two again')], sampleHeader.slots, 3, random)
    first.accept()
    const saved = (await readVaultFile(Buffer.from(first.file))).bodies
    const second = await contents.draft([put('d', 'four')], sampleHeader.slots, 4, random)
    const again = (await readVaultFile(Buffer.from(second.file))).bodies
    // a, c, b: what was changed stands last.
    expect(again.subarray(0, saved.length).equals(saved)).toBe(true)
    expect(saved.length).toBeGreaterThan(before.length)
  })

  it('gives the same contents as the file that it wrote, whatever was changed before', async () => {
    const step = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      value: fc.option(fc.string(), { nil: null }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 8 }), async (saves) => {
        const contents = Contents.empty(sampleHeader, keys)
        const expected = new Map<string, string>()
        let bytes: Buffer | null = null
        for (const steps of saves) {
          const last = new Map(steps.map(({ id, value }) => [id, value]))
          const changes = [...last].map(([id, value]): Change =>
            value === null
              ? { kind: 'annotation', id, plaintext: null }
              : { kind: 'annotation', id, plaintext: Buffer.from(JSON.stringify(value)) },
          )
          const draft = await contents.draft(changes, sampleHeader.slots, 3, random)
          draft.accept()
          bytes = Buffer.from(draft.file)
          for (const [id, value] of last) {
            if (value === null) expected.delete(id)
            else expected.set(id, value)
          }
        }
        expect(new Map(contents.values('annotation'))).toEqual(expected)
        if (bytes === null) return
        const again = await Contents.open(await readVaultFile(bytes), keys)
        expect(new Map(again.values('annotation'))).toEqual(expected)
      }),
      { numRuns: 100 },
    )
  })

  it('is taken over at once: what memory shows of it was read before, in slices', async () => {
    const contents = Contents.empty(sampleHeader, keys)
    const many = Array.from({ length: 2_000 }, (_, index): Change => ({
      kind: 'annotation',
      id: `n${index}`,
      plaintext: Buffer.from(`${index}`),
    }))
    const parse = vi.spyOn(JSON, 'parse')
    const read = [0]
    let isOver = false
    const note = () => {
      read.push(parse.mock.calls.length)
      if (!isOver) setImmediate(note)
    }
    setImmediate(note)
    const draft = await contents.draft(many, sampleHeader.slots, 3, random)
    isOver = true
    note()
    const before = parse.mock.calls.length
    draft.accept()
    expect(parse.mock.calls.length).toBe(before)
    parse.mockRestore()
    expect(before).toBeGreaterThanOrEqual(2_000)
    expect(Math.max(...read.slice(1).map((count, at) => count - (read[at] ?? 0)))).toBeLessThanOrEqual(500)
    expect(contents.values('annotation').get('n1999')).toBe(1999)
  })

  it('of another writer is shown as it is, also where the number of a record is the same', async () => {
    const note = (text: string): Change => ({
      kind: 'annotation',
      id: 'n',
      plaintext: Buffer.from(JSON.stringify(text)),
    })
    const mine = await Contents.open(await readVaultFile(await fileOf(sampleHeader, [note('mine')])), keys)
    const theirs = await readVaultFile(await fileOf(sampleHeader, [note('theirs')]))
    const contents = await Contents.open(theirs, keys, mine)
    expect(contents.values('annotation').get('n')).toBe('theirs')
  })

  it('carries slots and records along that only a later version knows', async () => {
    const foreign: Slot = {
      kind: 'foreign',
      code: 77,
      id: Buffer.alloc(8, 1),
      createdAt: 5,
      body: Buffer.from('later'),
    }
    const bytes = await fileOf({ ...sampleHeader, slots: [...sampleHeader.slots, foreign] }, [put('a', 'one')])
    const file = await readVaultFile(bytes)
    const list = open(keys.manifest, file.manifest, file.front)
    list.writeUInt8(200, 0)
    const parts = sealParts(keys.manifest, list, file.front, random)
    const later = { ...file, manifest: Buffer.concat([parts.nonce, parts.ciphertext, parts.tag]) }
    const contents = await Contents.open(later, keys)
    expect(contents.ids('secret')).toEqual([])
    const draft = await contents.draft([put('b', 'two')], contents.header.slots, 6, random)
    const written = await readVaultFile(Buffer.from(draft.file))
    expect(written.header.slots.at(-1)).toEqual(foreign)
    const kept = open(keys.manifest, written.manifest, written.front)
    expect(kept.subarray(0, list.length).equals(list)).toBe(true)
    expect(written.bodies.subarray(0, file.bodies.length).equals(file.bodies)).toBe(true)
  })
})
