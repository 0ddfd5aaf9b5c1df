import { Failure } from '../ports/failure.ts'
import { FormatError } from './bytes.ts'
import type { Header } from './header.ts'
import type { TypedKey } from './interface.ts'
import { checkPassphrase } from './passphrase.ts'
import { openPassphraseSlot } from './passphrase-slot.ts'
import type { ScryptCost } from './slots.ts'

/**
 * The data key of a file that a person types the key for. Throws Failure: `wrong-passphrase`, `wrong-recovery-code`, or
 * `vault-unreadable` for a slot that asks for less work than `least`.
 */
export async function openByKey(header: Header, key: TypedKey, least: ScryptCost): Promise<Buffer> {
  for (const slot of header.slots) {
    if (slot.kind !== 'passphrase' || key.with !== 'passphrase') continue
    try {
      return await openPassphraseSlot(slot, key.secret, header.vaultId, least)
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
    }
  }
  throw new Failure(key.with === 'passphrase' ? 'wrong-passphrase' : 'wrong-recovery-code')
}

/**
 * Holds a typed key against the vault's slot of its kind, so that a typing error makes no backup that nobody can open. A
 * passphrase for a vault that has none is a new one. Throws Failure as `openByKey`, and `invalid-input` for a new
 * passphrase that is too short.
 */
export async function checkKey(header: Header, key: TypedKey, least: ScryptCost): Promise<void> {
  const isNew = key.with === 'passphrase' && !header.slots.some(({ kind }) => kind === 'passphrase')
  if (isNew) checkPassphrase(key.secret)
  else (await openByKey(header, key, least)).fill(0)
}
