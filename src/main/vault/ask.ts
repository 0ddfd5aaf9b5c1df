import { keystoreOf } from '#shared/rules/protection'
import type { Keystore } from '#shared/model/vault'
import { Failure } from '../ports/failure.ts'
import { SealerError } from '../ports/key-sealer.ts'
import type { Secret } from '../ports/secret.ts'
import { FormatError } from './bytes.ts'
import type { Header } from './header.ts'
import type { TypedKey } from './interface.ts'
import type { SealerPorts } from './keystore.ts'
import { checkKeystore, openOsPassphraseSlot } from './os-passphrase-slot.ts'
import { openOsSlot } from './os-slot.ts'
import { openPassphraseSlot } from './passphrase-slot.ts'
import { openRecoverySlot } from './recovery-slot.ts'
import { resealBoth, resealOs, type Reseal } from './reseal.ts'
import { slotsOf, type ScryptCost } from './slots.ts'

/** The slots of a vault, and what their seals are bound to. */
export type Slots = Pick<Header, 'slots' | 'vaultId'>

/** A key that opens the vault. Whoever gets it wipes it. */
export interface Key {
  readonly kind: 'key'
  readonly dataKey: Buffer
  /** How well the OS protects the slot that opened; null when the OS had no part in it. */
  readonly keystore: Keystore | null
  /** Set when the OS asks for the slot key to be sealed again. */
  readonly reseal: Reseal | null
}

interface Refused {
  readonly kind: 'refused'
  readonly why: SealerError['why']
}

/** What came of asking the OS keystore alone. */
export type OsAnswer = Key | Refused | { readonly kind: 'no-slot' }

/** What came of trying something typed; `refused` when it could not be tried, because the OS is needed as well. */
export type TypedAnswer = Key | Refused | { readonly kind: 'wrong' }

/** Tries the OS slots of a vault, in order. Never throws. */
export async function askOs({ slots, vaultId }: Slots, ports: SealerPorts): Promise<OsAnswer> {
  let why: SealerError['why'] | null = null
  for (const slot of slotsOf(slots, 'os')) {
    try {
      const { dataKey, reseal } = await openOsSlot(slot, vaultId, ports)
      const again = reseal ? resealOs(slot, vaultId, ports) : null
      return { kind: 'key', dataKey, keystore: keystoreOf(slot.platform, slot.tag), reseal: again }
    } catch (error) {
      why ??= error instanceof SealerError ? error.why : 'not-available'
    }
  }
  return why === null ? { kind: 'no-slot' } : { kind: 'refused', why }
}

/**
 * Tries what a person typed on the slots it is for. Throws Failure: `vault-unreadable` as `checkCost` does, and
 * `wrong-recovery-code` with the code `mistyped` for what cannot be a recovery code.
 */
export async function askTyped(
  held: Slots,
  { with: means, secret }: TypedKey,
  least: ScryptCost,
  ports: SealerPorts,
): Promise<TypedAnswer> {
  if (means === 'recovery') return askRecovery(held, secret)
  const { slots, vaultId } = held
  for (const slot of slotsOf(slots, 'passphrase')) {
    const dataKey = await unlessWrong(openPassphraseSlot(slot, secret, vaultId, least))
    if (dataKey !== null) return { kind: 'key', dataKey, keystore: null, reseal: null }
  }
  return askBoth(held, secret, least, ports)
}

async function askBoth(
  { slots, vaultId }: Slots,
  passphrase: Secret,
  least: ScryptCost,
  ports: SealerPorts,
): Promise<TypedAnswer> {
  for (const slot of slotsOf(slots, 'os-passphrase')) {
    try {
      const opened = await unlessWrong(openOsPassphraseSlot(slot, passphrase, vaultId, least, ports))
      if (opened === null) continue
      const { dataKey, passphraseKey } = opened
      const again = opened.reseal ? resealBoth(slot, passphraseKey, vaultId, ports) : null
      passphraseKey.fill(0)
      return { kind: 'key', dataKey, keystore: keystoreOf(slot.platform, slot.tag), reseal: again }
    } catch (error) {
      if (error instanceof SealerError) return { kind: 'refused', why: error.why }
      throw error
    }
  }
  return { kind: 'wrong' }
}

async function askRecovery({ slots, vaultId }: Slots, code: Secret): Promise<TypedAnswer> {
  for (const slot of slotsOf(slots, 'recovery')) {
    const dataKey = await unlessWrong(async () => openRecoverySlot(slot, code, vaultId))
    if (dataKey !== null) return { kind: 'key', dataKey, keystore: null, reseal: null }
  }
  return { kind: 'wrong' }
}

/**
 * Does the keystore still have the keys of the slots that need it? False only when it answers, and answers that it has not:
 * one that is silent or not there may have them. Never throws.
 */
export async function doesKeystoreFit({ slots, vaultId }: Slots, ports: SealerPorts): Promise<boolean> {
  const answer = await askOs({ slots, vaultId }, ports)
  forget(answer)
  if (answer.kind === 'refused') return answer.why !== 'other-key'
  for (const slot of slotsOf(slots, 'os-passphrase')) {
    try {
      await checkKeystore(slot, vaultId, ports)
    } catch (error) {
      return !(error instanceof SealerError) || error.why !== 'other-key'
    }
  }
  return true
}

/** Null when the key does not fit. */
async function unlessWrong<T>(opening: Promise<T> | (() => Promise<T>)): Promise<T | null> {
  try {
    return await (typeof opening === 'function' ? opening() : opening)
  } catch (error) {
    if (error instanceof FormatError) return null
    throw error
  }
}

/** What a person is told when the typed key opened nothing. */
export function wrongKey({ with: means }: TypedKey): Failure {
  return new Failure(means === 'recovery' ? 'wrong-recovery-code' : 'wrong-passphrase')
}

/** Overwrites a key that nobody needs any more. */
export function forget(answer: OsAnswer | TypedAnswer): void {
  if (answer.kind !== 'key') return
  answer.dataKey.fill(0)
  answer.reseal?.forget()
}
