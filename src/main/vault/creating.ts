import type { VaultChoice } from '#shared/model/vault'
import { Failure } from '../ports/failure.ts'
import { diskFailure } from '../ports/file-errors.ts'
import type { KeySealer } from '../ports/key-sealer.ts'
import type { Secret } from '../ports/secret.ts'
import { unlessCancelled } from './cancel.ts'
import { isThere } from './commit.ts'
import { Contents, type Draft } from './contents.ts'
import type { DiskPorts, Generations, Published } from './generations.ts'
import { vaultIdBytes, type Header, type Purpose } from './header.ts'
import type { Home } from './home.ts'
import { deriveKeys, keyBytes, wipeKeys } from './keys.ts'
import { loadSchemas } from './load-schemas.ts'
import { makeSlot, type Target } from './make-slots.ts'
import { OpenVault } from './open-vault.ts'
import type { ScryptCost, Slot } from './slots.ts'

/** Numbers that are tried. */
const attempts = 100

export interface NewVault {
  readonly choice: VaultChoice
  readonly passphrase: Secret | null
  readonly purpose: Purpose
  readonly cost: ScryptCost
  /** Ends the waiting for the keystore. */
  readonly signal: AbortSignal
}

type Ports = DiskPorts & { readonly sealer: KeySealer }

/**
 * Makes a vault with a new random data key; on the disk, as generation 1, unless it is for this session only. Throws
 * Failure: `invalid-input` (passphrase too short), `weak-storage`, `vault-closed-by-os`, `cancelled`, `busy` (somebody else has just
 * made one), `disk-full`, `disk-refused`. Nothing is on the disk then.
 */
export async function createOpenVault(wanted: NewVault, ports: Ports, home: Home): Promise<OpenVault> {
  const now = ports.clock.now()
  const vaultId = ports.random.bytes(vaultIdBytes)
  const dataKey = ports.random.bytes(keyBytes)
  const keys = deriveKeys(dataKey, vaultId)
  try {
    const slot =
      wanted.choice === 'session'
        ? null
        : await unlessCancelled(wanted.signal, firstSlot(wanted, { dataKey, vaultId }, ports))
    const header: Header = {
      vaultId,
      purpose: wanted.purpose,
      keyNumber: 1,
      keySince: 1,
      generation: 0,
      createdAt: now,
      writtenAt: now,
      history: [],
      slots: slot === null ? [] : [slot],
    }
    const contents = Contents.empty(header, keys)
    const opened = { dataKey, keys, schemas: await loadSchemas() }
    if (slot === null) return new OpenVault(ports, null, opened, contents)
    await home.generations.makeFolder()
    const draft = await publishFirst(contents, header, ports, home)
    draft.accept()
    // The counter of a vault that was here before would take this one for put back.
    if ((await home.seen.read(draft.header, keys.seen)) > draft.header.generation) {
      await home.seen.set(draft.header, keys.seen)
    }
    return new OpenVault(ports, home, opened, contents)
  } catch (error) {
    dataKey.fill(0)
    wipeKeys(keys)
    throw diskFailure(error)
  }
}

/** The first generation; a number that an earlier try has burnt is passed over. Throws Failure, or the file system's error. */
async function publishFirst(
  contents: Contents,
  { slots }: Header,
  ports: Ports,
  { generations }: Home,
): Promise<Draft> {
  for (let number = 1; number <= attempts; number += 1) {
    const draft = await contents.draft([], slots, ports.clock.now(), ports.random, number)
    const outcome = await publishOrNothing(generations, number, draft.file)
    if (outcome === 'taken') break
    if (outcome === 'burnt') continue
    if ((await generations.list()).generations.length === 1) return draft
    await generations.withdraw(number)
    break
  }
  throw new Failure('busy')
}

/** A vault that could not be made durable is taken away again: the person may choose another passphrase for the next try. */
async function publishOrNothing(generations: Generations, number: number, file: Buffer): Promise<Published> {
  try {
    return await generations.publish(number, file)
  } catch (error) {
    if ((await isThere(generations, number, file)) !== false) await generations.withdraw(number)
    throw error
  }
}

function firstSlot({ choice, passphrase, cost }: NewVault, target: Target, ports: Ports): Promise<Slot> {
  const kind = choice === 'passphrase' || choice === 'os-passphrase' ? choice : 'os'
  return makeSlot(kind, { passphrase, recovery: null, acceptWeak: choice === 'weak-accepted', cost }, target, ports)
}
