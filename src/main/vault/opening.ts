import type { Secret } from '../ports/secret.ts'
import { SealerError } from '../ports/key-sealer.ts'
import { FormatError } from './bytes.ts'
import { Contents } from './contents.ts'
import { countOlder } from './find.ts'
import type { VaultFile } from './format.ts'
import { deriveKeys, wipeKeys } from './keys.ts'
import { OpenVault, type Home } from './open-vault.ts'
import { openOsSlot, type SealerPorts } from './os-slot.ts'
import { openPassphraseSlot } from './passphrase-slot.ts'
import type { DiskPorts } from './generations.ts'
import type { OsSlot, PassphraseSlot, ScryptCost, Slot } from './slots.ts'

/** What came of asking the OS keystore. */
export type OsAnswer =
  | { readonly kind: 'key'; readonly dataKey: Buffer; readonly slot: OsSlot }
  | { readonly kind: 'no-slot' }
  | { readonly kind: 'refused'; readonly why: SealerError['why'] }

/** Tries the OS slots of a vault, in order. Never throws. */
export async function askOs(file: VaultFile, ports: SealerPorts): Promise<OsAnswer> {
  let why: SealerError['why'] | null = null
  for (const slot of file.header.slots.filter(isOs)) {
    try {
      return { kind: 'key', dataKey: await openOsSlot(slot, file.header.vaultId, ports), slot }
    } catch (error) {
      why ??= error instanceof SealerError ? error.why : 'not-available'
    }
  }
  return why === null ? { kind: 'no-slot' } : { kind: 'refused', why }
}

/** The data key, or null when no passphrase slot opens with it. Throws Failure('vault-unreadable'). */
export async function askPassphrase(file: VaultFile, passphrase: Secret, least: ScryptCost): Promise<Buffer | null> {
  for (const slot of file.header.slots.filter(isPassphrase)) {
    try {
      return await openPassphraseSlot(slot, passphrase, file.header.vaultId, least)
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
    }
  }
  return null
}

function isOs(slot: Slot): slot is OsSlot {
  return slot.kind === 'os'
}

function isPassphrase(slot: Slot): slot is PassphraseSlot {
  return slot.kind === 'passphrase'
}

/** What came of opening a file with its data key. */
export type Opened =
  | { readonly kind: 'open'; readonly vault: OpenVault }
  | { readonly kind: 'damaged'; readonly olderGenerations: number }
  | { readonly kind: 'older-than-seen' }

/**
 * Opens a vault: the manifest's seal is checked first, then the records, then the counter beside the vault. Takes over
 * `dataKey`; it is wiped unless the vault is open.
 */
export async function openWith(dataKey: Buffer, file: VaultFile, ports: DiskPorts, home: Home): Promise<Opened> {
  const { vaultId, generation, purpose } = file.header
  const keys = deriveKeys(dataKey, vaultId)
  const giveUp = (): void => {
    dataKey.fill(0)
    wipeKeys(keys)
  }
  let contents: Contents
  try {
    contents = await Contents.open(file, keys)
  } catch (error) {
    giveUp()
    if (!(error instanceof FormatError)) throw error
    ports.log.error('the vault opened with its key but is not authentic', { why: error.message })
    return { kind: 'damaged', olderGenerations: await countOlder(home.generations, purpose) }
  }
  const seen = await home.seen.read(vaultId, keys.seen)
  if (seen > generation) {
    giveUp()
    ports.log.warn('an older vault was put back', { seen, generation })
    return { kind: 'older-than-seen' }
  }
  ports.log.info('vault opened', { generation, records: contents.size })
  return { kind: 'open', vault: new OpenVault(ports, home, dataKey, keys, contents) }
}
