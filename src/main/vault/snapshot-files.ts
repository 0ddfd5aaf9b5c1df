import { join } from 'node:path'
import { codeOf, diskFailure, isMissing } from '../ports/file-errors.ts'
import { withRetries } from './retries.ts'
import type { DiskPorts } from './generations.ts'
import { limits } from './limits.ts'
import { FileLock } from './lock.ts'
import { snapshotFrontBytes } from './snapshot-format.ts'

/** The folder of the snapshots inside the vault's folder. */
export const snapshotsFolder = 'snapshots'
const maxFileBytes = limits.snapshotBytes + 4096

const whole = /^[0-9a-f]{32}$/
const temporary = /^[0-9a-f]{32}\.tmp-/
const putAside = /^[0-9a-f]{32}\.bad-/
const ofOurs = /^[0-9a-f]{32}(\.tmp-|\.bad-|$)/

export const isSnapshotFile = (file: string): boolean => whole.test(file)
export const isUnfinished = (file: string): boolean => temporary.test(file)
export const isAside = (file: string): boolean => putAside.test(file)
/** Anything that Keyrack itself has left there, also what is unfinished or was put aside. */
export const isOfSnapshots = (file: string): boolean => ofOurs.test(file)

/** The lock of a subject, and how a dead one is called while it is taken away: like a snapshot that was never finished. */
const lockFile = (name: string) => `${name}.lock`
const deadLock = (name: string, id: string) => `${name}.tmp-${id}`

/** The files of the snapshots, whatever is in them. */
export class SnapshotFiles {
  readonly #ports: DiskPorts
  readonly #vaultFolder: string
  readonly #folder: string
  #made = false

  constructor(ports: DiskPorts, vaultFolder: string) {
    this.#ports = ports
    this.#vaultFolder = vaultFolder
    this.#folder = join(vaultFolder, snapshotsFolder)
  }

  path(file: string): string {
    return join(this.#folder, file)
  }

  /** Throws Failure. */
  async list(): Promise<string[]> {
    try {
      return await this.#ports.fs.list(this.#folder)
    } catch (error) {
      if (isMissing(error)) return []
      throw diskFailure(error)
    }
  }

  /** All bytes. Throws the file system's error. */
  read(file: string): Promise<Buffer> {
    return withRetries(this.#ports.clock, () => this.#ports.fs.read(this.path(file), maxFileBytes))
  }

  /** As many of the first bytes as tell what the file is: a whole one can be large. Throws the file system's error. */
  readFront(file: string): Promise<Buffer> {
    return withRetries(this.#ports.clock, () => this.#ports.fs.readStart(this.path(file), snapshotFrontBytes))
  }

  /** The first bytes, see `readFront`; null when there are none any more. Throws Failure. */
  look(file: string): Promise<Buffer | null> {
    return unlessMissing(this.readFront(file))
  }

  /** All bytes; null when there are none any more. Throws Failure. */
  take(file: string): Promise<Buffer | null> {
    return unlessMissing(this.read(file))
  }

  /** Puts a file in the place of the one of its name; durable after `flush`. Throws Failure. */
  async place(file: string, bytes: Uint8Array): Promise<void> {
    const { fs, clock, random } = this.#ports
    const aside = `${file}.tmp-${random.uuid()}`
    try {
      await this.#makeFolder()
      await fs.writeNew(this.path(aside), bytes)
      await withRetries(clock, () => fs.rename(this.path(aside), this.path(file)))
    } catch (error) {
      await this.removeQuietly(aside)
      throw diskFailure(error)
    }
  }

  /** Runs `action` while no other process runs one under this name. Throws Failure, and what `action` throws. */
  async exclusively<T>(name: string, action: () => Promise<T>): Promise<T> {
    const place = { path: this.path(lockFile(name)), aside: (id: string) => this.path(deadLock(name, id)) }
    const run = { begun: false }
    try {
      await this.#makeFolder()
      return await new FileLock(this.#ports, place).run(() => {
        run.begun = true
        return action()
      })
    } catch (error) {
      throw run.begun ? error : diskFailure(error)
    }
  }

  /** Once for each start: the folder and, durably, its entry in the vault's folder. */
  async #makeFolder(): Promise<void> {
    if (this.#made) return
    await this.#ports.fs.makeFolder(this.#folder)
    await this.#ports.fs.syncFolder(this.#vaultFolder)
    this.#made = true
  }

  /** Throws Failure. */
  async flush(): Promise<void> {
    try {
      await this.#ports.fs.syncFolder(this.#folder)
    } catch (error) {
      throw diskFailure(error)
    }
  }

  /** Nothing happens when there is none. Throws Failure. */
  async remove(file: string): Promise<void> {
    if (await this.unlink(file)) await this.flush()
  }

  /** Takes the name away; durably after `flush`. False when there is none. Throws Failure. */
  async unlink(file: string): Promise<boolean> {
    const { fs, clock } = this.#ports
    try {
      await withRetries(clock, () => fs.remove(this.path(file)))
      return true
    } catch (error) {
      if (isMissing(error)) return false
      throw diskFailure(error)
    }
  }

  /** What cannot be read is kept under another name: the next write must not be what destroys it. Never throws. */
  async putAside(file: string): Promise<void> {
    const { fs, log, random } = this.#ports
    try {
      await fs.rename(this.path(file), this.path(`${file}.bad-${random.uuid()}`))
      log.warn('a snapshot that could not be read was put aside')
    } catch (error) {
      log.warn('a snapshot that could not be read could not be put aside', { code: codeOf(error) })
    }
  }

  /** When it was written, in ms since the epoch; null when another process has just removed it. Throws the file system's error. */
  async modified(file: string): Promise<number | null> {
    try {
      return (await this.#ports.fs.stat(this.path(file))).modified
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  async removeQuietly(file: string): Promise<void> {
    try {
      await this.#ports.fs.remove(this.path(file))
    } catch (error) {
      if (!isMissing(error)) this.#ports.log.warn('a snapshot file could not be removed', { code: codeOf(error) })
    }
  }
}

async function unlessMissing(reading: Promise<Buffer>): Promise<Buffer | null> {
  try {
    return await reading
  } catch (error) {
    if (isMissing(error)) return null
    throw diskFailure(error)
  }
}
