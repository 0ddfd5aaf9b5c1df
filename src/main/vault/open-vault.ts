import { Failure, typeOf } from '../ports/failure.ts'
import { codeOf } from '../ports/file-errors.ts'
import { FormatError } from './bytes.ts'
import { commit, InDoubt, KeyChanged, readGeneration, replace } from './commit.ts'
import { Contents, type Draft } from './contents.ts'
import type { Change } from './draft.ts'
import type { DiskPorts, Generations } from './generations.ts'
import type { Header } from './header.ts'
import { wipeKeys, type Keys } from './keys.ts'
import { MemorySnapshots } from './memory-snapshots.ts'
import { purge } from './purge.ts'
import { checkAll, drawKey, resealAll, wipeKey, type NewKey, type RekeyMeans } from './rekey.ts'
import type { SeenCounter } from './seen.ts'
import { Serial } from './serial.ts'
import type { Slot } from './slots.ts'
import { snapshotSeal } from './snapshot-format.ts'
import { DiskSnapshots } from './snapshots.ts'

/** Where an open vault is kept; null for one that lives in memory only. */
export interface Home {
  readonly generations: Generations
  readonly seen: SeenCounter
  /** Called when the disk shows a vault, or may show one, that is sealed under a key that this one has not. */
  readonly lost: () => void
}

/** What `OpenVault.rekey` asks for. */
export interface Rekey extends Pick<RekeyMeans, 'report' | 'signal'> {
  /** The slots that open the new data key. */
  makeSlots(dataKey: Buffer): Promise<readonly Slot[]>
  /** The data key that one of the slots on the disk gives. */
  openBy(header: Header): Promise<Buffer>
}

/** Tidying waits for a pause in the saving, but not for longer than so many generations. */
const tidyAfterMs = 2000
const untidyMost = 16

/** A vault while it is open: its keys, its contents, and the one queue that all changes go through. */
export class OpenVault {
  readonly snapshots: DiskSnapshots | MemorySnapshots
  readonly readOnly: boolean
  readonly #ports: DiskPorts
  readonly #home: Home | null
  readonly #serial = new Serial()
  /** Fingerprints under the data keys before, each with the one of now: somebody may still hold a record with one. */
  readonly #renamed = new Map<string, string>()
  #dataKey: Buffer
  #keys: Keys
  #contents: Contents
  #untidy = 1
  #purged = false
  #stopTimer: () => void = () => {}
  #closed = false

  /** Takes over `dataKey` and `keys`: they are wiped on close. */
  constructor(
    ports: DiskPorts,
    home: Home | null,
    { dataKey, keys }: Pick<NewKey, 'dataKey' | 'keys'>,
    contents: Contents,
    readOnly = false,
  ) {
    this.#ports = ports
    this.#home = home
    this.#dataKey = dataKey
    this.#keys = keys
    this.#contents = contents
    this.readOnly = readOnly
    const { vaultId, keyNumber } = contents.header
    const seal = snapshotSeal(vaultId, keys, keyNumber)
    this.snapshots =
      home === null
        ? new MemorySnapshots()
        : new DiskSnapshots(ports, { vaultFolder: home.generations.folder, seal, keys, readOnly })
    this.#tidyLater()
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

  /** Was everything sealed anew since the vault was opened? */
  get hasRenamed(): boolean {
    return this.#renamed.size > 0
  }

  /** The fingerprint that has taken the place of this one, if everything was sealed anew meanwhile. */
  fingerprintNow(fingerprint: string): string {
    return this.#renamed.get(fingerprint) ?? fingerprint
  }

  /** Makes changes of records durable; removing what is not there changes nothing. Throws Failure, or what `make` does. */
  change(make: () => Promise<readonly Change[]>): Promise<void> {
    return this.#write(async () => {
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
    return this.#write(async () => {
      const { slots } = this.#contents.header
      const wanted = edit(slots)
      if (wanted.length === slots.length && wanted.every((slot, index) => slot === slots[index])) return
      await this.#commit((base) => this.#draft(base, [], edit(base.header.slots)))
    })
  }

  /**
   * Seals everything under a new data key, in one save. Once the new generation was read back and opened by a new slot,
   * everything that the old key opens is removed. When it fails, the vault goes on with the old key. Throws Failure.
   */
  rekey(wanted: Rekey): Promise<void> {
    return this.#write(async () => {
      const { snapshots } = this
      if (this.#home === null || !(snapshots instanceof DiskSnapshots)) throw new Failure('not-supported')
      const next = drawKey(this.#contents.header, this.#ports.random)
      const renamed = new Map<string, string>()
      try {
        const slots = await wanted.makeSlots(next.dataKey)
        const seal = snapshotSeal(this.#contents.header.vaultId, next.keys, next.keyNumber)
        const contents = await snapshots.rekey(seal, next.keys, wanted.signal, () =>
          this.#replaceAll(next, slots, renamed, wanted),
        )
        this.#goOn(next, contents, renamed)
      } catch (error) {
        wipeKey(next)
        throw error instanceof FormatError ? new Failure('vault-unreadable') : error
      }
      await this.#home.seen.note(this.#contents.header, this.#keys.seen)
      this.#purged = await purge(this.#home.generations, snapshots, this.#contents.header, true, this.#ports)
    })
  }

  /** The contents under the new key, as they were read back from the disk. */
  async #replaceAll(
    next: NewKey,
    slots: readonly Slot[],
    renamed: Map<string, string>,
    { report, signal, openBy }: Rekey,
  ): Promise<Contents> {
    const { generations } = this.#home ?? { generations: null }
    if (generations === null) throw new Failure('not-supported')
    const { random, clock } = this.#ports
    const means = { slots, now: clock.now(), random, report, signal }
    const number = await replace(generations, this.#contents, this.#keys, (base) =>
      resealAll(base, next, renamed, means),
    )
    try {
      const file = await readGeneration(await generations.read(number), number)
      const opened = await openBy(file.header)
      const same = opened.equals(next.dataKey)
      opened.fill(0)
      if (!same) throw new FormatError('damaged', 'a new slot opens another key')
      const contents = await Contents.open(file, next.keys)
      await checkAll(contents)
      return contents
    } catch (error) {
      // Nothing was removed yet: without this generation the one before is the vault again.
      await generations.withdraw(number)
      this.#ports.log.error('what was sealed anew does not open', { type: typeOf(error) })
      throw new InDoubt(error instanceof Failure ? error : new Failure('disk-refused', { code: codeOf(error) }))
    }
  }

  #goOn(next: NewKey, contents: Contents, renamed: Map<string, string>): void {
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

  #draft(base: Contents, changes: readonly Change[], slots: readonly Slot[]): Promise<Draft> {
    return base.draft(changes, slots, this.#ports.clock.now(), this.#ports.random)
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

  async #commit(edit: (base: Contents) => Promise<Draft>): Promise<void> {
    if (this.#home === null) {
      ;(await edit(this.#contents)).accept()
      return
    }
    this.#contents = await commit(this.#home.generations, this.#contents, this.#keys, edit)
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
    if (this.#home === null || this.readOnly || this.#untidy === 0 || this.#closed) return
    this.#untidy = 0
    const { header } = this.#contents
    await this.#home.seen.note(header, this.#keys.seen)
    try {
      await this.#home.generations.tidy()
      await this.snapshots.tidy()
    } catch (error) {
      this.#ports.log.warn('the folder of the vault could not be tidied', { code: codeOf(error) })
    }
    // A purge that a crash has cut off goes on: that the vault is open shows that the new key opens it.
    if (this.#purged || header.keyNumber === 1 || !(this.snapshots instanceof DiskSnapshots)) return
    this.#purged = await purge(this.#home.generations, this.snapshots, header, false, this.#ports)
  }

  /** Waits for what is being saved, tidies, and overwrites all keys. */
  async close(): Promise<void> {
    await this.#serial.run(() => this.#tidy())
    await this.snapshots.idle()
    this.#closed = true
    this.#stopTimer()
    this.#dataKey.fill(0)
    wipeKeys(this.#keys)
    this.#contents.wipe()
    this.#renamed.clear()
    if (this.snapshots instanceof MemorySnapshots) this.snapshots.wipe()
  }
}
