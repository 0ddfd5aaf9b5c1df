import { timingSafeEqual } from 'node:crypto'
import { SealerError } from '../ports/key-sealer.ts'
import type { Secret } from '../ports/secret.ts'
import { open, seal } from './aead.ts'
import { deriveKey, keyBytes } from './keys.ts'
import { openSlotKey, sealSlotKey, type SealerPorts } from './keystore.ts'
import { checkCost, checkPassphrase, passphraseKey, type PassphraseMeans } from './passphrase.ts'
import { checkBytes, saltBytes, slotAad, slotIdBytes, type OsPassphraseSlot, type ScryptCost } from './slots.ts'

/** Neither half alone says anything about the key: HKDF over both. */
function wrappingKey(slotKey: Buffer, fromPassphrase: Buffer, vaultId: Buffer): Buffer {
  const both = Buffer.concat([slotKey, fromPassphrase])
  const wrapping = deriveKey(both, vaultId, 'slot/os-passphrase')
  both.fill(0)
  return wrapping
}

/** A value of 256 random bits cannot be guessed from this, and the passphrase has no part in it. */
function checkOf(slotKey: Buffer, vaultId: Buffer): Buffer {
  return deriveKey(slotKey, vaultId, 'slot/os-passphrase/check').subarray(0, checkBytes)
}

/**
 * A slot that opens `dataKey` by the OS keystore and this passphrase together. Throws Failure('invalid-input') for a
 * passphrase that is too short, else as `sealSlotKey` does.
 */
export async function makeOsPassphraseSlot(
  passphrase: Secret | null,
  dataKey: Buffer,
  vaultId: Buffer,
  acceptWeak: boolean,
  ports: SealerPorts,
  means: PassphraseMeans,
): Promise<OsPassphraseSlot> {
  const derivation = { cost: means.cost, salt: means.random.bytes(saltBytes) }
  const checked = checkPassphrase(passphrase)
  const key = await passphraseKey(checked, derivation)
  try {
    return await sealUnderBoth(key, derivation, dataKey, vaultId, acceptWeak, ports)
  } finally {
    key.fill(0)
  }
}

/** The same with a key that was made from the passphrase before. */
export async function sealUnderBoth(
  fromPassphrase: Buffer,
  { cost, salt }: Pick<OsPassphraseSlot, 'cost' | 'salt'>,
  dataKey: Buffer,
  vaultId: Buffer,
  acceptWeak: boolean,
  ports: SealerPorts,
): Promise<OsPassphraseSlot> {
  const slotKey = ports.random.bytes(keyBytes)
  try {
    const slot = {
      kind: 'os-passphrase' as const,
      id: ports.random.bytes(slotIdBytes),
      createdAt: ports.clock.now(),
      ...(await sealSlotKey(slotKey, acceptWeak, ports)),
      check: checkOf(slotKey, vaultId),
      cost,
      salt,
    }
    const wrapping = wrappingKey(slotKey, fromPassphrase, vaultId)
    const wrapped = seal(wrapping, dataKey, slotAad(vaultId, slot), ports.random)
    wrapping.fill(0)
    return { ...slot, wrapped }
  } finally {
    slotKey.fill(0)
  }
}

/** Throws SealerError when the keystore does not answer, or gives another key than the one of this slot. */
export async function checkKeystore(slot: OsPassphraseSlot, vaultId: Buffer, ports: SealerPorts): Promise<void> {
  ;(await slotKeyOf(slot, vaultId, ports)).key.fill(0)
}

/** The slot key, checked. Throws SealerError. */
async function slotKeyOf(slot: OsPassphraseSlot, vaultId: Buffer, ports: SealerPorts) {
  const opened = await openSlotKey(slot, ports)
  if (timingSafeEqual(checkOf(opened.key, vaultId), slot.check)) return opened
  opened.key.fill(0)
  throw new SealerError('other-key')
}

/** What opening such a slot gives. `passphraseKey` is what the passphrase came to; wipe it with the data key. */
export interface OpenedByBoth {
  readonly dataKey: Buffer
  readonly passphraseKey: Buffer
  readonly reseal: boolean
}

/**
 * Opens a slot. Throws SealerError when the keystore does not answer or gives another key, FormatError when it is the
 * passphrase that is wrong, and Failure('vault-unreadable') as `checkCost` does. The keystore comes first: it is quick.
 */
export async function openOsPassphraseSlot(
  slot: OsPassphraseSlot,
  passphrase: Secret,
  vaultId: Buffer,
  least: ScryptCost,
  ports: SealerPorts,
): Promise<OpenedByBoth> {
  checkCost(slot, least)
  const { key: slotKey, reseal } = await slotKeyOf(slot, vaultId, ports)
  try {
    const fromPassphrase = await passphraseKey(passphrase, slot)
    const wrapping = wrappingKey(slotKey, fromPassphrase, vaultId)
    try {
      return {
        dataKey: open(wrapping, slot.wrapped, slotAad(vaultId, slot)),
        passphraseKey: fromPassphrase,
        reseal,
      }
    } catch (error) {
      fromPassphrase.fill(0)
      throw error
    } finally {
      wrapping.fill(0)
    }
  } finally {
    slotKey.fill(0)
  }
}
