import type { SlotKind, VaultChoice, VaultState } from '#shared/model/vault'
import type { KeySealer } from '../ports/key-sealer.ts'
import type { RecordStore, SnapshotStore } from '../ports/records.ts'
import type { Secret } from '../ports/secret.ts'
import type { DiskPorts } from './generations.ts'
import type { Purpose } from './header.ts'
import type { ScryptCost } from './slots.ts'

export type VaultPorts = DiskPorts & { readonly sealer: KeySealer }

export interface VaultOptions {
  /** The vault's own folder; it is made with the first vault. */
  readonly folder: string
  readonly purpose: Purpose
  /** Cheap ones in test roots only. */
  readonly scryptCost?: ScryptCost
}

/** The one vault of a profile. Its state tells what can be done; what cannot is refused with a Failure. */
export interface Vault {
  state(): VaultState
  /** Calls the listener after each change of state; the result stops it. */
  onChange(listener: (state: VaultState) => void): () => void
  /** Looks at the disk and tries the OS keystore. Never throws: the state tells. */
  open(): Promise<void>
  /** Makes a vault where there is none. Throws Failure: `busy` when there is one, else see `createOpenVault`. */
  create(choice: VaultChoice, passphrase: Secret | null): Promise<void>
  /** Opens a locked vault. Throws Failure: `wrong-passphrase`, or `not-supported` when there is nothing to unlock. */
  unlock(passphrase: Secret): Promise<void>
  /** Looks and tries again, unless the vault is open. Never throws. */
  retry(): Promise<void>
  /** Adds a way to open the vault. Throws Failure: `already-added`, `not-supported` in a session, as `create` else. */
  addSlot(kind: SlotKind, passphrase: Secret | null, acceptWeak: boolean): Promise<void>
  /** Throws Failure('vault-locked') while the vault is not open, as `snapshots` do. */
  readonly records: RecordStore
  readonly snapshots: SnapshotStore
  readonly folder: string
  /** Waits for what is being saved and overwrites the keys. */
  close(): Promise<void>
}
