import type { Secret } from '../ports/secret.ts'
import { open, seal } from './aead.ts'
import { deriveKey } from './keys.ts'
import { checkCost, checkPassphrase, passphraseKey, type PassphraseMeans } from './passphrase.ts'
import { saltBytes, slotAad, slotIdBytes, type Derivation, type PassphraseSlot, type ScryptCost } from './slots.ts'

async function wrappingKey(passphrase: Secret, derivation: Derivation, vaultId: Buffer): Promise<Buffer> {
  const key = await passphraseKey(passphrase, derivation)
  const wrapping = deriveKey(key, vaultId, 'slot/passphrase')
  key.fill(0)
  return wrapping
}

/** A slot that opens `dataKey` by this passphrase. Throws Failure('invalid-input') for one that is too short. */
export async function makePassphraseSlot(
  passphrase: Secret | null,
  dataKey: Buffer,
  vaultId: Buffer,
  means: PassphraseMeans,
): Promise<PassphraseSlot> {
  const checked = checkPassphrase(passphrase)
  const slot = {
    kind: 'passphrase' as const,
    id: means.random.bytes(slotIdBytes),
    createdAt: means.now,
    cost: means.cost,
    salt: means.random.bytes(saltBytes),
  }
  const key = await wrappingKey(checked, slot, vaultId)
  const wrapped = seal(key, dataKey, slotAad(vaultId, slot), means.random)
  key.fill(0)
  return { ...slot, wrapped }
}

/**
 * The data key. Throws FormatError when this passphrase does not open the slot, and Failure('vault-unreadable') without
 * trying when the slot asks for less work than `least`.
 */
export async function openPassphraseSlot(
  slot: PassphraseSlot,
  passphrase: Secret,
  vaultId: Buffer,
  least: ScryptCost,
): Promise<Buffer> {
  checkCost(slot, least)
  const key = await wrappingKey(passphrase, slot, vaultId)
  try {
    return open(key, slot.wrapped, slotAad(vaultId, slot))
  } finally {
    key.fill(0)
  }
}
