import { Failure } from '../ports/failure.ts'
import type { RecordSchemas } from '../ports/records.ts'
import { FormatError } from './bytes.ts'
import { catchUp, commit, InDoubt, KeyChanged } from './commit.ts'
import type { Contents, Draft } from './contents.ts'
import type { Change } from './draft.ts'
import type { DiskPorts } from './generations.ts'
import type { Home } from './home.ts'
import { KeyWatch } from './key-watch.ts'
import { wipeKeys, type Keys } from './keys.ts'
import { MemorySnapshots } from './memory-snapshots.ts'
import { rebase, type KnownRecords } from './rebase.ts'
import { drawKey, wipeKey, type NewKey, type RekeyMeans } from './rekey.ts'
import { replaceAll } from './replacing.ts'
import { Serial } from './serial.ts'
import type { Slot } from './slots.ts'
import { snapshotSeal } from './snapshot-format.ts'
import { DiskSnapshots } from './snapshots.ts'
import { Tidying } from './tidying.ts'

/** What `OpenVault.rekey` asks for. */
export interface Rekey extends Pick<RekeyMeans, 'report' | 'signal'> {
  /** The slots that open the new data key; one of them was tried. */
  makeSlots(dataKey: Buffer): Promise<readonly Slot[]>
}

/** What a vault is opened with. */
interface Opened extends Pick<NewKey, 'dataKey' | 'keys'> {
  readonly schemas: RecordSchemas
}

/** A vault while it is open: its keys, its contents, and the one queue that all changes go through. */
export class OpenVault {
  readonly snapshots: DiskSnapshots | MemorySnapshots
  readonly readOnly: boolean
  /** What records are held against before they are written. */
  readonly schemas: RecordSchemas
  readonly #ports: DiskPorts
  readonly #home: Home | null
  readonly #serial = new Serial()
  /** Fingerprints under the data keys before, each with the one of now: somebody may still hold a record with one. */
  readonly #renamed = new Map<string, string>()
  #dataKey: Buffer
  #keys: Keys
  #contents: Contents
  /** Null where there is nothing to tidy, or nothing may be written. */
  readonly #tidying: Tidying | null
  #rekeyed = false
  #closed = false

  /** Takes over `dataKey` and `keys`: they are wiped on close. */
  constructor(
    ports: DiskPorts,
    home: Home | null,
    { dataKey, keys, schemas }: Opened,
    contents: Contents,
    readOnly = false,
  ) {
    this.#ports = ports
    this.#home = home
    this.schemas = schemas
    this.#dataKey = dataKey
    this.#keys = keys
    this.#contents = contents
    this.readOnly = readOnly
    if (home === null) {
      this.snapshots = new MemorySnapshots()
      this.#tidying = null
      return
    }
    const { vaultId, keyNumber } = contents.header
    const seal = snapshotSeal(vaultId, keys, keyNumber)
    const watch = new KeyWatch(home.generations)
    const isKeyChanged = async () => {
      const changed = await watch.isChanged(this.#contents.header)
      if (changed) home.lost()
      return changed
    }
    const place = { vaultFolder: home.generations.folder, seal, keys, readOnly, isKeyChanged }
    const snapshots = new DiskSnapshots(ports, place)
    this.snapshots = snapshots
    const now = () => ({ header: this.#contents.header, keys: this.#keys, snapshots })
    this.#tidying = readOnly ? null : new Tidying(ports, home, now, (work) => this.#serial.run(work))
  }

  get contents(): Contents {
    return this.#contents
  }

  get keys(): Keys {
    return this.#keys
  }

  get onDisk(): boolean {
    return this.#home !== null
  }

  /** Was everything sealed anew since the vault was opened? Fingerprints that somebody holds may be under another key then. */
  get isRekeyed(): boolean {
    return this.#rekeyed
  }

  /** The fingerprint that has taken the place of this one, if everything was sealed anew meanwhile. */
  fingerprintNow(fingerprint: string): string {
    return this.#renamed.get(fingerprint) ?? fingerprint
  }

  /**
   * Makes changes of records durable; removing what is not there changes nothing. `guard` looks at what they are made upon,
   * again whenever another writer was faster; the changes are made upon the records as they are there. `known`: how they were
   * when the changes were thought of. Throws Failure, or what `make` and `guard` do.
   */
  change(
    make: () => Promise<readonly Change[]>,
    guard?: (base: Contents) => void,
    known?: KnownRecords,
  ): Promise<void> {
    return this.#write(async () => {
      const changes = await make()
      if (!changes.some(({ kind, id, plaintext }) => plaintext !== null || this.#contents.has(kind, id))) return
      await this.#commit((base, number) => {
        guard?.(base)
        const upon = known === undefined ? changes : rebase(changes, known, base, this.schemas)
        return this.#draft(base, upon, base.header.slots, number)
      })
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

  /** Takes over what another process has saved meanwhile. Throws Failure; `vault-locked` when it has changed the data key. */
  catchUp(): Promise<void> {
    return this.#write(async () => {
      if (this.#home === null) return
      this.#become(await catchUp(this.#home.generations, this.#contents, this.#keys))
    })
  }

  /** Sets the slots in one save; `edit` may be asked again when another writer was faster. Throws Failure, and what it does. */
  setSlots(edit: (slots: readonly Slot[]) => readonly Slot[]): Promise<void> {
    return this.#write(async () => {
      const { slots } = this.#contents.header
      const wanted = edit(slots)
      if (wanted.length === slots.length && wanted.every((slot, index) => slot === slots[index])) return
      await this.#commit((base, number) => this.#draft(base, [], edit(base.header.slots), number))
    })
  }

  /**
   * Seals everything under a new data key, in one save. Once the new generation was read back and opened by a new slot,
   * everything that the old key opens is removed. When it fails, the vault goes on with the old key. Throws Failure.
   */
  rekey(wanted: Rekey): Promise<void> {
    return this.#write(async () => {
      const { snapshots } = this
      const home = this.#home
      if (home === null || !(snapshots instanceof DiskSnapshots)) throw new Failure('not-supported')
      const next = drawKey(this.#contents.header, this.#ports.random)
      const renamed = new Map<string, string>()
      try {
        const slots = await wanted.makeSlots(next.dataKey)
        const seal = snapshotSeal(this.#contents.header.vaultId, next.keys, next.keyNumber)
        const held = { contents: this.#contents, keys: this.#keys }
        const successor = { next, slots, renamed }
        const contents = await snapshots.rekey(seal, next.keys, wanted.signal, () =>
          replaceAll(home.generations, held, successor, wanted, this.#ports),
        )
        this.#goOn(next, contents, renamed)
      } catch (error) {
        wipeKey(next)
        throw error instanceof FormatError ? new Failure('vault-unreadable') : error
      }
      await this.#tidying?.rekeyed()
    })
  }

  #goOn(next: NewKey, contents: Contents, renamed: Map<string, string>): void {
    this.#rekeyed = true
    const before = { dataKey: this.#dataKey, keys: this.#keys, keyNumber: 0 }
    for (const [old, now] of this.#renamed) this.#renamed.set(old, renamed.get(now) ?? now)
    for (const [old, now] of renamed) this.#renamed.set(old, now)
    this.#contents.wipe()
    this.#dataKey = next.dataKey
    this.#keys = next.keys
    this.#contents = contents
    wipeKey(before)
    this.#ports.log.info('everything was sealed under a new key', { records: contents.size })
  }

  #draft(base: Contents, changes: readonly Change[], slots: readonly Slot[], number: number): Promise<Draft> {
    return base.draft(changes, slots, this.#ports.clock.now(), this.#ports.random, number)
  }

  /** One change after the other. Throws Failure. */
  #write(action: () => Promise<void>): Promise<void> {
    return this.#serial.run(async () => {
      // What was made from the data key after it was wiped is worth nothing.
      if (this.#closed) throw new Failure('vault-locked')
      if (this.readOnly) throw new Failure('vault-read-only')
      try {
        await action()
      } catch (error) {
        if (error instanceof KeyChanged || (error instanceof InDoubt && (await this.#isOvertaken()))) this.#home?.lost()
        throw error
      }
    })
  }

  /** Does, or may, a generation stand on the disk that our key does not open? Then nothing may be written any more. */
  async #isOvertaken(): Promise<boolean> {
    try {
      const newest = (await this.#home?.generations.list())?.generations[0] ?? 0
      return newest > this.#contents.header.generation
    } catch {
      return true
    }
  }

  async #commit(edit: (base: Contents, number: number) => Promise<Draft>): Promise<void> {
    if (this.#home === null) {
      ;(await edit(this.#contents, this.#contents.header.generation + 1)).accept()
      return
    }
    this.#become(await commit(this.#home.generations, this.#contents, this.#keys, edit))
    await this.#tidying?.saved()
  }

  /** Other contents than those of now are made upon what somebody else has saved. */
  #become(contents: Contents): void {
    const before = this.#contents
    this.#contents = contents
    if (contents !== before) this.#home?.taken(before.differences(contents))
  }

  /** Waits for what is being saved, tidies, and overwrites all keys. */
  async close(): Promise<void> {
    // From within the queue: what comes after it must not find keys that are being overwritten.
    await this.#serial.run(async () => {
      await this.#tidying?.tidy()
      await this.snapshots.idle()
      this.#closed = true
    })
    this.#tidying?.stop()
    this.#dataKey.fill(0)
    wipeKeys(this.#keys)
    this.#contents.wipe()
    this.#renamed.clear()
    this.snapshots.wipe()
  }
}
