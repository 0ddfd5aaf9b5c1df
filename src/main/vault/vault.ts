import type { Keystore, VaultChoice, VaultState } from '#shared/model/vault'
import { keystoreOf } from '#shared/rules/protection'
import { Failure, typeOf } from '../ports/failure.ts'
import type { RecordStore, SnapshotStore } from '../ports/records.ts'
import type { Secret } from '../ports/secret.ts'
import { askOs, askTyped, forget, wrongKey, type Key, type OsAnswer, type TypedAnswer } from './ask.ts'
import { createBackups } from './backup.ts'
import { createOpenVault } from './creating.ts'
import { findVault, type Found } from './find.ts'
import type { VaultFile } from './format.ts'
import { Generations } from './generations.ts'
import type { Header, Purpose } from './header.ts'
import { Interrupt } from './interrupt.ts'
import type { Backups, Protection, TypedKey, Vault, VaultOptions, VaultPorts } from './interface.ts'
import { probeKeystore, unknownKeystore } from './keystore.ts'
import { setUnreadableAside } from './older.ts'
import { openWith } from './opening.ts'
import type { Home, OpenVault } from './open-vault.ts'
import { defaultScryptCost } from './passphrase.ts'
import { protect } from './protect.ts'
import { createRecordStore } from './records.ts'
import { createSnapshotStore } from './snapshot-store.ts'
import { resealOs, resealSlot, type Reseal } from './reseal.ts'
import { SeenCounter } from './seen.ts'
import { Serial } from './serial.ts'
import { slotKinds, slotsOf, type ScryptCost } from './slots.ts'
import { StateHolder, stateOf } from './states.ts'

const unanswered = { kind: 'refused', why: 'no-answer' } as const

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
  readonly #state = new StateHolder()
  #open: OpenVault | null = null
  /** What has opened a vault that is older than seen, until the person says whether it shall. */
  #held: { readonly key: Key; readonly generation: number } | null = null
  /** The generation that the person wants although it is older than seen. */
  #accepted: number | null = null
  /** The generation that turned out not to be authentic once its key was there. */
  #rotten: number | null = null
  /** Ends with the next lock. */
  #life = new AbortController()

  constructor(ports: VaultPorts, options: VaultOptions) {
    this.#ports = ports
    this.folder = options.folder
    this.#purpose = options.purpose
    this.#cost = options.scryptCost ?? defaultScryptCost
    this.#home = {
      generations: new Generations(ports, options.folder),
      seen: new SeenCounter(ports, options.folder),
      lost: () => void this.close(),
    }
    this.records = createRecordStore(() => this.#opened())
    this.snapshots = createSnapshotStore(() => this.#opened())
    const opened = () => this.#opened()
    this.backups = createBackups({ ports, purpose: this.#purpose, cost: this.#cost, opened })
  }

  state(): VaultState {
    return this.#state.now
  }

  onChange(listener: (state: VaultState) => void): () => void {
    return this.#state.listen(listener)
  }

  #opened(): OpenVault {
    if (this.#open === null) throw new Failure('vault-locked')
    return this.#open
  }

  #become(state: VaultState): void {
    if (state.kind !== 'older-than-seen') this.#forgetHeld()
    this.#state.become(state)
  }

  #forgetHeld(): void {
    if (this.#held !== null) forget(this.#held.key)
    this.#held = null
  }

  open(): Promise<void> {
    return this.#serial.run(() => this.#lookSafely())
  }

  retry(): Promise<void> {
    return this.open()
  }

  async #lookSafely(): Promise<void> {
    try {
      await this.#look()
    } catch (error) {
      this.#ports.log.error('looking at the vault failed', { type: typeOf(error) })
      this.#become({ kind: 'damaged', olderGenerations: 0, newestReadableAt: null, folder: this.folder })
    }
  }

  async #look(): Promise<void> {
    if (this.#open !== null) return
    const found = await this.#find()
    if (found.kind !== 'vault') {
      await this.#settle(found)
      return
    }
    // Nothing has changed since it was opened with what the person typed: it need not be typed again.
    if (this.#held?.generation === found.file.header.generation) return
    const slots = slotKinds(found.file.header.slots)
    const answer = await this.#keystoreWait.race<OsAnswer>(askOs(found.file.header, this.#ports), unanswered, forget)
    switch (answer.kind) {
      case 'no-slot':
        this.#become({ kind: 'locked', slots })
        return
      case 'refused':
        this.#ports.log.warn('the OS keystore did not open the vault', { why: answer.why })
        this.#become({ kind: 'locked-by-os', why: answer.why, slots })
        return
      case 'key':
        await this.#openWith(answer, found.file)
    }
  }

  #find(): Promise<Found> {
    return findVault(this.#ports.fs, this.#home.generations, this.#purpose)
  }

  /** States that no key can change. */
  async #settle(found: Exclude<Found, { kind: 'vault' }>): Promise<void> {
    if (found.kind === 'none') {
      const keystore = await this.#keystoreWait.race(probeKeystore(this.#ports), unknownKeystore)
      this.#become({ kind: 'none', keystore })
      return
    }
    if (found.kind === 'damaged') {
      this.#ports.log.error('the vault cannot be read', { olderGenerations: found.olderGenerations })
    }
    this.#become(stateOf(found, this.folder))
  }

  /** Takes over the key. */
  async #openWith(key: Key, file: VaultFile): Promise<void> {
    const { generation, slots } = file.header
    let kept = false
    try {
      const opened = await openWith(key.dataKey, file, this.#accepted === generation, this.#ports, this.#home)
      switch (opened.kind) {
        case 'damaged':
          this.#rotten = generation
          await this.#settle(opened)
          return
        case 'older-than-seen':
          this.#forgetHeld()
          this.#held = { key, generation }
          kept = true
          this.#become({ kind: 'older-than-seen', slots: slotKinds(slots) })
          return
        case 'open':
          this.#accepted = null
          this.#rotten = null
          this.#open = opened.vault
          this.#showOpen(key.keystore ?? unknownKeystore)
          if (key.keystore === null) void this.#learnKeystore(opened.vault)
          if (key.reseal !== null && !opened.vault.readOnly) {
            kept = true
            key.dataKey.fill(0)
            void this.#reseal(opened.vault, key.reseal)
          }
      }
    } finally {
      if (!kept) forget(key)
    }
  }

  #showOpen(keystore: Keystore): void {
    this.#state.open(this.#opened(), keystore, this.#ports.clock.now())
  }

  /** Asks the OS what it could do, behind the back of the open vault: a keystore may take its time. */
  async #learnKeystore(vault: OpenVault): Promise<void> {
    const keystore = await probeKeystore(this.#ports)
    const { now } = this.#state
    if (this.#open === vault && now.kind === 'open' && now.keystore === unknownKeystore) {
      this.#become({ ...now, keystore })
    }
  }

  create(choice: VaultChoice, passphrase: Secret | null): Promise<void> {
    return this.#serial.run(async () => {
      const state = this.#state.now
      if (state.kind !== 'none') throw new Failure('busy')
      const found = await this.#find()
      if (found.kind !== 'none') {
        await this.#look()
        throw new Failure(found.kind === 'damaged' ? 'vault-unreadable' : 'busy')
      }
      const { keystore } = state
      const wanted = { choice, passphrase, purpose: this.#purpose, cost: this.#cost }
      this.#open = await createOpenVault(wanted, this.#ports, this.#home)
      this.#ports.log.info('vault created', { choice })
      this.#showOpen(keystore)
    })
  }

  unlock(key: TypedKey): Promise<void> {
    return this.#serial.run(async () => {
      if (this.#open !== null) return
      const state = this.#state.now.kind
      if (state !== 'locked' && state !== 'locked-by-os') throw new Failure('not-supported')
      const file = await this.#fileToOpen()
      const { header } = file
      const asked = askTyped(header, key, this.#cost, this.#ports)
      const answer = await this.#keystoreWait.race<TypedAnswer>(asked, unanswered, forget)
      switch (answer.kind) {
        case 'wrong':
          throw wrongKey(key)
        case 'refused':
          // It was locked meanwhile: that says nothing about the keystore.
          if (answer === unanswered) throw new Failure('cancelled')
          this.#become({ kind: 'locked-by-os', why: answer.why, slots: slotKinds(header.slots) })
          throw new Failure('vault-closed-by-os')
        case 'key':
          await this.#openWith({ ...answer, reseal: answer.reseal ?? this.#deadSlot(header) }, file)
      }
    })
  }

  /** A keystore that lost its key opens this slot never again: it gets a new one, no weaker, now that the key is here. */
  #deadSlot({ slots, vaultId }: Header): Reseal | null {
    const { now } = this.#state
    const [slot] = slotsOf(slots, 'os')
    if (slot === undefined || now.kind !== 'locked-by-os' || now.why !== 'other-key') return null
    return resealOs(slot, vaultId, this.#ports)
  }

  /** Read again: another Keyrack may have saved since this one looked. Throws Failure('vault-unreadable'). */
  async #fileToOpen(): Promise<VaultFile> {
    const found = await this.#find()
    if (found.kind === 'vault') return found.file
    await this.#settle(found)
    throw new Failure('vault-unreadable')
  }

  acceptOlder(): Promise<void> {
    return this.#serial.run(async () => {
      if (this.#held === null) throw new Failure('not-supported')
      const { key } = this.#held
      const file = await this.#fileToOpen()
      this.#held = null
      this.#accepted = file.header.generation
      await this.#openWith(key, file)
    })
  }

  useOlderGeneration(): Promise<void> {
    return this.#serial.run(async () => {
      if (this.#state.now.kind !== 'damaged') throw new Failure('not-supported')
      const { generations } = this.#home
      this.#accepted = await setUnreadableAside(generations, this.#purpose, this.#rotten, this.#ports)
      this.#ports.log.warn('an older generation takes the place of an unreadable one', { generation: this.#accepted })
      this.#rotten = null
      await this.#lookSafely()
    })
  }

  protect(wanted: Protection, signal: AbortSignal): Promise<void> {
    const either = AbortSignal.any([signal, this.#life.signal])
    return this.#serial.run(async () => {
      const vault = this.#opened()
      const report = (done: number, total: number) => {
        this.#state.progress(done, total)
      }
      try {
        await protect(vault, wanted, { ports: this.#ports, cost: this.#cost, signal: either, report })
      } finally {
        this.#showSlots(vault)
      }
    })
  }

  /** The slots have changed, and with them perhaps how well the OS protects them. */
  #showSlots(vault: OpenVault): void {
    const { slots } = vault.contents.header
    const sealed = slotsOf(slots, 'os')[0] ?? slotsOf(slots, 'os-passphrase')[0]
    this.#showOpen(sealed === undefined ? this.#state.keystore : keystoreOf(sealed.platform, sealed.tag))
  }

  /** Behind the back of the open vault, too. */
  async #reseal(vault: OpenVault, reseal: Reseal): Promise<void> {
    const done = await resealSlot(vault, reseal, this.#ports.log)
    if (done && this.#open === vault) this.#showSlots(vault)
  }

  async lock(): Promise<void> {
    // What lives in memory only would be gone with its key.
    if (this.#open?.onDisk === false) return
    await this.close()
  }

  close(): Promise<void> {
    // Neither a keyring that waits for the person nor a change of the slots keeps Keyrack from locking or quitting.
    this.#keystoreWait.trigger()
    this.#life.abort()
    this.#life = new AbortController()
    return this.#serial.run(async () => {
      const vault = this.#open
      if (vault === null) {
        const state = this.#state.now
        if (state.kind === 'older-than-seen') this.#become({ kind: 'locked', slots: state.slots })
        return
      }
      this.#open = null
      const slots = slotKinds(vault.contents.header.slots)
      await vault.close()
      this.#become({ kind: 'locked', slots })
    })
  }
}
