import { Failure } from '../ports/failure.ts'
import { codeOf, diskFailure, isMissing } from '../ports/file-errors.ts'
import type { SnapshotStore } from '../ports/records.ts'
import { Turns } from '../ports/turns.ts'
import { FormatError } from './bytes.ts'
import { InDoubt, KeyChanged } from './commit.ts'
import type { DiskPorts } from './generations.ts'
import type { Keys } from './keys.ts'
import { limits } from './limits.ts'
import { Serial } from './serial.ts'
import { isSnapshotFile, isUnfinished, SnapshotFiles } from './snapshot-files.ts'
import {
  keyOfSnapshot,
  readSnapshot,
  readSnapshotFront,
  snapshotFile,
  writeSnapshot,
  type SnapshotSeal,
} from './snapshot-format.ts'
import { purgeSnapshots, SnapshotCarrier, type Stale } from './snapshot-rekey.ts'

const abandonedMs = 3_600_000
/** Files that are read beside each other to learn their names. */
const atOnce = 8

/** Throws Failure('internal') for a name that no snapshot can have. */
export function checkSnapshotName(name: string): void {
  const length = Buffer.byteLength(name, 'utf8')
  if (length < 1 || length > limits.snapshotNameBytes) throw new Failure('internal')
}

export interface SnapshotPlace {
  readonly vaultFolder: string
  readonly seal: SnapshotSeal
  readonly keys: Keys
  /** Nothing on the disk is touched. */
  readonly readOnly: boolean
  /** Has somebody else sealed everything anew? Throws the file system's error when the disk does not say. */
  readonly isKeyChanged: () => Promise<boolean>
}

/** Snapshots on the disk: one sealed file each, under a keyed hash of its name. */
export class DiskSnapshots implements SnapshotStore {
  readonly #ports: DiskPorts
  readonly #files: SnapshotFiles
  readonly #readOnly: boolean
  readonly #serial = new Serial()
  readonly #turns = new Turns()
  /** Names of the files that were read or written: telling a name means opening the file. */
  readonly #names = new Map<string, string>()
  #keys: Keys
  #seal: SnapshotSeal
  readonly #isKeyChanged: () => Promise<boolean>
  /** Has what is left to do after everything was sealed anew, until it is done. */
  #unfinished: SnapshotCarrier | null = null
  #lookedForAbandoned = false

  constructor(ports: DiskPorts, { vaultFolder, seal, keys, readOnly, isKeyChanged }: SnapshotPlace) {
    this.#ports = ports
    this.#files = new SnapshotFiles(ports, vaultFolder)
    this.#readOnly = readOnly
    this.#isKeyChanged = isKeyChanged
    this.#keys = keys
    this.#seal = seal
  }

  #fileOf(name: string): string {
    checkSnapshotName(name)
    return snapshotFile(name, this.#keys)
  }

  read(name: string): Promise<Buffer | undefined> {
    return this.#serial.share(async () => {
      const file = this.#fileOf(name)
      try {
        const content = await readSnapshot(name, await this.#files.read(file), this.#seal)
        this.#names.set(file, name)
        return content
      } catch (error) {
        if (isMissing(error)) return undefined
        if (error instanceof FormatError && error.what === 'damaged' && !this.#readOnly) {
          await this.#files.putAside(file)
        }
        throw new Failure('vault-unreadable')
      }
    })
  }

  write(name: string, bytes: Uint8Array): Promise<void> {
    if (this.#readOnly) return Promise.reject(new Failure('vault-read-only'))
    const copy = Buffer.from(bytes)
    return this.#serial.run(async () => {
      const file = this.#fileOf(name)
      if (copy.length > limits.snapshotBytes) throw new Failure('too-large', { limit: limits.snapshotBytes })
      await this.#checkPlace(file)
      const sealed = await writeSnapshot(name, copy, this.#seal, this.#ports.random)
      copy.fill(0)
      await this.#files.place(file, sealed)
      await this.#files.flush()
      if (await this.#isOvertaken()) {
        // It is under the old key, and whoever has sealed everything anew may be past it already.
        await this.#files.removeQuietly(file)
        throw new KeyChanged()
      }
      this.#names.set(file, name)
    })
  }

  /** Throws Failure. */
  async #isOvertaken(): Promise<boolean> {
    try {
      return await this.#isKeyChanged()
    } catch (error) {
      throw diskFailure(error)
    }
  }

  /** What stands there and was not read before may be of a later version, or be worth keeping. Throws Failure. */
  async #checkPlace(file: string): Promise<void> {
    if (this.#names.has(file) || !(await this.#files.list()).includes(file)) return
    const bytes = await this.#files.look(file)
    if (bytes === null) return
    try {
      readSnapshotFront(bytes, this.#seal)
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      if (error.what === 'newer') throw new Failure('vault-read-only')
      await this.#files.putAside(file)
    }
  }

  exclusively<T>(subject: string, action: () => Promise<T>): Promise<T> {
    // Where nothing is written, nobody is in the way.
    if (this.#readOnly) return this.#turns.take(subject, action)
    const lock = snapshotFile(`lock ${subject}`, this.#keys)
    return this.#turns.take(subject, () => this.#files.exclusively(lock, action))
  }

  remove(name: string): Promise<void> {
    if (this.#readOnly) return Promise.reject(new Failure('vault-read-only'))
    return this.#serial.run(() => this.#files.remove(this.#fileOf(name)))
  }

  names(): Promise<readonly string[]> {
    return this.#serial.share(async () => {
      const files = (await this.#files.list()).filter(isSnapshotFile)
      const names: (string | null)[] = []
      for (let from = 0; from < files.length; from += atOnce) {
        names.push(...(await Promise.all(files.slice(from, from + atOnce).map((file) => this.#nameOf(file)))))
      }
      return names.filter((name) => name !== null)
    })
  }

  /** Null when the name cannot be told; reading the snapshot by its name is what reports and keeps it. */
  async #nameOf(file: string): Promise<string | null> {
    const known = this.#names.get(file)
    if (known !== undefined) return known
    try {
      const bytes = await this.#files.readFront(file)
      const key = keyOfSnapshot(bytes, this.#seal)
      if (key !== 'ours' && key !== null) return null
      const { name } = readSnapshotFront(bytes, this.#seal)
      this.#names.set(file, name)
      return name
    } catch (error) {
      // Another process has removed it since it was listed.
      if (isMissing(error)) return null
      const why = error instanceof FormatError ? error.message : codeOf(error)
      this.#ports.log.warn('a snapshot could not be named', { why })
      return null
    }
  }

  /**
   * Seals every snapshot under another key beside the one of now, runs `commit`, and goes on under the new key. Reads and
   * writes wait meanwhile. When `commit` fails, all goes on as before. Throws Failure, or what `commit` throws.
   */
  rekey<T>(seal: SnapshotSeal, keys: Keys, signal: AbortSignal, commit: () => Promise<T>): Promise<T> {
    return this.#serial.run(async () => {
      let result: T
      const carrier = new SnapshotCarrier(this.#files, this.#seal, seal, keys, this.#ports.random)
      try {
        await carrier.carry(signal)
        result = await commit()
      } catch (error) {
        if (!(error instanceof InDoubt)) await carrier.undo()
        carrier.end()
        throw error
      }
      this.#keys = keys
      this.#seal = seal
      this.#names.clear()
      this.#wipeUnfinished()
      this.#unfinished = carrier
      return result
    })
  }

  /**
   * Removes what is sealed under older keys, see `purgeSnapshots`. Right after everything was sealed anew another process may
   * have written one more under the old key: that is sealed anew first, or stays where it is. Throws Failure.
   */
  purge(which: Stale): Promise<void> {
    return this.#serial.run(async () => {
      const left = (await this.#unfinished?.carryRest()) ?? new Map<string, unknown>()
      if (left.size === 0) this.#wipeUnfinished()
      await purgeSnapshots(this.#files, this.#seal, (file) => this.#names.has(file) || left.has(file), which)
      for (const failure of left.values()) throw failure
    })
  }

  #wipeUnfinished(): void {
    this.#unfinished?.end()
    this.#unfinished = null
  }

  /** Overwrites the keys that only this one has. */
  wipe(): void {
    this.#wipeUnfinished()
  }

  /** Removes temporary files that a crash has left, and what somebody sealed anew who gave up. */
  tidy(): Promise<void> {
    return this.#serial.run(async () => {
      const files = await this.#files.list()
      const abandoned = files.filter(isUnfinished)
      if (!this.#lookedForAbandoned) {
        this.#lookedForAbandoned = true
        for (const file of files.filter(isSnapshotFile)) if (await this.#isForeign(file)) abandoned.push(file)
      }
      for (const file of abandoned) {
        const modified = await this.#files.modified(file)
        if (modified !== null && this.#ports.clock.now() - modified > abandonedMs) await this.#files.removeQuietly(file)
      }
    })
  }

  /** Sealed under a key that is not the vault's, and not one before it. */
  async #isForeign(file: string): Promise<boolean> {
    if (this.#names.has(file)) return false
    const bytes = await this.#files.look(file)
    const key = bytes === null ? null : keyOfSnapshot(bytes, this.#seal)
    return key === 'later' || key === 'given-up'
  }

  /** Resolves when nothing is being read or written any more. */
  idle(): Promise<void> {
    return this.#serial.idle()
  }
}
