import { Failure } from '../ports/failure.ts'
import { askTyped, wrongKey, type Slots } from './ask.ts'
import type { TypedKey } from './interface.ts'
import type { SealerPorts } from './keystore.ts'
import { checkPassphrase } from './passphrase.ts'
import { slotsOf, type ScryptCost } from './slots.ts'

/**
 * The data key of a file that a person types the key for. Throws Failure: `wrong-passphrase`, `wrong-recovery-code`,
 * `vault-closed-by-os` when the keystore is needed as well, or `vault-unreadable` for a slot that asks for less work than
 * `least`.
 */
export async function openByKey(held: Slots, key: TypedKey, least: ScryptCost, ports: SealerPorts): Promise<Buffer> {
  const answer = await askTyped(held, key, least, ports)
  if (answer.kind === 'refused') throw new Failure('vault-closed-by-os')
  if (answer.kind === 'wrong') throw wrongKey(key)
  answer.reseal?.forget()
  return answer.dataKey
}

/**
 * Holds a typed key against the vault's slot of its kind, so that a typing error makes no backup that nobody can open. A
 * passphrase for a vault that has none is a new one. Throws Failure as `openByKey`, and `invalid-input` for a new
 * passphrase that is too short.
 */
export async function checkKey(held: Slots, key: TypedKey, least: ScryptCost, ports: SealerPorts): Promise<void> {
  const known = [...slotsOf(held.slots, 'passphrase'), ...slotsOf(held.slots, 'os-passphrase')]
  if (key.with === 'passphrase' && known.length === 0) checkPassphrase(key.secret)
  else (await openByKey(held, key, least, ports)).fill(0)
}
