import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sealParts } from '#main/vault/aead'
import { FormatError } from '#main/vault/bytes'
import { Contents } from '#main/vault/contents'
import { magic, preambleBytes, readVaultFile } from '#main/vault/format'
import { keys, openAll, random, resealed, sample } from './format-kit.ts'

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
        const front = Buffer.concat([magic, Buffer.from([0, 1, 0, 0])])
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
