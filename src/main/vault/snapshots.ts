import { basename, join } from 'node:path'
import { Failure } from '../ports/failure.ts'
import type { SnapshotStore } from '../ports/records.ts'
import { FormatError } from './bytes.ts'
import { codeOf, diskFailure, isMissing, withRetries } from './file-errors.ts'
import type { DiskPorts } from './generations.ts'
import { keyedHash, type Keys } from './keys.ts'
import { limits } from './limits.ts'
import { Serial } from './serial.ts'
import { readSnapshot, readSnapshotFront, writeSnapshot, type SnapshotSeal } from './snapshot-format.ts'

/** The folder of the snapshots inside the vault's folder. */
export const snapshotsFolder = 'snapshots'
const fileName = /^[0-9a-f]{32}$/
const temporary = /^[0-9a-f]{32}\.tmp-/
const maxFileBytes = limits.snapshotBytes + 4096
const abandonedMs = 3_600_000
/** Files that are read beside each other to learn their names. */
const atOnce = 8

function checkName(name: string): void {
  const length = Buffer.byteLength(name, 'utf8')
  if (length < 1 || length > limits.snapshotNameBytes) throw new Failure('internal')
}

/** Snapshots on the disk: one sealed file each, under a keyed hash of its name. */
export class DiskSnapshots implements SnapshotStore {
  readonly #ports: DiskPorts
  readonly #vaultFolder: string
  readonly #folder: string
  readonly #keys: Keys
  readonly #seal: SnapshotSeal
  readonly #serial = new Serial()
  /** Names of the files that were read or written: telling a name means reading the whole file. */
  readonly #names = new Map<string, string>()
  #folderMade = false

  constructor(ports: DiskPorts, vaultFolder: string, vaultId: Buffer, keys: Keys) {
    this.#ports = ports
    this.#vaultFolder = vaultFolder
    this.#folder = join(vaultFolder, snapshotsFolder)
    this.#keys = keys
    this.#seal = { vaultId, key: keys.snapshots }
  }

  #path(name: string): string {
    checkName(name)
    return join(this.#folder, keyedHash(this.#keys['snapshot-names'], name).toString('hex').slice(0, 32))
  }

  read(name: string): Promise<Buffer | undefined> {
    return this.#serial.share(async () => {
      const path = this.#path(name)
      try {
        const bytes = await withRetries(this.#ports.clock, () => this.#ports.fs.read(path, maxFileBytes))
        return await readSnapshot(name, bytes, this.#seal)
      } catch (error) {
        if (isMissing(error)) return undefined
        if (error instanceof FormatError && error.what === 'damaged') await this.#putAside(path)
        throw new Failure('vault-unreadable')
      }
    })
  }

  /** What cannot be read is kept under another name: the next write must not be what destroys it. */
  async #putAside(path: string): Promise<void> {
    const { fs, log, random } = this.#ports
    try {
      await fs.rename(path, `${path}.bad-${random.uuid()}`)
      log.warn('a snapshot that could not be read was put aside')
    } catch (error) {
      log.warn('a snapshot that could not be read could not be put aside', { code: codeOf(error) })
    }
  }

  write(name: string, bytes: Uint8Array): Promise<void> {
    const copy = Buffer.from(bytes)
    return this.#serial.run(async () => {
      const { fs, clock, random } = this.#ports
      const path = this.#path(name)
      if (copy.length > limits.snapshotBytes) throw new Failure('too-large', { limit: limits.snapshotBytes })
      const file = await writeSnapshot(name, copy, this.#seal, random)
      copy.fill(0)
      const aside = `${path}.tmp-${random.uuid()}`
      try {
        await this.#makeFolder()
        await fs.writeNew(aside, file)
        await withRetries(clock, () => fs.rename(aside, path))
        this.#names.set(basename(path), name)
        await fs.syncFolder(this.#folder)
      } catch (error) {
        await this.#removeQuietly(aside)
        throw diskFailure(error)
      }
    })
  }

  /** Once for each start: the folder and, durably, its entry in the vault's folder. */
  async #makeFolder(): Promise<void> {
    if (this.#folderMade) return
    await this.#ports.fs.makeFolder(this.#folder)
    await this.#ports.fs.syncFolder(this.#vaultFolder)
    this.#folderMade = true
  }

  remove(name: string): Promise<void> {
    return this.#serial.run(async () => {
      try {
        await withRetries(this.#ports.clock, () => this.#ports.fs.remove(this.#path(name)))
        await this.#ports.fs.syncFolder(this.#folder)
      } catch (error) {
        if (!isMissing(error)) throw diskFailure(error)
      }
    })
  }

  names(): Promise<readonly string[]> {
    return this.#serial.share(async () => {
      const files = (await this.#list()).filter((one) => fileName.test(one))
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
      const bytes = await this.#ports.fs.read(join(this.#folder, file), maxFileBytes)
      const { name } = readSnapshotFront(bytes, this.#seal)
      this.#names.set(file, name)
      return name
    } catch (error) {
      const why = error instanceof FormatError ? error.message : codeOf(error)
      this.#ports.log.warn('a snapshot could not be named', { why })
      return null
    }
  }

  async #list(): Promise<string[]> {
    try {
      return await this.#ports.fs.list(this.#folder)
    } catch (error) {
      if (isMissing(error)) return []
      throw diskFailure(error)
    }
  }

  /** Removes temporary files that a crash has left. */
  tidy(): Promise<void> {
    return this.#serial.run(async () => {
      const { fs, clock } = this.#ports
      for (const name of (await this.#list()).filter((one) => temporary.test(one))) {
        const path = join(this.#folder, name)
        const { modified } = await fs.stat(path)
        if (clock.now() - modified > abandonedMs) await this.#removeQuietly(path)
      }
    })
  }

  /** Resolves when nothing is being read or written any more. */
  idle(): Promise<void> {
    return this.#serial.idle()
  }

  async #removeQuietly(path: string): Promise<void> {
    try {
      await this.#ports.fs.remove(path)
    } catch (error) {
      if (!isMissing(error)) this.#ports.log.warn('a snapshot file could not be removed', { code: codeOf(error) })
    }
  }
}

/** Snapshots of a vault that lives in memory only. */
export class MemorySnapshots implements SnapshotStore {
  readonly #snapshots = new Map<string, Buffer>()

  async read(name: string): Promise<Buffer | undefined> {
    const bytes = this.#snapshots.get(name)
    return bytes === undefined ? undefined : Buffer.from(bytes)
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    checkName(name)
    if (bytes.length > limits.snapshotBytes) throw new Failure('too-large', { limit: limits.snapshotBytes })
    this.#snapshots.set(name, Buffer.from(bytes))
  }

  async remove(name: string): Promise<void> {
    this.#snapshots.delete(name)
  }

  async names(): Promise<readonly string[]> {
    return [...this.#snapshots.keys()]
  }

  async idle(): Promise<void> {}

  async tidy(): Promise<void> {}

  /** Overwrites everything. */
  wipe(): void {
    for (const bytes of this.#snapshots.values()) bytes.fill(0)
    this.#snapshots.clear()
  }
}
