import { describe, expect, it } from 'vitest'
import { seal } from '#main/vault/aead'
import { deriveKey } from '#main/vault/keys'
import { openOsSlot } from '#main/vault/os-slot'
import { slotAad, type OsSlot } from '#main/vault/slots'
import { FakeSealer } from '#test/support/fake-sealer'
import { startProcess } from './world.ts'

describe('a slot that somebody else has made', () => {
  // Whoever puts a vault of their own in the place of ours knows its data key, and can bind anything to it.
  it('does not open when it gives itself a better tag than that of what was sealed', async () => {
    const { sealer, clock, random } = startProcess(undefined, { sealer: new FakeSealer({ tag: 'v10' }) })
    const [dataKey, slotKey, vaultId] = [random.bytes(32), random.bytes(32), random.bytes(16)]
    const sealed = await sealer.seal(slotKey)
    const claiming = (tag: string): OsSlot => {
      const os = { kind: 'os', id: random.bytes(8), createdAt: 1, platform: 'linux', tag, weakAccepted: false } as const
      const aad = slotAad(vaultId, { ...os, sealed })
      return { ...os, sealed, wrapped: seal(deriveKey(slotKey, vaultId, 'slot/os'), dataKey, aad, random) }
    }
    const open = (slot: OsSlot) => openOsSlot(slot, vaultId, { sealer, clock, random })
    expect((await open(claiming('v10'))).dataKey).toEqual(dataKey)
    await expect(open(claiming('v11'))).rejects.toMatchObject({ why: 'other-key' })
  })
})
