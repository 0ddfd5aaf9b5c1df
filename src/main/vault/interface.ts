import type { SlotKind, VaultChoice, VaultState } from '#shared/model/vault'
import type { KeySealer } from '../ports/key-sealer.ts'
import type { RecordKind, RecordOf, RecordStore, SnapshotStore } from '../ports/records.ts'
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
  /** For a run that only looks at the vault: tidying its folder, which takes longer than a look, is left to others. */
  readonly onlyLooks?: boolean
}

/** What a person types to open a vault. */
export interface TypedKey {
  readonly with: 'passphrase' | 'recovery'
  readonly secret: Secret
}

/** How a vault shall open from now on. */
export interface Protection {
  readonly slots: readonly SlotKind[]
  /** For slots with a passphrase that are new or made anew. */
  readonly passphrase: Secret | null
  /** The code for a recovery slot that is new or made anew. */
  readonly recovery: Secret | null
  /** What opens the vault now; needed where it has a slot that a person types something for. */
  readonly current: TypedKey | null
  readonly acceptWeak: boolean
  readonly rekey: boolean
}

/** Told how many records are done, of how many. */
export type Report = (done: number, total: number) => void

/** What a backup says of itself without a key. */
export interface BackupFacts {
  readonly madeAt: number
  /** What opens it. */
  readonly slots: readonly SlotKind[]
}

/** A backup of which every record was opened and checked. Its secrets stay sealed in memory until one is asked for. */
export interface OpenBackup extends BackupFacts {
  /** Records of kinds that this version does not know. */
  readonly unknown: number
  ids(kind: RecordKind): readonly string[]
  get<K extends RecordKind>(kind: K, id: string): RecordOf<K> | undefined
  /** Overwrites the keys. */
  close(): void
}

/** A state of the vault that was kept on purpose. */
export interface KeptState {
  readonly id: string
  /** When it was put there, in ms since the epoch. */
  readonly at: number
}

/** Backups: vault files of their own, with a mark, a new data key, and one slot that a person types something for. */
export interface Backups {
  /**
   * Holds a typed key against the slots of the open vault. Throws Failure: `wrong-passphrase`, `wrong-recovery-code`,
   * `vault-closed-by-os`, `vault-locked`; `invalid-input` for a passphrase where the vault has none and it is too short.
   */
  check(key: TypedKey): Promise<void>
  /** A backup of all records of one moment, which opens with `key`. Throws Failure as `check`, `too-large`, `cancelled`. */
  seal(key: TypedKey, report: Report, signal: AbortSignal): Promise<Buffer>
  /** Throws Failure('vault-unreadable') for what is no backup, is damaged, newer, or of another purpose (see `code`). */
  look(bytes: Buffer): Promise<BackupFacts>
  /** Opens every record in memory. Throws Failure as `look`, `wrong-passphrase`, `wrong-recovery-code`, `cancelled`. */
  open(bytes: Buffer, key: TypedKey, report: Report, signal: AbortSignal): Promise<OpenBackup>
  /**
   * Puts a copy of the newest saved state where thinning leaves it alone: until somebody lets it go, or everything is
   * sealed anew. Gives null for a vault of this session only. Throws Failure: `disk-full`, `disk-refused`.
   */
  keepState(): Promise<KeptState | null>
  /** What was kept, newest first. Throws Failure('disk-refused'). */
  keptStates(): Promise<readonly KeptState[]>
  /** Opens every record of a kept state, by the vault's own key. Throws Failure as `open`, `not-found`. */
  openKept(id: string, report: Report, signal: AbortSignal): Promise<OpenBackup>
  /** Removes a kept state. Throws Failure: `not-found`, `disk-refused`. */
  letGo(id: string): Promise<void>
}

/** The one vault of a profile. Its state tells what can be done; what cannot is refused with a Failure. */
export interface Vault {
  state(): VaultState
  /** Calls the listener after each change of state; the result stops it. */
  onChange(listener: (state: VaultState) => void): () => void
  /** Looks at the disk and tries the OS keystore. Never throws: the state tells. */
  open(): Promise<void>
  /**
   * Makes a vault where there is none. Throws Failure: `busy` when there is one, `vault-unreadable` when that cannot be told,
   * else see `createOpenVault`.
   */
  create(choice: VaultChoice, passphrase: Secret | null): Promise<void>
  /**
   * Opens a locked vault. Throws Failure: `wrong-passphrase`, `wrong-recovery-code`, `vault-closed-by-os` when the passphrase
   * cannot be tried because the keystore is needed too and does not help, `not-supported` when there is nothing to unlock, or
   * `cancelled` when it is locked meanwhile.
   */
  unlock(key: TypedKey): Promise<void>
  /**
   * Closes the vault until somebody opens it: waits for what is being saved, overwrites the keys. A vault that lives in
   * memory only stays open: nothing could bring it back. Never throws.
   */
  lock(): Promise<void>
  /** Looks and tries again, unless the vault is open. Never throws. */
  retry(): Promise<void>
  /** State `older-than-seen`: opens it all the same and counts from there. Throws Failure as `unlock`. */
  acceptOlder(): Promise<void>
  /** State `damaged`: quarantines what cannot be read, then opens the newest generation that can. Throws Failure. */
  useOlderGeneration(): Promise<void>
  /**
   * Sets the slots of the open vault in one save: makes those that are new, those that something new was typed for, and one
   * that the OS alone opened until its keystore lost the key. Seals everything anew where asked or where the vault goes from weak to
   * strong; older generations are purged once the new one has opened. `signal` ends it while nothing is written yet. Throws
   * Failure: `invalid-input` (combination or passphrase), `wrong-passphrase` or `wrong-recovery-code` (`current`),
   * `confirmation-needed` (`current` is missing), `weak-storage`, `vault-closed-by-os`, `not-supported` in a session,
   * `vault-read-only`, `cancelled`, `disk-full`, `disk-refused`, `busy`.
   */
  protect(wanted: Protection, signal: AbortSignal): Promise<void>
  /** Ends a `protect` that is going on, as its signal does, for whoever did not start it. Else it does nothing. */
  cancelRekey(): void
  /**
   * What is saved until the result is called counts as one when old generations are thinned: an action of many changes does
   * not push out what was there before it. Throws Failure('vault-locked') while the vault is not open.
   */
  countAsOne(): () => void
  /** Throws Failure('vault-locked') while the vault is not open, as `snapshots` do. */
  readonly records: RecordStore
  readonly snapshots: SnapshotStore
  readonly backups: Backups
  readonly folder: string
  /** Where the snapshots are, once there are any. */
  readonly snapshotsFolder: string
  /** Waits for what is being saved and overwrites the keys. */
  close(): Promise<void>
}
