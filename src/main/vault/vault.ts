import { join } from 'node:path'
import type { VaultChoice, VaultState } from '#shared/model/vault'
import { Failure } from '../ports/failure.ts'
import type { RecordStore, SnapshotStore } from '../ports/records.ts'
import type { Secret } from '../ports/secret.ts'
import { askTyped, forget, wrongKey, type TypedAnswer } from './ask.ts'
import { createBackups } from './backup.ts'
import { createOpenVault } from './creating.ts'
import { Current } from './current.ts'
import { Generations } from './generations.ts'
import type { Purpose } from './header.ts'
import type { Home } from './home.ts'
import { Interrupt } from './interrupt.ts'
import type { Backups, Protection, TypedKey, Vault, VaultOptions, VaultPorts } from './interface.ts'
import { Looking, unanswered } from './looking.ts'
import { defaultScryptCost } from './passphrase.ts'
import { protect } from './protect.ts'
import { createRecordStore, type TakenListeners } from './records.ts'
import { SeenCounter } from './seen.ts'
import { Serial } from './serial.ts'
import { slotKinds, type ScryptCost } from './slots.ts'
import { snapshotsFolder } from './snapshot-files.ts'
import { createSnapshotStore } from './snapshot-store.ts'
import { StateHolder } from './states.ts'

/** The vault of one folder: a state, the open vault while there is one, and one queue for all that changes either. */
export class FolderVault implements Vault {
  readonly folder: string
  readonly snapshotsFolder: string
  readonly records: RecordStore
  readonly snapshots: SnapshotStore
  readonly backups: Backups
  readonly #ports: VaultPorts
  readonly #purpose: Purpose
  readonly #cost: ScryptCost
  readonly #home: Home
  readonly #serial = new Serial()
  readonly #keystoreWait = new Interrupt()
  readonly #state: StateHolder
  readonly #current: Current
  readonly #looking: Looking
  /** Ends the change of the slots that is going on. */
  #protecting: AbortController | null = null
  readonly #taken: TakenListeners = new Set()
  /** Ends with the next lock. */
  #life = new AbortController()

  constructor(ports: VaultPorts, options: VaultOptions) {
    this.#ports = ports
    this.#state = new StateHolder(ports.log)
    this.folder = options.folder
    this.snapshotsFolder = join(options.folder, snapshotsFolder)
    this.#purpose = options.purpose
    this.#cost = options.scryptCost ?? defaultScryptCost
    this.#home = {
      generations: new Generations(ports, options.folder),
      seen: new SeenCounter(ports, options.folder),
      onlyLooks: options.onlyLooks ?? false,
      lost: () => void this.close(),
      taken: (records) => {
        this.#current.slotsTaken()
        for (const listener of [...this.#taken]) listener(records)
      },
    }
    this.#current = new Current(ports, this.#state, () => this.#life.signal)
    this.#looking = new Looking({
      ports,
      purpose: this.#purpose,
      home: this.#home,
      state: this.#state,
      current: this.#current,
      keystoreWait: this.#keystoreWait,
    })
    const opened = () => this.#current.opened()
    this.records = createRecordStore(opened, this.#taken)
    this.snapshots = createSnapshotStore(opened)
    const { generations } = this.#home
    this.backups = createBackups({ ports, purpose: this.#purpose, cost: this.#cost, generations, opened })
  }

  state(): VaultState {
    return this.#state.now
  }

  onChange(listener: (state: VaultState) => void): () => void {
    return this.#state.listen(listener)
  }

  open(): Promise<void> {
    return this.#serial.run(() => this.#looking.lookSafely())
  }

  retry(): Promise<void> {
    return this.open()
  }

  create(choice: VaultChoice, passphrase: Secret | null): Promise<void> {
    const { signal } = this.#life
    return this.#serial.run(async () => {
      const state = this.#state.now
      if (state.kind !== 'none') throw new Failure('busy')
      const found = await this.#looking.find()
      if (found.kind !== 'none') {
        await this.#looking.lookSafely()
        throw new Failure(found.kind === 'damaged' ? 'vault-unreadable' : 'busy')
      }
      const { keystore } = state
      const wanted = { choice, passphrase, purpose: this.#purpose, cost: this.#cost, signal }
      const vault = await createOpenVault(wanted, this.#ports, this.#home)
      this.#ports.log.info('vault created', { choice })
      this.#current.show(vault, keystore)
    })
  }

  unlock(key: TypedKey): Promise<void> {
    return this.#serial.run(async () => {
      if (this.#current.vault !== null) return
      const state = this.#state.now.kind
      if (state !== 'locked' && state !== 'locked-by-os') throw new Failure('not-supported')
      const [found, answer] = await this.#looking.fileAndAnswer((slots) =>
        this.#keystoreWait.race<TypedAnswer>(askTyped(slots, key, this.#cost, this.#ports), unanswered, forget),
      )
      const { header } = found.file
      switch (answer.kind) {
        case 'wrong':
          throw wrongKey(key)
        case 'refused':
          // It was locked meanwhile: that says nothing about the keystore.
          if (answer === unanswered) throw new Failure('cancelled')
          this.#state.become({ kind: 'locked-by-os', why: answer.why, slots: slotKinds(header.slots) })
          throw new Failure('vault-closed-by-os')
        case 'key':
          await this.#looking.openWith(answer, found)
          // Another process has sealed everything anew meanwhile: what was typed is for what opened it before.
          if (this.#state.now.kind === 'locked') throw new Failure('busy')
      }
    })
  }

  acceptOlder(): Promise<void> {
    return this.#serial.run(() => this.#looking.acceptOlder())
  }

  useOlderGeneration(): Promise<void> {
    return this.#serial.run(() => this.#looking.useOlderGeneration())
  }

  protect(wanted: Protection, signal: AbortSignal): Promise<void> {
    const ends = AbortSignal.any([signal, this.#life.signal])
    return this.#serial.run(async () => {
      const vault = this.#current.opened()
      const protecting = new AbortController()
      this.#protecting = protecting
      const means = { ports: this.#ports, cost: this.#cost, signal: AbortSignal.any([ends, protecting.signal]) }
      const report = (done: number, total: number) => {
        this.#state.progress(done, total)
      }
      try {
        await protect(vault, wanted, { ...means, report, dead: this.#current.deadSlot })
      } finally {
        this.#protecting = null
        this.#current.showSlots(vault)
      }
    })
  }

  cancelRekey(): void {
    this.#protecting?.abort()
  }

  countAsOne(): () => void {
    return this.#home.generations.countAsOne(this.#current.opened().contents.header.generation)
  }

  async lock(): Promise<void> {
    // What lives in memory only would be gone with its key.
    if (this.#current.vault?.onDisk === false) return
    await this.close()
  }

  close(): Promise<void> {
    // Neither a keyring that waits for the person nor a change of the slots keeps Keyrack from locking or quitting.
    this.#keystoreWait.trigger()
    this.#life.abort()
    this.#life = new AbortController()
    return this.#serial.run(async () => {
      const vault = this.#current.take()
      if (vault === null) {
        const state = this.#state.now
        if (state.kind === 'older-than-seen') this.#state.become({ kind: 'locked', slots: state.slots })
        return
      }
      const { header } = vault.contents
      const slots = slotKinds(header.slots)
      this.#looking.closed(header)
      await vault.close()
      this.#state.become({ kind: 'locked', slots })
    })
  }
}
