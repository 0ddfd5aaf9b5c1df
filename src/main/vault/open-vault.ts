import { commit } from './commit.ts'
import type { Contents, Draft } from './contents.ts'
import type { Change } from './draft.ts'
import { Failure } from '../ports/failure.ts'
import { codeOf } from './file-errors.ts'
import type { DiskPorts, Generations } from './generations.ts'
import { wipeKeys, type Keys } from './keys.ts'
import type { SeenCounter } from './seen.ts'
import { Serial } from './serial.ts'
import type { Slot } from './slots.ts'
import { DiskSnapshots, MemorySnapshots } from './snapshots.ts'

/** Where an open vault is kept; null for one that lives in memory only. */
export interface Home {
  readonly generations: Generations
  readonly seen: SeenCounter
}

/** Tidying waits for a pause in the saving, but not for longer than so many generations. */
const tidyAfterMs = 2000
const untidyMost = 16

/** A vault while it is open: its keys, its contents, and the one queue that all changes go through. */
export class OpenVault {
  readonly snapshots: DiskSnapshots | MemorySnapshots
  readonly keys: Keys
  readonly #dataKey: Buffer
  readonly #ports: DiskPorts
  readonly #home: Home | null
  readonly #serial = new Serial()
  #contents: Contents
  #untidy = 1
  #stopTimer: () => void = () => {}
  #closed = false

  /** Takes over `dataKey` and `keys`: they are wiped on close. */
  constructor(ports: DiskPorts, home: Home | null, dataKey: Buffer, keys: Keys, contents: Contents) {
    this.#ports = ports
    this.#home = home
    this.#dataKey = dataKey
    this.keys = keys
    this.#contents = contents
    const { vaultId } = contents.header
    this.snapshots =
      home === null ? new MemorySnapshots() : new DiskSnapshots(ports, home.generations.folder, vaultId, keys)
    this.#tidyLater()
  }

  get contents(): Contents {
    return this.#contents
  }

  get onDisk(): boolean {
    return this.#home !== null
  }

  /** Makes changes of records durable; removing what is not there changes nothing. Throws Failure, or what `make` does. */
  change(make: () => Promise<readonly Change[]>): Promise<void> {
    return this.#serial.run(async () => {
      const changes = await make()
      if (!changes.some(({ kind, id, plaintext }) => plaintext !== null || this.#contents.has(kind, id))) return
      await this.#commit((base) => this.#draft(base, changes, base.header.slots))
    })
  }

  /** Runs what only reads while nothing is saved: it sees one generation. */
  still<T>(action: (contents: Contents) => Promise<T>): Promise<T> {
    return this.#serial.share(() => action(this.#contents))
  }

  /** Hands out a copy of the data key, and overwrites it when `action` is done. */
  async withDataKey<T>(action: (dataKey: Buffer) => Promise<T>): Promise<T> {
    const copy = Buffer.from(this.#dataKey)
    try {
      return await action(copy)
    } finally {
      copy.fill(0)
    }
  }

  /** Sets the slots in one save; `edit` may be asked again when another writer was faster. Throws Failure. */
  setSlots(edit: (slots: readonly Slot[]) => readonly Slot[]): Promise<void> {
    return this.#serial.run(async () => {
      // Whatever was made from the data key was made before the keys were wiped, or is worth nothing.
      if (this.#closed) throw new Failure('vault-locked')
      const { slots } = this.#contents.header
      const wanted = edit(slots)
      if (wanted.length === slots.length && wanted.every((slot, index) => slot === slots[index])) return
      await this.#commit((base) => this.#draft(base, [], edit(base.header.slots)))
    })
  }

  #draft(base: Contents, changes: readonly Change[], slots: readonly Slot[]): Promise<Draft> {
    return base.draft(changes, slots, this.#ports.clock.now(), this.#ports.random)
  }

  async #commit(edit: (base: Contents) => Promise<Draft>): Promise<void> {
    if (this.#home === null) {
      ;(await edit(this.#contents)).accept()
      return
    }
    this.#contents = await commit(this.#home.generations, this.#contents, this.keys, edit)
    this.#untidy += 1
    if (this.#untidy >= untidyMost) await this.#tidy()
    else this.#tidyLater()
  }

  #tidyLater(): void {
    this.#stopTimer()
    this.#stopTimer = this.#ports.clock.after(tidyAfterMs, () => {
      void this.#serial.run(() => this.#tidy())
    })
  }

  /** Notes the generation beside the vault and thins old ones. Never throws: the save itself is done. */
  async #tidy(): Promise<void> {
    this.#stopTimer()
    if (this.#home === null || this.#untidy === 0 || this.#closed) return
    this.#untidy = 0
    const { vaultId, generation } = this.#contents.header
    await this.#home.seen.note(vaultId, this.keys.seen, generation)
    try {
      await this.#home.generations.tidy()
      await this.snapshots.tidy()
    } catch (error) {
      this.#ports.log.warn('the folder of the vault could not be tidied', { code: codeOf(error) })
    }
  }

  /** Waits for what is being saved, tidies, and overwrites all keys. */
  async close(): Promise<void> {
    await this.#serial.run(() => this.#tidy())
    await this.snapshots.idle()
    this.#closed = true
    this.#stopTimer()
    this.#dataKey.fill(0)
    wipeKeys(this.keys)
    if (this.snapshots instanceof MemorySnapshots) this.snapshots.wipe()
  }
}
