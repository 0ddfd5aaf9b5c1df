import { Failure } from '../ports/failure.ts'
import type { RecordKind } from '../ports/records.ts'
import { checkKey, openByKey } from './backup-key.ts'
import { FormatError } from './bytes.ts'
import { throwIfCancelled } from './cancel.ts'
import { Contents } from './contents.ts'
import { readVaultFile, type VaultFile } from './format.ts'
import type { DiskPorts, Generations } from './generations.ts'
import { commitIdBytes, vaultIdBytes, type Header, type Purpose } from './header.ts'
import type { BackupFacts, Backups, OpenBackup, Report, TypedKey } from './interface.ts'
import { deriveKeys, keyBytes, wipeKeys } from './keys.ts'
import { KeptStates } from './kept.ts'
import { kindCodes, isSecretKind } from './kinds.ts'
import type { OpenVault } from './open-vault.ts'
import type { SealerPorts } from './keystore.ts'
import { loadSchemas } from './load-schemas.ts'
import { makeSlot } from './make-slots.ts'
import { sealAnew } from './rekey.ts'
import { slotKinds, type ScryptCost } from './slots.ts'
import { nextTurn } from './turns.ts'

const kinds = Object.keys(kindCodes) as RecordKind[]
/** How many records are opened or checked at a stretch: a few milliseconds. */
const slice = 200

export interface BackupMeans {
  readonly ports: SealerPorts & DiskPorts
  readonly purpose: Purpose
  readonly cost: ScryptCost
  readonly generations: Generations
  /** Throws Failure('vault-locked') while no vault is open. */
  readonly opened: () => OpenVault
}

/** Backups of the vault that is open, and from files. */
export function createBackups(means: BackupMeans): Backups {
  const { purpose, cost, ports, opened, generations } = means
  const kept = new KeptStates(generations, ports)
  return {
    check: async (key) => opened().still((contents) => checkKey(contents.header, key, cost, ports)),
    async seal(key, report, signal) {
      const vault = opened()
      // Both are put into the queue at once: what is asked for after this is not in the backup.
      const caughtUp = catchUpIfPossible(vault)
      return vault.still(async (contents) => {
        await caughtUp
        return sealAll(contents, key, means, report, signal)
      })
    },
    look: async (bytes) => factsOf(await read(bytes, purpose)),
    async open(bytes, key, report, signal) {
      const file = await read(bytes, purpose)
      const dataKey = await openByKey(file.header, key, cost, ports)
      try {
        return await openAll(file, dataKey, report, signal)
      } catch (error) {
        throw error instanceof FormatError ? unreadable('damaged') : error
      } finally {
        dataKey.fill(0)
      }
    },
    async keepState() {
      const vault = opened()
      return vault.onDisk ? kept.keep(vault.contents.header.generation) : null
    },
    keptStates: async () => (opened().onDisk ? kept.list() : []),
    async openKept(id, report, signal) {
      const vault = opened()
      try {
        const file = await readVaultFile(await kept.read(id))
        return await vault.withDataKey((dataKey) => openAll(file, dataKey, report, signal))
      } catch (error) {
        throw error instanceof FormatError ? unreadable(error.what) : error
      }
    },
    letGo: (id) => kept.letGo(id),
  }
}

/**
 * Another process may have saved since. Where the newest generation cannot be read, what is in memory is all the more worth a
 * backup. Throws Failure('vault-locked') where it is under another key now.
 */
async function catchUpIfPossible(vault: OpenVault): Promise<void> {
  if (vault.readOnly) return
  try {
    await vault.catchUp()
  } catch (error) {
    if (!(error instanceof Failure) || error.error.kind === 'vault-locked') throw error
  }
}

/** `code` says what is the matter with the file. */
function unreadable(code: 'damaged' | 'newer' | 'purpose'): Failure {
  return new Failure('vault-unreadable', { code: `backup-${code}` })
}

/** Takes a backup apart. Throws Failure('vault-unreadable'). */
async function read(bytes: Buffer, purpose: Purpose): Promise<VaultFile> {
  try {
    const file = await readVaultFile(bytes, 'backup')
    if (file.header.purpose !== purpose) throw unreadable('purpose')
    // What a later version has written can be looked into, but restoring would leave out what is new in it.
    if (file.readOnly) throw unreadable('newer')
    // No backup of Keyrack's has one; the keystore is not asked for what a stranger has made.
    if (slotKinds(file.header.slots).some((kind) => kind.startsWith('os'))) throw unreadable('damaged')
    return file
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    throw unreadable(error.what)
  }
}

function factsOf({ header }: VaultFile): BackupFacts {
  return { madeAt: header.writtenAt, slots: slotKinds(header.slots) }
}

/** Seals every record under a new data key, as a vault of its own. */
async function sealAll(
  contents: Contents,
  key: TypedKey,
  means: BackupMeans,
  report: Report,
  signal: AbortSignal,
): Promise<Buffer> {
  const { ports, purpose, cost } = means
  const { random } = ports
  await checkKey(contents.header, key, cost, ports)
  throwIfCancelled(signal)
  const now = ports.clock.now()
  const vaultId = random.bytes(vaultIdBytes)
  const dataKey = random.bytes(keyBytes)
  const keys = deriveKeys(dataKey, vaultId)
  try {
    const typed = { passphrase: key.secret, recovery: key.secret, acceptWeak: false, cost }
    const slot = await makeSlot(key.with, typed, { dataKey, vaultId }, ports)
    const header: Header = {
      vaultId,
      purpose,
      backup: true,
      keyNumber: 1,
      keySince: 1,
      generation: 1,
      createdAt: now,
      writtenAt: now,
      history: [random.bytes(commitIdBytes)],
      slots: [slot],
    }
    return await sealAnew(contents, header, { keys }, new Map(), { random, report, signal })
  } catch (error) {
    throw error instanceof FormatError ? new Failure('vault-unreadable') : error
  } finally {
    dataKey.fill(0)
    wipeKeys(keys)
  }
}

/** Opens every record of a file and holds it against its schema: what a stranger made is refused as a whole. */
async function openAll(file: VaultFile, dataKey: Buffer, report: Report, signal: AbortSignal): Promise<OpenBackup> {
  const keys = deriveKeys(dataKey, file.header.vaultId)
  try {
    const contents = await Contents.open(file, keys)
    const schemas = await loadSchemas()
    let checked = 0
    for (const kind of kinds) {
      for (const id of contents.ids(kind)) {
        const value = isSecretKind(kind) ? contents.openSecret(kind, id) : contents.values(kind).get(id)
        if (!schemas[kind].safeParse(value).success) throw unreadable('damaged')
        checked += 1
        if (checked % slice !== 0) continue
        report(checked, contents.size)
        await nextTurn()
        throwIfCancelled(signal)
      }
    }
    return {
      ...factsOf(file),
      unknown: contents.size - checked,
      ids: (kind) => contents.ids(kind),
      get: (kind, id) => {
        const value = isSecretKind(kind) ? contents.openSecret(kind, id) : contents.values(kind).get(id)
        return value as never
      },
      close: () => {
        wipeKeys(keys)
        contents.wipe()
      },
    }
  } catch (error) {
    wipeKeys(keys)
    throw error
  }
}
