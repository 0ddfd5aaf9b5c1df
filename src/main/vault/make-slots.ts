import type { SlotKind } from '#shared/model/vault'
import { Failure } from '../ports/failure.ts'
import type { Secret } from '../ports/secret.ts'
import type { SealerPorts } from './keystore.ts'
import { makeOsPassphraseSlot } from './os-passphrase-slot.ts'
import { makeOsSlot } from './os-slot.ts'
import { makePassphraseSlot } from './passphrase-slot.ts'
import { makeRecoverySlot } from './recovery-slot.ts'
import type { KnownSlot, ScryptCost } from './slots.ts'

/** What slots are made with. */
export interface SlotMeans {
  readonly passphrase: Secret | null
  readonly recovery: Secret | null
  readonly acceptWeak: boolean
  readonly cost: ScryptCost
}

/** What a slot opens. */
export interface Target {
  readonly dataKey: Buffer
  readonly vaultId: Buffer
}

/**
 * A slot of this kind. Throws Failure: `invalid-input` (a passphrase that is missing or too short, a missing recovery
 * code), `wrong-recovery-code` (what is no code), `weak-storage`, `vault-closed-by-os`.
 */
export async function makeSlot(
  kind: SlotKind,
  means: SlotMeans,
  { dataKey, vaultId }: Target,
  ports: SealerPorts,
): Promise<KnownSlot> {
  const { passphrase, recovery, acceptWeak } = means
  const typed = { random: ports.random, now: ports.clock.now(), cost: means.cost }
  switch (kind) {
    case 'os':
      return makeOsSlot(dataKey, vaultId, acceptWeak, ports)
    case 'passphrase':
      return makePassphraseSlot(passphrase, dataKey, vaultId, typed)
    case 'os-passphrase':
      return makeOsPassphraseSlot(passphrase, dataKey, vaultId, acceptWeak, ports, typed)
    case 'recovery':
      if (recovery === null) throw new Failure('invalid-input', { field: 'recovery' })
      return makeRecoverySlot(recovery, dataKey, vaultId, typed)
  }
}
