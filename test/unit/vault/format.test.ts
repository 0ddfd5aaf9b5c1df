import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from '#main/vault/bytes'
import { Contents } from '#main/vault/contents'
import { magic, readVaultFile } from '#main/vault/format'
import { deriveKeys } from '#main/vault/keys'
import {
  anyHeader,
  anySecrets,
  fileOf,
  keys,
  openAll,
  put,
  random,
  resealed,
  sample,
  sampleHeader,
} from './format-kit.ts'

describe('a vault file', () => {
  it('gives back every header and every record', async () => {
    await fc.assert(
      fc.asyncProperty(anyHeader, anySecrets, async (header, secrets) => {
        const bytes = await fileOf(
          header,
          Object.entries(secrets).map(([id, value]) => put(id, value)),
        )
        const file = await readVaultFile(bytes)
        expect(file.header).toEqual({
          ...header,
          generation: header.generation + 1,
          history: [expect.any(Buffer), ...header.history].slice(0, 16),
        })
        const contents = await Contents.open(file, keys)
        expect([...contents.ids('secret')].sort()).toEqual(Object.keys(secrets).sort())
        for (const [id, value] of Object.entries(secrets)) expect(contents.openSecret('secret', id)).toEqual({ value })
      }),
      { numRuns: 150 },
    )
  })

  it('is refused with any one bit flipped', async () => {
    const bytes = await sample()
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes)
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      await expect(readVaultFile(flipped)).rejects.toBeInstanceOf(FormatError)
    }
  })

  it('is refused with any one byte changed although the checksum was made to fit', async () => {
    const bytes = await sample()
    for (let at = 0; at < bytes.length - 32; at += 1) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(at) ^ 0x41, at)
      await expect(openAll(await resealed(changed))).rejects.toBeInstanceOf(FormatError)
    }
  })

  it('is refused when it is cut short anywhere, or has something added', async () => {
    const bytes = await sample()
    for (let length = 0; length < bytes.length; length += 1) {
      await expect(readVaultFile(bytes.subarray(0, length))).rejects.toBeInstanceOf(FormatError)
      if (length > 32)
        await expect(readVaultFile(await resealed(bytes.subarray(0, length)))).rejects.toBeInstanceOf(FormatError)
    }
    await expect(readVaultFile(Buffer.concat([bytes, Buffer.alloc(1)]))).rejects.toBeInstanceOf(FormatError)
    const longer = Buffer.concat([bytes.subarray(0, -32), Buffer.alloc(1), Buffer.alloc(32)])
    await expect(readVaultFile(await resealed(longer))).rejects.toBeInstanceOf(FormatError)
  })

  it('is refused when two of its records have changed places', async () => {
    const bytes = await sample()
    const { bodies } = await readVaultFile(bytes)
    const length = bodies.length / 3
    const start = bytes.length - 32 - bodies.length
    const swapped = Buffer.from(bytes)
    bytes.copy(swapped, start, start + length, start + 2 * length)
    bytes.copy(swapped, start + length, start, start + length)
    await expect(openAll(await resealed(swapped))).rejects.toThrow('not authentic')
  })

  it('is refused with an older revision of one record put back', async () => {
    const contents = await Contents.open(await readVaultFile(await sample()), keys)
    const before = await contents.draft([put('c', 'old')], sampleHeader.slots, 3, random)
    const old = Buffer.from(before.file)
    before.accept()
    const after = await contents.draft([put('c', 'new')], sampleHeader.slots, 4, random)
    const now = Buffer.from(after.file)
    const length = (await readVaultFile(now)).bodies.length / 3
    old.copy(now, now.length - 32 - length, old.length - 32 - length, old.length - 32)
    await expect(openAll(await resealed(now))).rejects.toThrow('not authentic')
  })

  it('is refused with the records or the list of an older generation', async () => {
    const contents = await Contents.open(await readVaultFile(await sample()), keys)
    const old = await readVaultFile(await sample())
    const draft = await contents.draft([put('c', 'new')], sampleHeader.slots, 3, random)
    const file = await readVaultFile(Buffer.from(draft.file))
    await expect(Contents.open({ ...file, manifest: old.manifest }, keys)).rejects.toThrow('not authentic')
    await expect(Contents.open({ ...file, front: old.front }, keys)).rejects.toThrow('not authentic')
    const mixed = await Contents.open({ ...file, bodies: old.bodies }, keys)
    expect(() => mixed.openSecret('secret', 'c')).toThrow('not authentic')
  })

  it('is refused with the slots or the records of another vault', async () => {
    const otherKeys = deriveKeys(random.bytes(32), sampleHeader.vaultId)
    await expect(openAll(await sample(), otherKeys)).rejects.toThrow('not authentic')
    const otherId = { ...sampleHeader, vaultId: random.bytes(16) }
    const other = await readVaultFile(await fileOf(otherId, [put('a', 'one'), put('b', 'two'), put('c', 'six')]))
    const mine = await readVaultFile(await sample())
    const mixed = await Contents.open({ ...mine, bodies: other.bodies }, keys)
    expect(() => mixed.openSecret('secret', 'a')).toThrow('not authentic')
  })

  it('of a later format is told from a damaged one', async () => {
    const bytes = await sample()
    const numbered = (format: number, oldest: number): Buffer => {
      const copy = Buffer.from(bytes)
      copy.writeUInt16BE(format, magic.length)
      copy.writeUInt16BE(oldest, magic.length + 2)
      return copy
    }
    await expect(readVaultFile(numbered(7, 3))).rejects.toMatchObject({ what: 'damaged' })
    await expect(readVaultFile(await resealed(numbered(7, 3)))).rejects.toMatchObject({ what: 'newer', format: 7 })
    expect((await readVaultFile(await resealed(numbered(7, 2)))).readOnly).toBe(true)
    expect((await readVaultFile(await resealed(numbered(2, 2)))).readOnly).toBe(false)
    for (const [format, oldest] of [
      [0, 0],
      [0, 2],
      [1, 1],
      [2, 0],
      [2, 3],
      [7, 0],
      [7, 8],
    ] as const) {
      await expect(readVaultFile(await resealed(numbered(format, oldest)))).rejects.toMatchObject({ what: 'damaged' })
    }
  })
})
