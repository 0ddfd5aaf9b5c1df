import { protectionLevel, tagOf } from '#shared/rules/protection'
import type { Keystore } from '#shared/model/vault'
import type { Clock } from '../ports/clock.ts'
import { Failure } from '../ports/failure.ts'
import { inTime } from '../ports/in-time.ts'
import { SealerError, type KeySealer } from '../ports/key-sealer.ts'
import type { Random } from '../ports/random.ts'
import { limits } from './limits.ts'
import type { SealedKey } from './slots.ts'

export interface SealerPorts {
  readonly sealer: KeySealer
  readonly clock: Clock
  readonly random: Random
}

/** The adapters have a limit of their own; this is the net under them: no keystore keeps the vault waiting for ever. */
const patienceMs = 45_000

/** Throws SealerError and nothing else. `late` gets what comes after the limit: nobody else would wipe a key in it. */
async function answered<T>(clock: Clock, work: Promise<T>, late: (result: T) => void = () => {}): Promise<T> {
  try {
    return await inTime(clock, patienceMs, work, () => {
      work.then(late, () => undefined)
      throw new SealerError('no-answer')
    })
  } catch (error) {
    throw error instanceof SealerError ? error : new SealerError('not-available')
  }
}

const wipe = ({ key }: { readonly key: Buffer }): void => {
  key.fill(0)
}

/** What nothing is known of: no keystore was asked, or none answered. */
export const unknownKeystore: Keystore = { level: 'unknown', platform: '', tag: '', store: '' }

/** How well the OS would protect a key. Never throws; unknown when there is no answer in time. */
export async function probeKeystore(ports: SealerPorts): Promise<Keystore> {
  try {
    return await answered(ports.clock, ports.sealer.probe())
  } catch {
    return unknownKeystore
  }
}

/**
 * Lets the OS keystore seal a slot key. What was sealed is judged by its own tag, not the probe's, and opened once before
 * it is relied on. Throws Failure('weak-storage') when it protects little and the person has not agreed,
 * Failure('vault-closed-by-os') when the keystore cannot seal, or cannot open what it sealed.
 */
export async function sealSlotKey(slotKey: Buffer, acceptWeak: boolean, ports: SealerPorts): Promise<SealedKey> {
  const { platform, level } = await probeKeystore(ports)
  if (level === 'none' || platform === '') throw new Failure('vault-closed-by-os')
  if (level !== 'strong' && !acceptWeak) throw new Failure('weak-storage')
  const sealed = await sealChecked(slotKey, ports)
  const tag = tagOf(sealed)
  const weakAccepted = protectionLevel(platform, tag) !== 'strong'
  if (weakAccepted && !acceptWeak) throw new Failure('weak-storage')
  return { platform, tag, weakAccepted, sealed }
}

async function sealChecked(slotKey: Buffer, { sealer, clock }: SealerPorts): Promise<Buffer> {
  try {
    const sealed = await answered(clock, sealer.seal(slotKey))
    const opened = await answered(clock, sealer.open(sealed), wipe)
    const same = opened.key.equals(slotKey)
    opened.key.fill(0)
    if (same && sealed.length <= limits.sealedBytes) return sealed
  } catch (error) {
    if (!(error instanceof SealerError)) throw error
  }
  throw new Failure('vault-closed-by-os')
}

/**
 * The slot key, which may be a wrong one: safeStorage does not authenticate what it opens. Throws SealerError; `other-key`
 * also for a slot that says another tag of itself than what was sealed has: the tag is what the level is shown by.
 */
export async function openSlotKey(slot: SealedKey, ports: SealerPorts): Promise<{ key: Buffer; reseal: boolean }> {
  if (slot.tag !== tagOf(slot.sealed)) throw new SealerError('other-key')
  return answered(ports.clock, ports.sealer.open(slot.sealed), wipe)
}
