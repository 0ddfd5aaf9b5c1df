import type { Keystore, VaultChoice, VaultState } from '#shared/model/vault'
import { keystoreOf } from '#shared/rules/protection'
import { Failure } from '../ports/failure.ts'
import type { RecordStore, SnapshotStore } from '../ports/records.ts'
import type { Secret } from '../ports/secret.ts'
import { createBackups } from './backup.ts'
import { createOpenVault } from './creating.ts'
import { findVault, type Found } from './find.ts'
import type { VaultFile } from './format.ts'
import { Generations } from './generations.ts'
import type { Purpose } from './header.ts'
import { Interrupt } from './interrupt.ts'
import type { Backups, Protection, TypedKey, Vault, VaultOptions, VaultPorts } from './interface.ts'
import { askOs, askPassphrase, openWith, type OsAnswer } from './opening.ts'
import type { Home, OpenVault } from './open-vault.ts'
import { probeKeystore, unknownKeystore } from './os-slot.ts'
import { defaultScryptCost } from './passphrase-slot.ts'
import { createRecordStore } from './records.ts'
import { SeenCounter } from './seen.ts'
import { Serial } from './serial.ts'
import { slotKinds, type ScryptCost } from './slots.ts'

const unanswered: OsAnswer = { kind: 'refused', why: 'no-answer' }

function wipeLate(answer: OsAnswer): void {
  if (answer.kind === 'key') answer.dataKey.fill(0)
}

/** The vault of one folder: a state, the open vault while there is one, and one queue for all that changes either. */
export class FolderVault implements Vault {
  readonly folder: string
  readonly records: RecordStore
  readonly snapshots: SnapshotStore
  readonly backups: Backups
  readonly #ports: VaultPorts
  readonly #purpose: Purpose
  readonly #cost: ScryptCost
  readonly #home: Home
  readonly #serial = new Serial()
  readonly #keystoreWait = new Interrupt()
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
    const { clock, random } = ports
    const opened = () => this.#opened()
    this.backups = createBackups({ clock, random, purpose: this.#purpose, cost: this.#cost, opened })
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
    const answer = await this.#keystoreWait.race(askOs(found.file, this.#ports), unanswered, wipeLate)
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
        this.#become({
          kind: 'none',
          keystore: await this.#keystoreWait.race(probeKeystore(this.#ports), unknownKeystore),
        })
        return
      case 'damaged':
        this.#ports.log.error('the vault cannot be read', { olderGenerations: found.olderGenerations })
        this.#become({
          kind: 'damaged',
          olderGenerations: found.olderGenerations,
          newestReadableAt: null,
          folder: this.folder,
        })
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
    this.#become({
      kind: 'open',
      storage: vault.onDisk ? 'disk' : 'session',
      slots,
      keystore,
      openedAt,
      readOnly: false,
      rekeying: null,
    })
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

  unlock({ with: means, secret }: TypedKey): Promise<void> {
    return this.#serial.run(async () => {
      if (this.#open !== null) return
      if (means === 'recovery') throw new Failure('not-supported')
      if (this.#state.kind !== 'locked' && this.#state.kind !== 'locked-by-os') throw new Failure('not-supported')
      // Read again: another Keyrack may have saved since this one looked.
      const found = await findVault(this.#ports.fs, this.#home.generations, this.#purpose)
      if (found.kind !== 'vault') {
        await this.#settle(found)
        throw new Failure('vault-unreadable')
      }
      const dataKey = await askPassphrase(found.file, secret, this.#cost)
      if (dataKey === null) throw new Failure('wrong-passphrase')
      await this.#openWith(dataKey, found.file, null)
    })
  }

  lock(): Promise<void> {
    return this.close()
  }

  async acceptOlder(): Promise<void> {
    throw new Failure('not-supported')
  }

  async useOlderGeneration(): Promise<void> {
    throw new Failure('not-supported')
  }

  async protect(_wanted: Protection, _signal: AbortSignal): Promise<void> {
    throw new Failure('not-supported')
  }

  close(): Promise<void> {
    // A keyring that waits for the person must not keep Keyrack from quitting.
    this.#keystoreWait.trigger()
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
