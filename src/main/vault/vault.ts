import type { Keystore, SlotKind, VaultChoice, VaultState } from '#shared/model/vault'
import { keystoreOf } from '#shared/rules/protection'
import { Failure } from '../ports/failure.ts'
import type { KeySealer } from '../ports/key-sealer.ts'
import type { RecordStore, SnapshotStore } from '../ports/records.ts'
import type { Secret } from '../ports/secret.ts'
import { createOpenVault } from './creating.ts'
import { findVault, type Found } from './find.ts'
import type { VaultFile } from './format.ts'
import { Generations, type DiskPorts } from './generations.ts'
import type { Purpose } from './header.ts'
import { askOs, askPassphrase, openWith } from './opening.ts'
import type { Home, OpenVault } from './open-vault.ts'
import { makeOsSlot, probeKeystore, unknownKeystore } from './os-slot.ts'
import { defaultScryptCost, makePassphraseSlot } from './passphrase-slot.ts'
import { createRecordStore } from './records.ts'
import { SeenCounter } from './seen.ts'
import { Serial } from './serial.ts'
import { slotKinds, type ScryptCost } from './slots.ts'

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

export class FolderVault implements Vault {
  readonly folder: string
  readonly records: RecordStore
  readonly snapshots: SnapshotStore
  readonly #ports: VaultPorts
  readonly #purpose: Purpose
  readonly #cost: ScryptCost
  readonly #home: Home
  readonly #serial = new Serial()
  readonly #listeners = new Set<(state: VaultState) => void>()
  #state: VaultState = { kind: 'opening' }
  #open: OpenVault | null = null

  constructor(ports: VaultPorts, options: VaultOptions) {
    this.#ports = ports
    this.folder = options.folder
    this.#purpose = options.purpose
    this.#cost = options.scryptCost ?? defaultScryptCost
    this.#home = {
      generations: new Generations(ports, options.folder),
      seen: new SeenCounter(ports, options.folder),
    }
    this.records = createRecordStore(() => this.#opened())
    this.snapshots = {
      read: async (name) => this.#opened().snapshots.read(name),
      write: async (name, bytes) => this.#opened().snapshots.write(name, bytes),
      remove: async (name) => this.#opened().snapshots.remove(name),
      names: async () => this.#opened().snapshots.names(),
    }
  }

  state(): VaultState {
    return this.#state
  }

  onChange(listener: (state: VaultState) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  #opened(): OpenVault {
    if (this.#open === null) throw new Failure('vault-locked')
    return this.#open
  }

  #become(state: VaultState): void {
    this.#state = state
    for (const listener of [...this.#listeners]) listener(state)
  }

  open(): Promise<void> {
    return this.#serial.run(async () => {
      try {
        await this.#look()
      } catch (error) {
        this.#ports.log.error('looking at the vault failed', { type: error instanceof Error ? error.name : 'unknown' })
        await this.#settle({ kind: 'damaged', olderGenerations: 0 })
      }
    })
  }

  retry(): Promise<void> {
    return this.open()
  }

  async #look(): Promise<void> {
    if (this.#open !== null) return
    const found = await findVault(this.#ports.fs, this.#home.generations, this.#purpose)
    if (found.kind !== 'vault') {
      await this.#settle(found)
      return
    }
    const slots = slotKinds(found.file.header.slots)
    const answer = await askOs(found.file, this.#ports)
    switch (answer.kind) {
      case 'no-slot':
        this.#become({ kind: 'locked', slots })
        return
      case 'refused':
        this.#ports.log.warn('the OS keystore did not open the vault', { why: answer.why })
        this.#become({ kind: 'locked-by-os', why: answer.why, slots })
        return
      case 'key':
        await this.#openWith(answer.dataKey, found.file, keystoreOf(answer.slot.platform, answer.slot.tag))
    }
  }

  /** States that no key can change. */
  async #settle(found: Exclude<Found, { kind: 'vault' }>): Promise<void> {
    switch (found.kind) {
      case 'none':
        this.#become({ kind: 'none', keystore: await probeKeystore(this.#ports) })
        return
      case 'damaged':
        this.#ports.log.error('the vault cannot be read', { olderGenerations: found.olderGenerations })
        this.#become({ kind: 'damaged', olderGenerations: found.olderGenerations, folder: this.folder })
        return
      case 'newer-format':
        this.#become({ kind: 'newer-format', format: found.format })
        return
      case 'other-purpose':
        this.#become({ kind: 'other-purpose', purpose: found.purpose })
    }
  }

  /** `keystore` is null when the passphrase opened the vault and the OS was not asked. */
  async #openWith(dataKey: Buffer, file: VaultFile, keystore: Keystore | null): Promise<void> {
    const opened = await openWith(dataKey, file, this.#ports, this.#home)
    switch (opened.kind) {
      case 'damaged':
        await this.#settle(opened)
        return
      case 'older-than-seen':
        this.#become({ kind: 'older-than-seen', slots: slotKinds(file.header.slots) })
        return
      case 'open':
        this.#open = opened.vault
        this.#showOpen(keystore ?? unknownKeystore)
        if (keystore === null) void this.#learnKeystore(opened.vault)
    }
  }

  #showOpen(keystore: Keystore): void {
    const vault = this.#opened()
    const slots = slotKinds(vault.contents.header.slots)
    const openedAt = this.#state.kind === 'open' ? this.#state.openedAt : this.#ports.clock.now()
    this.#become({ kind: 'open', storage: vault.onDisk ? 'disk' : 'session', slots, keystore, openedAt })
  }

  /** Asks the OS what it could do, behind the back of the open vault: a keystore may take its time. */
  async #learnKeystore(vault: OpenVault): Promise<void> {
    const keystore = await probeKeystore(this.#ports)
    if (this.#open === vault && this.#state.kind === 'open' && this.#state.keystore === unknownKeystore) {
      this.#showOpen(keystore)
    }
  }

  create(choice: VaultChoice, passphrase: Secret | null): Promise<void> {
    return this.#serial.run(async () => {
      if (this.#state.kind !== 'none') throw new Failure('busy')
      const found = await findVault(this.#ports.fs, this.#home.generations, this.#purpose)
      if (found.kind !== 'none') {
        await this.#look()
        throw new Failure('busy')
      }
      const { keystore } = this.#state
      const wanted = { choice, passphrase, purpose: this.#purpose, cost: this.#cost }
      this.#open = await createOpenVault(wanted, this.#ports, this.#home)
      this.#ports.log.info('vault created', { choice })
      this.#showOpen(keystore)
    })
  }

  unlock(passphrase: Secret): Promise<void> {
    return this.#serial.run(async () => {
      if (this.#open !== null) return
      if (this.#state.kind !== 'locked' && this.#state.kind !== 'locked-by-os') throw new Failure('not-supported')
      // Read again: another Keyrack may have saved since this one looked.
      const found = await findVault(this.#ports.fs, this.#home.generations, this.#purpose)
      if (found.kind !== 'vault') {
        await this.#settle(found)
        throw new Failure('vault-unreadable')
      }
      const dataKey = await askPassphrase(found.file, passphrase, this.#cost)
      if (dataKey === null) throw new Failure('wrong-passphrase')
      await this.#openWith(dataKey, found.file, null)
    })
  }

  addSlot(kind: SlotKind, passphrase: Secret | null, acceptWeak: boolean): Promise<void> {
    return this.#serial.run(async () => {
      const vault = this.#opened()
      if (!vault.onDisk) throw new Failure('not-supported')
      if (slotKinds(vault.contents.header.slots).includes(kind)) throw new Failure('already-added')
      const means = { random: this.#ports.random, now: this.#ports.clock.now(), cost: this.#cost }
      await vault.addSlot((dataKey, vaultId) =>
        kind === 'os'
          ? makeOsSlot(dataKey, vaultId, acceptWeak, this.#ports)
          : makePassphraseSlot(passphrase, dataKey, vaultId, means),
      )
      const os = vault.contents.header.slots.find((slot) => slot.kind === 'os')
      const shown = this.#state.kind === 'open' ? this.#state.keystore : unknownKeystore
      this.#showOpen(os?.kind === 'os' ? keystoreOf(os.platform, os.tag) : shown)
    })
  }

  close(): Promise<void> {
    return this.#serial.run(async () => {
      const vault = this.#open
      if (vault === null) return
      this.#open = null
      const slots = slotKinds(vault.contents.header.slots)
      await vault.close()
      this.#become({ kind: 'locked', slots })
    })
  }
}
