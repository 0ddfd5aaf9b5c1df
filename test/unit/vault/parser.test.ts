import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { open, sealParts } from '#main/vault/aead'
import { FormatError } from '#main/vault/bytes'
import { Contents } from '#main/vault/contents'
import { magic, preambleBytes, readVaultFile } from '#main/vault/format'
import { keys, openAll, random, resealed, sample } from './format-kit.ts'

/** An entry of the sample: an id of one letter. */
const entryBytes = 3 + 1 + 6 + 4 + 12 + 16

function renamed(entry: Buffer): Buffer {
  const copy = Buffer.from(entry)
  copy.write('z', 3)
  return copy
}

describe('the parser', () => {
  /** Reads, and opens where it can: nothing but a FormatError may come out. */
  async function attempt(bytes: Buffer): Promise<void> {
    try {
      await openAll(bytes)
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError)
    }
  }

  it('says what is wrong with any bytes, and never throws anything else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => attempt(Buffer.from(bytes))),
      { numRuns: 500 },
    )
  })

  it('does so for files with the right magic and checksum and anything in between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
        const front = Buffer.concat([magic, Buffer.from([0, 2, 0, 2])])
        await attempt(await resealed(Buffer.concat([front, bytes, Buffer.alloc(32)])))
      }),
      { numRuns: 500 },
    )
  })

  it('does so for whole files with some bytes changed, lengths and counts among them', async () => {
    const bytes = await sample()
    const edit = fc.tuple(fc.integer({ min: magic.length, max: bytes.length - 33 }), fc.integer({ min: 0, max: 255 }))
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), async (edits) => {
        const changed = Buffer.from(bytes)
        for (const [at, value] of edits) changed.writeUInt8(value, at)
        await attempt(await resealed(changed))
      }),
      { numRuns: 1500 },
    )
  })

  it('does so for an authentic list with anything in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (list) => {
        const file = await readVaultFile(await sample())
        const parts = sealParts(keys.manifest, list, file.front, random)
        const manifest = Buffer.concat([parts.nonce, parts.ciphertext, parts.tag])
        try {
          await Contents.open({ ...file, manifest }, keys)
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError)
        }
      }),
      { numRuns: 300 },
    )
  })

  it.each<[string, (list: Buffer) => Buffer]>([
    ['one record twice', (list) => Buffer.concat([list.subarray(0, -entryBytes), list.subarray(0, entryBytes)])],
    ['one record less than there are bodies', (list) => list.subarray(0, -entryBytes)],
    ['one record more than there are bodies', (list) => Buffer.concat([list, renamed(list.subarray(0, entryBytes))])],
    ['a record without an id', (list) => Buffer.concat([Buffer.from([4, 0, 0]), list])],
    ['half a record', (list) => list.subarray(0, -1)],
  ])('refuses an authentic list that has %s', async (_what, change) => {
    const file = await readVaultFile(await sample())
    const list = open(keys.manifest, file.manifest, file.front)
    expect(list).toHaveLength(3 * entryBytes)
    const parts = sealParts(keys.manifest, change(list), file.front, random)
    const manifest = Buffer.concat([parts.nonce, parts.ciphertext, parts.tag])
    await expect(Contents.open({ ...file, manifest }, keys)).rejects.toBeInstanceOf(FormatError)
  })

  it('does not believe a length before it has the bytes', async () => {
    const bytes = await sample()
    for (const at of [12, 16, 20]) {
      const changed = Buffer.from(bytes)
      changed.writeUInt32BE(0xffffffff, at)
      await expect(readVaultFile(await resealed(changed))).rejects.toBeInstanceOf(FormatError)
    }
    expect(bytes.length).toBeGreaterThan(preambleBytes)
  })
})
