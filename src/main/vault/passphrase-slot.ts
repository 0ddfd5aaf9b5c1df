import { scrypt } from 'node:crypto'
import { isTooShort, shortestPassphrase } from '#shared/rules/passphrase'
import { Failure } from '../ports/failure.ts'
import type { Random } from '../ports/random.ts'
import type { Secret } from '../ports/secret.ts'
import { open, seal } from './aead.ts'
import { deriveKey, keyBytes } from './keys.ts'
import { saltBytes, slotAad, slotIdBytes, type PassphraseSlot, type ScryptCost } from './slots.ts'

/** N = 2^17, r = 8: 128 MiB, and about a second in Electron (which needs twice as long as Node). */
export const defaultScryptCost: ScryptCost = { N: 2 ** 17, r: 8, p: 1 }

/** The same passphrase gives the same bytes, however the keyboard composed its letters (NFKC). Wipe them after use. */
function passphraseBytes(passphrase: Secret): Buffer {
  return passphrase.use((text) => Buffer.from(text.normalize('NFKC'), 'utf8'))
}

/** Throws Failure('invalid-input') for a passphrase that is too short. */
export function checkPassphrase(passphrase: Secret | null): Secret {
  if (passphrase === null || passphrase.use(isTooShort)) {
    throw new Failure('invalid-input', { field: 'passphrase', limit: shortestPassphrase })
  }
  return passphrase
}

/** The key that wraps the data key. Runs beside the event loop. */
async function wrappingKey(passphrase: Secret, salt: Buffer, cost: ScryptCost, vaultId: Buffer): Promise<Buffer> {
  const bytes = passphraseBytes(passphrase)
  // Node's own limit is 32 MiB; this is what the algorithm needs, and a little.
  const maxmem = 128 * cost.r * (cost.N + cost.p + 2) + 1024 * 1024
  try {
    const key = await new Promise<Buffer>((resolve, reject) => {
      scrypt(bytes, salt, keyBytes, { N: cost.N, r: cost.r, p: cost.p, maxmem }, (error, derived) => {
        if (error === null) resolve(derived)
        else reject(error)
      })
    })
    const wrapping = deriveKey(key, vaultId, 'slot/passphrase')
    key.fill(0)
    return wrapping
  } finally {
    bytes.fill(0)
  }
}

/** A slot that opens `dataKey` by this passphrase. Throws Failure('invalid-input') for one that is too short. */
export async function makePassphraseSlot(
  passphrase: Secret | null,
  dataKey: Buffer,
  vaultId: Buffer,
  means: { random: Random; now: number; cost: ScryptCost },
): Promise<PassphraseSlot> {
  const checked = checkPassphrase(passphrase)
  const slot = {
    kind: 'passphrase' as const,
    id: means.random.bytes(slotIdBytes),
    createdAt: means.now,
    cost: means.cost,
    salt: means.random.bytes(saltBytes),
  }
  const key = await wrappingKey(checked, slot.salt, slot.cost, vaultId)
  const wrapped = seal(key, dataKey, slotAad(vaultId, slot), means.random)
  key.fill(0)
  return { ...slot, wrapped }
}

/**
 * The data key. Throws FormatError when this passphrase does not open the slot, and Failure('vault-unreadable') without
 * trying when the slot asks for less work than `least`: Keyrack never made such a slot.
 */
export async function openPassphraseSlot(
  slot: PassphraseSlot,
  passphrase: Secret,
  vaultId: Buffer,
  least: ScryptCost,
): Promise<Buffer> {
  if (slot.cost.N < least.N || slot.cost.r < least.r) throw new Failure('vault-unreadable')
  const key = await wrappingKey(passphrase, slot.salt, slot.cost, vaultId)
  try {
    return open(key, slot.wrapped, slotAad(vaultId, slot))
  } finally {
    key.fill(0)
  }
}
