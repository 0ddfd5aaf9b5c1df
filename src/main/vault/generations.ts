import { dirname, join } from 'node:path'
import type { Clock } from '../ports/clock.ts'
import { codeOf, isMissing } from '../ports/file-errors.ts'
import type { FileSystem } from '../ports/file-system.ts'
import type { Log } from '../ports/log.ts'
import type { Random } from '../ports/random.ts'
import { withRetries } from './retries.ts'
import { limits } from './limits.ts'
import { FolderLock } from './lock.ts'
import { generationPath, readListing, temporaryPath, type Listing } from './names.ts'
import { superfluous, type Generation } from './thinning.ts'

export interface DiskPorts {
  readonly fs: FileSystem
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** What `link` says on file systems that have no hard links (FAT, exFAT, some network and phone storage). */
const noHardLinks: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EISDIR', 'EMLINK']
/** A temporary file this old is nobody's any more. */
const abandonedMs = 3_600_000

/** The vault's folder: numbered generations, each a whole vault file that is never changed after it has its name. */
export class Generations {
  readonly folder: string
  readonly #ports: DiskPorts
  readonly #lock: FolderLock
  #hardLinks = true

  constructor(ports: DiskPorts, folder: string) {
    this.#ports = ports
    this.folder = folder
    this.#lock = new FolderLock(ports, folder)
  }

  /** What is in the folder; nothing when there is no folder. Throws the file system's error when it cannot be listed. */
  async list(): Promise<Listing> {
    try {
      return readListing(await this.#ports.fs.list(this.folder))
    } catch (error) {
      if (isMissing(error)) return readListing([])
      throw error
    }
  }

  /** The bytes of a generation, or of a temporary file. Throws the file system's error. */
  async read(which: number | string): Promise<Buffer> {
    const path = typeof which === 'number' ? generationPath(this.folder, which) : join(this.folder, which)
    return withRetries(this.#ports.clock, () => this.#ports.fs.read(path, limits.fileBytes))
  }

  /** Makes the folder, durably: without the entry in its parent a power cut would lose all that is in it. */
  async makeFolder(): Promise<void> {
    await this.#ports.fs.makeFolder(this.folder)
    await this.#ports.fs.syncFolder(dirname(this.folder))
  }

  /**
   * Gives `bytes` the name of generation `number`. True: it is there, whole and durable. False: somebody else has taken
   * the number. Whatever fails, a generation that has its name is never touched. Throws the file system's error.
   */
  async publish(number: number, bytes: Uint8Array): Promise<boolean> {
    const { fs, clock } = this.#ports
    const temporary = await withRetries(clock, () => this.#writeTemporary(bytes))
    try {
      const placed = await this.#place(temporary, number)
      if (!placed) return false
    } finally {
      await this.#removeQuietly(temporary)
    }
    await fs.syncFolder(this.folder)
    return true
  }

  async #writeTemporary(bytes: Uint8Array): Promise<string> {
    const path = temporaryPath(this.folder, this.#ports.random.uuid())
    try {
      await this.#ports.fs.writeNew(path, bytes)
      return path
    } catch (error) {
      await this.#removeQuietly(path)
      throw error
    }
  }

  async #place(temporary: string, number: number): Promise<boolean> {
    const { fs, clock, log } = this.#ports
    if (this.#hardLinks) {
      try {
        await withRetries(clock, () => fs.link(temporary, generationPath(this.folder, number)))
        return true
      } catch (error) {
        const code = codeOf(error)
        if (code === 'EEXIST') return false
        if (!noHardLinks.includes(code)) throw error
        log.info('no hard links in the vault folder; writers take turns by a lock file', { code })
        this.#hardLinks = false
      }
    }
    return this.#lock.run(async (held) => {
      const newest = (await this.list()).generations[0] ?? 0
      if (newest >= number || !(await held())) return false
      await withRetries(clock, () => fs.rename(temporary, generationPath(this.folder, number)))
      return true
    })
  }

  /** Removes a generation of ours that turned out to stand beside the others' line. */
  async withdraw(number: number): Promise<void> {
    await this.#removeQuietly(generationPath(this.folder, number))
  }

  /**
   * Removes what is sealed under older data keys: every generation before `first`, those that were put aside or kept,
   * and unfinished ones of which `isOlder` says so. Throws the file system's error when it cannot look.
   */
  async purge(first: number, isOlder: (bytes: Buffer) => Promise<boolean>): Promise<void> {
    const { generations, temporaries, aside, kept } = await this.list()
    const stale = generations.filter((number) => number < first).map((number) => `vault.${number}`)
    for (const { name, number } of [...aside, ...kept]) if (number < first) stale.push(name)
    for (const name of temporaries) if (await this.#holds(name, isOlder)) stale.push(name)
    for (const name of stale) await this.#removeQuietly(join(this.folder, name))
    if (stale.length > 0) await this.#ports.fs.syncFolder(this.folder)
  }

  async #holds(name: string, test: (bytes: Buffer) => Promise<boolean>): Promise<boolean> {
    try {
      return await test(await this.read(name))
    } catch (error) {
      if (isMissing(error)) return false
      throw error
    }
  }

  /** Thins old generations and removes abandoned temporary files. Only for a vault that has been opened. */
  async tidy(): Promise<void> {
    const { clock } = this.#ports
    const { generations, temporaries } = await this.list()
    // After a first save that was cut off, the vault is one of the temporary files until it is saved again.
    if (generations.length === 0) return
    const dated: Generation[] = []
    for (const number of generations) {
      const writtenAt = await this.#modified(generationPath(this.folder, number))
      if (writtenAt !== null) dated.push({ number, writtenAt })
    }
    for (const number of superfluous(dated, clock.now())) {
      await this.#removeQuietly(generationPath(this.folder, number))
    }
    for (const name of temporaries) {
      const path = join(this.folder, name)
      const modified = await this.#modified(path)
      if (modified !== null && clock.now() - modified > abandonedMs) await this.#removeQuietly(path)
    }
  }

  /** Null when another process has just removed the file. */
  async #modified(path: string): Promise<number | null> {
    try {
      return (await this.#ports.fs.stat(path)).modified
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  /** A file too many does no harm; failing to remove one must not fail what was done. */
  async #removeQuietly(path: string): Promise<void> {
    try {
      await this.#ports.fs.remove(path)
    } catch (error) {
      if (!isMissing(error)) this.#ports.log.warn('a file of the vault could not be removed', { code: codeOf(error) })
    }
  }
}
