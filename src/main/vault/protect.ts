import { timingSafeEqual } from 'node:crypto'
import { protectionLevel } from '#shared/rules/protection'
import type { SlotKind } from '#shared/model/vault'
import { Failure } from '../ports/failure.ts'
import { askOs, askTyped, forget, wrongKey, type OsAnswer, type Slots, type TypedAnswer } from './ask.ts'
import { throwIfCancelled, unlessCancelled } from './cancel.ts'
import type { Protection, Report, TypedKey, VaultPorts } from './interface.ts'
import { makeSlot, type SlotMeans, type Target } from './make-slots.ts'
import type { OpenVault } from './open-vault.ts'
import { areSame, slotKinds, slotsOf, type KnownSlot, type ScryptCost, type Slot } from './slots.ts'

export interface ProtectMeans {
  readonly ports: VaultPorts
  readonly cost: ScryptCost
  /** Ends it while nothing is written yet. */
  readonly signal: AbortSignal
  /** Told how many records are sealed anew, of how many. */
  readonly report: Report
  /** The kind of the slot that the keystore opens never again, if there is one. */
  readonly dead: SlotKind | null
}

/** Sets the slots of an open vault. Throws Failure: see `Vault.protect`. */
export async function protect(vault: OpenVault, wanted: Protection, means: ProtectMeans): Promise<void> {
  throwIfCancelled(means.signal)
  if (!vault.onDisk) throw new Failure('not-supported')
  if (vault.readOnly) throw new Failure('vault-read-only')
  const kinds = combination(wanted.slots)
  await vault.catchUp()
  await vault.withDataKey(async (dataKey) => {
    const held = vault.contents.header
    await checkCurrent(held, wanted.current, dataKey, means)
    const typed = typedOf(wanted, means.cost)
    // Whoever has copied a weakly protected vault has its data key: what comes after must not open by it.
    if (wanted.rekey || (isWeak(held.slots) && !kinds.includes('os'))) {
      await vault.rekey({
        makeSlots: async (newKey) => {
          const { vaultId } = held
          const slots = await makeAll(kinds, typed, { dataKey: newKey, vaultId }, means)
          await tryOne({ slots, vaultId }, newKey, typed, means)
          return slots
        },
        report: means.report,
        signal: means.signal,
      })
      return
    }
    const made = await makeAll(
      changed(held.slots, kinds, wanted, means.dead),
      typed,
      { dataKey, vaultId: held.vaultId },
      means,
    )
    await vault.setSlots((slots) => {
      // Somebody else has set them since: nobody here was asked for what opens the vault now.
      if (!areSame(slots, held.slots)) throw new Failure('busy')
      return merged(slots, kinds, made)
    })
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
  const answer = await unlessCancelled(signal, askTyped(held, current, cost, ports), forget)
  if (answer.kind === 'refused') throw new Failure('vault-closed-by-os')
  if (answer.kind === 'wrong') throw wrongKey(current)
  answer.reseal?.forget()
  const same = timingSafeEqual(answer.dataKey, dataKey)
  answer.dataKey.fill(0)
  if (!same) throw wrongKey(current)
}

/** Kinds that have to be made: new ones, those for which something new was typed, and a dead one that takes no typing. */
function changed(
  slots: readonly Slot[],
  kinds: readonly SlotKind[],
  wanted: Protection,
  dead: SlotKind | null,
): readonly SlotKind[] {
  const there = slotKinds(slots)
  return kinds.filter((kind) => {
    if (!there.includes(kind)) return true
    if (kind === 'recovery') return wanted.recovery !== null
    return kind === 'os' ? dead === 'os' : wanted.passphrase !== null
  })
}

/** What was typed to prove that one may can stay what opens the vault. */
function typedOf({ passphrase, recovery, current, acceptWeak }: Protection, cost: ScryptCost): SlotMeans {
  return {
    passphrase: passphrase ?? (current?.with === 'passphrase' ? current.secret : null),
    recovery: recovery ?? (current?.with === 'recovery' ? current.secret : null),
    acceptWeak,
    cost,
  }
}

/** Throws Failure as `makeSlot` does, and `cancelled`. */
async function makeAll(
  kinds: readonly SlotKind[],
  typed: SlotMeans,
  target: Target,
  { ports, signal }: ProtectMeans,
): Promise<readonly KnownSlot[]> {
  const made: KnownSlot[] = []
  for (const kind of kinds) made.push(await unlessCancelled(signal, makeSlot(kind, typed, target, ports)))
  throwIfCancelled(signal)
  return made
}

/** Opens the new data key once, by the new slot that takes least time, before anything depends on it. Throws Failure. */
async function tryOne(made: Slots, dataKey: Buffer, typed: SlotMeans, { ports, signal }: ProtectMeans): Promise<void> {
  const answer = await unlessCancelled(signal, askOne(made, typed, ports), forget)
  if (answer.kind !== 'key') throw new Failure('vault-closed-by-os')
  const same = timingSafeEqual(answer.dataKey, dataKey)
  forget(answer)
  if (!same) throw new Failure('vault-closed-by-os')
}

async function askOne(
  made: Slots,
  { passphrase, recovery, cost }: SlotMeans,
  ports: VaultPorts,
): Promise<OsAnswer | TypedAnswer> {
  const kinds = slotKinds(made.slots)
  if (kinds.includes('recovery') && recovery !== null) {
    return askTyped(made, { with: 'recovery', secret: recovery }, cost, ports)
  }
  if (kinds.includes('os')) return askOs(made, ports)
  if (passphrase !== null) return askTyped(made, { with: 'passphrase', secret: passphrase }, cost, ports)
  return { kind: 'no-slot' }
}

/** The slots with those that were made in the place of others of their kind, and without the kinds nobody wants. */
function merged(slots: readonly Slot[], kinds: readonly SlotKind[], made: readonly KnownSlot[]): readonly Slot[] {
  const isKept = (slot: Slot) =>
    slot.kind === 'foreign' || (kinds.includes(slot.kind) && made.every(({ kind }) => kind !== slot.kind))
  return [...slots.filter(isKept), ...made]
}

/** Does the OS alone open this vault, with a keystore that protects little? */
function isWeak(slots: readonly Slot[]): boolean {
  return slotsOf(slots, 'os').some(
    ({ weakAccepted, platform, tag }) => weakAccepted || protectionLevel(platform, tag) !== 'strong',
  )
}
