import { describe, expect, it } from 'vitest'
import { SealerError } from '#main/ports/key-sealer'
import { Failure } from '#main/ports/failure'
import { askOs, askTyped } from '#main/vault/ask'
import { ByteReader, FormatError } from '#main/vault/bytes'
import { openOsPassphraseSlot } from '#main/vault/os-passphrase-slot'
import { openOsSlot } from '#main/vault/os-slot'
import { openPassphraseSlot } from '#main/vault/passphrase-slot'
import { drawRecoveryCode } from '#main/vault/recovery-code'
import { openRecoverySlot } from '#main/vault/recovery-slot'
import { makeSlot } from '#main/vault/make-slots'
import { readSlot, writeSlot, type KnownSlot } from '#main/vault/slots'
import type { SlotKind } from '#shared/model/vault'
import { FakeRandom } from '#test/support/fake-random'
import { cheapScrypt, pass, startProcess, typed } from './world.ts'

const kinds: readonly SlotKind[] = ['os', 'passphrase', 'os-passphrase', 'recovery']
const recovery = drawRecoveryCode(new FakeRandom('code'))
const ports = startProcess()
const vaultId = ports.random.bytes(16)
const dataKey = ports.random.bytes(32)
/** Twice around: hundreds of them are tried. */
const cost = { N: 2, r: 1, p: 1 }

function make(kind: SlotKind, id = vaultId, key = dataKey): Promise<KnownSlot> {
  const means = { passphrase: pass(), recovery, acceptWeak: false, cost }
  return makeSlot(kind, means, { dataKey: key, vaultId: id }, ports)
}

/** The data key by the right means for each kind. */
async function opened(slot: KnownSlot, id = vaultId): Promise<Buffer> {
  switch (slot.kind) {
    case 'os':
      return (await openOsSlot(slot, id, ports)).dataKey
    case 'passphrase':
      return openPassphraseSlot(slot, pass(), id, cost)
    case 'os-passphrase':
      return (await openOsPassphraseSlot(slot, pass(), id, cost, ports)).dataKey
    case 'recovery':
      return openRecoverySlot(slot, recovery, id)
  }
}

/** Reads and opens changed bytes: they must not read as the slot, or open nothing, and only in the ways that are known. */
async function refuses(bytes: Buffer): Promise<boolean> {
  try {
    const reader = new ByteReader(bytes)
    const slot = readSlot(reader)
    reader.end()
    if (slot.kind === 'foreign') return true
    await opened(slot)
    return false
  } catch (error) {
    if (error instanceof FormatError || error instanceof SealerError) return true
    // A cost below what is made is refused before anything is derived.
    if (error instanceof Failure && error.error.kind === 'vault-unreadable') return true
    throw error
  }
}

describe.each(kinds)('a slot of kind "%s"', (kind) => {
  it('opens the data key, also after it was written and read', async () => {
    const slot = await make(kind)
    expect(await opened(slot)).toEqual(dataKey)
    const read = readSlot(new ByteReader(writeSlot(slot)))
    expect(read).toEqual(slot)
  })

  it('opens nothing with any one bit flipped', async () => {
    const bytes = writeSlot(await make(kind))
    const opening: number[] = []
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const at = bit >> 3
      const flipped = Buffer.from(bytes)
      flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << (bit & 7)), at)
      // A hostile cost may take its time; what is within bounds is tried with the others in the next test.
      if (isCost(kind, bytes, at)) continue
      if (!(await refuses(flipped))) opening.push(bit)
    }
    expect(opening).toEqual([])
  })

  it('opens nothing when it is cut short anywhere, or with a shortened tag whose length was made to fit', async () => {
    const bytes = writeSlot(await make(kind))
    for (let length = 0; length < bytes.length; length += 1) expect(await refuses(bytes.subarray(0, length))).toBe(true)
    for (let cut = 1; cut <= 16; cut += 1) {
      const shorter = Buffer.from(bytes.subarray(0, bytes.length - cut))
      shorter.writeUInt16BE(shorter.readUInt16BE(15) - cut, 15)
      expect(await refuses(shorter)).toBe(true)
    }
  })

  it('opens nothing in another vault, and not as a slot of another kind', async () => {
    const slot = await make(kind)
    await expect(opened(slot, ports.random.bytes(16))).rejects.toThrow()
    for (const other of [1, 2, 3, 4]) {
      const bytes = writeSlot(slot)
      if (bytes.readUInt8(0) === other) continue
      bytes.writeUInt8(other, 0)
      expect(await refuses(bytes)).toBe(true)
    }
  })
})

/** Where the cost of scrypt stands: in front of the salt and the wrapped key. */
function isCost(kind: SlotKind, bytes: Buffer, at: number): boolean {
  const end = bytes.length - 60 - 32
  return kind.endsWith('passphrase') && at >= end - 3 && at < end
}

describe('a slot with a passphrase', () => {
  it.each(['passphrase', 'os-passphrase'] as const)('opens nothing at another cost (%s)', async (kind) => {
    const slot = await make(kind)
    if (slot.kind !== 'passphrase' && slot.kind !== 'os-passphrase') throw new Error('another kind')
    for (const changed of [
      { ...slot, cost: { ...cost, p: 2 } },
      { ...slot, cost: { ...cost, N: 4 } },
      { ...slot, cost: { ...cost, r: 2 } },
    ]) {
      await expect(opened(changed)).rejects.toBeInstanceOf(FormatError)
    }
    await expect(opened({ ...slot, cost: { N: 1, r: 1, p: 1 } })).rejects.toMatchObject({
      error: { kind: 'vault-unreadable' },
    })
  })
})

describe('slots that stand in another vault of the same person', () => {
  it.each(kinds)('open nothing there (%s)', async (kind) => {
    const theirs = await make(kind, ports.random.bytes(16), ports.random.bytes(32))
    const held = { vaultId, slots: [theirs] }
    const byOs = await askOs(held, ports)
    const byPassphrase = await askTyped(held, typed(), cheapScrypt, ports).catch(() => ({ kind: 'wrong' }))
    const byCode = await askTyped(held, { with: 'recovery', secret: recovery }, cost, ports)
    expect([byOs.kind, byPassphrase.kind, byCode.kind]).not.toContain('key')
  })
})
