import { timingSafeEqual } from 'node:crypto'
import { protectionLevel } from '#shared/rules/protection'
import type { SlotKind } from '#shared/model/vault'
import { Failure } from '../ports/failure.ts'
import { askTyped, wrongKey, type Slots } from './ask.ts'
import { throwIfCancelled, unlessCancelled } from './cancel.ts'
import type { Protection, TypedKey, VaultPorts } from './interface.ts'
import { makeSlot, type SlotMeans, type Target } from './make-slots.ts'
import type { OpenVault } from './open-vault.ts'
import { slotKinds, slotsOf, type KnownSlot, type ScryptCost, type Slot } from './slots.ts'

export interface ProtectMeans {
  readonly ports: VaultPorts
  readonly cost: ScryptCost
  /** Ends it while nothing is written yet. */
  readonly signal: AbortSignal
}

/** Sets the slots of an open vault. Throws Failure: see `Vault.protect`. */
export async function protect(vault: OpenVault, wanted: Protection, means: ProtectMeans): Promise<void> {
  throwIfCancelled(means.signal)
  if (!vault.onDisk) throw new Failure('not-supported')
  const kinds = combination(wanted.slots)
  await vault.withDataKey(async (dataKey) => {
    const held = vault.contents.header
    if (wanted.rekey || (isWeak(held.slots) && !kinds.includes('os'))) throw new Failure('not-supported')
    await checkCurrent(held, wanted.current, dataKey, means)
    const made = await makeAll(changed(held.slots, kinds, wanted), wanted, { dataKey, vaultId: held.vaultId }, means)
    await vault.setSlots((slots) => merged(slots, kinds, made))
  })
}

/** Throws Failure('invalid-input') for slots that cannot stand beside each other. */
function combination(wanted: readonly SlotKind[]): readonly SlotKind[] {
  const kinds = [...new Set(wanted)]
  const alone = kinds.includes('os') || kinds.includes('passphrase')
  if (kinds.length === 0 || (kinds.includes('os-passphrase') && alone)) {
    throw new Failure('invalid-input', { field: 'slots' })
  }
  return kinds
}

/** Whoever changes what opens a vault must be able to open it: somebody who passes by an open window cannot. */
async function checkCurrent(
  held: Slots,
  current: TypedKey | null,
  dataKey: Buffer,
  { ports, cost, signal }: ProtectMeans,
): Promise<void> {
  if (slotKinds(held.slots).every((kind) => kind === 'os')) return
  if (current === null) throw new Failure('confirmation-needed')
  const answer = await unlessCancelled(signal, askTyped(held, current, cost, ports))
  if (answer.kind === 'refused') throw new Failure('vault-closed-by-os')
  if (answer.kind === 'wrong') throw wrongKey(current)
  answer.reseal?.forget()
  const same = timingSafeEqual(answer.dataKey, dataKey)
  answer.dataKey.fill(0)
  if (!same) throw wrongKey(current)
}

/** Kinds that have to be made: new ones, and those for which something new was typed. */
function changed(slots: readonly Slot[], kinds: readonly SlotKind[], wanted: Protection): readonly SlotKind[] {
  const there = slotKinds(slots)
  return kinds.filter((kind) => {
    if (!there.includes(kind)) return true
    if (kind === 'recovery') return wanted.recovery !== null
    return kind !== 'os' && wanted.passphrase !== null
  })
}

/** Throws Failure as `makeSlot` does, and `cancelled`. */
async function makeAll(
  kinds: readonly SlotKind[],
  wanted: Protection,
  target: Target,
  { ports, cost, signal }: ProtectMeans,
): Promise<readonly KnownSlot[]> {
  const { current, acceptWeak } = wanted
  const typed: SlotMeans = {
    // What was typed to prove that one may can stay what opens the vault.
    passphrase: wanted.passphrase ?? (current?.with === 'passphrase' ? current.secret : null),
    recovery: wanted.recovery ?? (current?.with === 'recovery' ? current.secret : null),
    acceptWeak,
    cost,
  }
  const made: KnownSlot[] = []
  for (const kind of kinds) made.push(await unlessCancelled(signal, makeSlot(kind, typed, target, ports)))
  throwIfCancelled(signal)
  return made
}

/** The slots with those that were made in the place of others of their kind, and without the kinds nobody wants. */
function merged(slots: readonly Slot[], kinds: readonly SlotKind[], made: readonly KnownSlot[]): readonly Slot[] {
  const isKept = (slot: Slot) =>
    slot.kind === 'foreign' || (kinds.includes(slot.kind) && made.every(({ kind }) => kind !== slot.kind))
  return [...slots.filter(isKept), ...made]
}

/** Does the OS alone open this vault, with a keystore that protects little? */
export function isWeak(slots: readonly Slot[]): boolean {
  return slotsOf(slots, 'os').some(
    ({ weakAccepted, platform, tag }) => weakAccepted || protectionLevel(platform, tag) !== 'strong',
  )
}
