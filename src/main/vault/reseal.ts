import { protectionLevel } from '#shared/rules/protection'
import { Failure } from '../ports/failure.ts'
import type { Log } from '../ports/log.ts'
import { unlessCancelled } from './cancel.ts'
import type { SealerPorts } from './keystore.ts'
import { sealUnderBoth } from './os-passphrase-slot.ts'
import type { OpenVault } from './open-vault.ts'
import { makeOsSlot } from './os-slot.ts'
import type { KnownSlot, OsPassphraseSlot, OsSlot } from './slots.ts'

/** Makes a slot anew whose slot key the OS wants to seal again. */
export interface Reseal {
  /** The slot that it takes the place of. */
  readonly slotId: Buffer
  /** Throws Failure: `weak-storage` rather than giving a slot that is less protected than the old one. */
  make(dataKey: Buffer): Promise<KnownSlot>
  /** Overwrites what it holds. Call it in any case. */
  forget(): void
}

/** For a slot that the OS alone opens. */
export function resealOs(slot: OsSlot, vaultId: Buffer, ports: SealerPorts): Reseal {
  return {
    slotId: slot.id,
    make: async (dataKey) => notWeaker(slot, await makeOsSlot(dataKey, vaultId, slot.weakAccepted, ports)),
    forget: () => undefined,
  }
}

/** For a slot that needs the passphrase, too: its key is held until the slot is made. */
export function resealBoth(slot: OsPassphraseSlot, passphraseKey: Buffer, vaultId: Buffer, ports: SealerPorts): Reseal {
  const key = Buffer.from(passphraseKey)
  return {
    slotId: slot.id,
    make: async (dataKey) =>
      notWeaker(slot, await sealUnderBoth(key, slot, dataKey, vaultId, slot.weakAccepted, ports)),
    forget: () => {
      key.fill(0)
    },
  }
}

/**
 * A slot of the same level. From weak to strong is not for here: older generations would still open by the weak one, so
 * that takes a new data key.
 */
function notWeaker<S extends OsSlot | OsPassphraseSlot>(old: S, made: S): S {
  const level = (slot: S) => protectionLevel(slot.platform, slot.tag)
  if (level(made) !== level(old)) throw new Failure('weak-storage')
  return made
}

/**
 * Puts the slot in the place of the old one, in one save, after the OS has opened it once. Gives whether it stands there; it
 * does not where the old one has gone meanwhile. When the signal comes, the keys are overwritten at once, however long the
 * keystore takes. Never throws: the old slot stays, and the next start tries again.
 */
export async function resealSlot(vault: OpenVault, reseal: Reseal, signal: AbortSignal, log: Log): Promise<boolean> {
  try {
    const made = await vault.withDataKey((dataKey) => unlessCancelled(signal, reseal.make(dataKey)))
    await vault.setSlots((slots) => slots.map((slot) => (slot.id.equals(reseal.slotId) ? made : slot)))
    const placed = vault.contents.header.slots.some(({ id }) => id.equals(made.id))
    if (placed) log.info('the OS keystore has sealed its slot again')
    return placed
  } catch (error) {
    const why = error instanceof Failure ? error.error.kind : 'internal'
    log.warn('the OS keystore wants to seal its slot again, and could not', { why })
    return false
  } finally {
    reseal.forget()
  }
}
