import { SealerError } from '../ports/key-sealer.ts'
import { open, seal } from './aead.ts'
import { deriveKey, keyBytes } from './keys.ts'
import { openSlotKey, sealSlotKey, type SealerPorts } from './keystore.ts'
import { slotAad, slotIdBytes, type OsSlot } from './slots.ts'

/** A slot that opens `dataKey` by the OS keystore. Throws Failure as `sealSlotKey` does. */
export async function makeOsSlot(
  dataKey: Buffer,
  vaultId: Buffer,
  acceptWeak: boolean,
  ports: SealerPorts,
): Promise<OsSlot> {
  const slotKey = ports.random.bytes(keyBytes)
  try {
    const slot = {
      kind: 'os' as const,
      id: ports.random.bytes(slotIdBytes),
      createdAt: ports.clock.now(),
      ...(await sealSlotKey(slotKey, acceptWeak, ports)),
    }
    const wrapping = deriveKey(slotKey, vaultId, 'slot/os')
    const wrapped = seal(wrapping, dataKey, slotAad(vaultId, slot), ports.random)
    wrapping.fill(0)
    return { ...slot, wrapped }
  } finally {
    slotKey.fill(0)
  }
}

/**
 * The data key, and whether the OS asks for the slot key to be sealed again. Throws SealerError: `other-key` also when the
 * keystore gave a key without complaint, but not the one that wraps ours.
 */
export async function openOsSlot(
  slot: OsSlot,
  vaultId: Buffer,
  ports: SealerPorts,
): Promise<{ dataKey: Buffer; reseal: boolean }> {
  const { key, reseal } = await openSlotKey(slot, ports)
  const wrapping = deriveKey(key, vaultId, 'slot/os')
  key.fill(0)
  try {
    return { dataKey: open(wrapping, slot.wrapped, slotAad(vaultId, slot)), reseal }
  } catch {
    throw new SealerError('other-key')
  } finally {
    wrapping.fill(0)
  }
}
