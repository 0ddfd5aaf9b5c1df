import { dirname, join } from 'node:path'
import type { Clock } from '../ports/clock.ts'
import { codeOf, isMissing } from '../ports/file-errors.ts'
import type { FileSystem } from '../ports/file-system.ts'
import type { Log } from '../ports/log.ts'
import type { OwnProcess } from '../ports/own-process.ts'
import type { Random } from '../ports/random.ts'
import { withRetries } from './retries.ts'
import { limits } from './limits.ts'
import { folderLock, type FileLock } from './lock.ts'
import { claimPath, generationPath, readListing, temporaryPath, type Listing } from './names.ts'
import { superfluous, type Generation } from './thinning.ts'
import { writeWhole } from './whole.ts'

/** `taken`: somebody was faster. `burnt`: the number is claimed by somebody who never came to use it; try a higher one. */
export type Published = 'placed' | 'taken' | 'burnt'

export interface DiskPorts {
  readonly fs: FileSystem
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly process?: OwnProcess
}

/** What `link` says on file systems that have no hard links (FAT, exFAT, some network and phone storage). */
const noHardLinks: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EISDIR', 'EMLINK']
/** A temporary file this old is nobody's any more. */
const abandonedMs = 3_600_000

/** The vault's folder: numbered generations, each a whole vault file that is never changed after it has its name. */
export class Generations {
  readonly folder: string
  readonly #ports: DiskPorts
  readonly #lock: FileLock
  #hardLinks = true
  /** What is saved as parts of one action; those that are over are forgotten once their generations were thinned. */
  #stretches: { after: number; last: number; isOver: boolean }[] = []
  #settled = false

  constructor(ports: DiskPorts, folder: string) {
    this.#ports = ports
    this.folder = folder
    this.#lock = folderLock(ports, folder)
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
   * Gives `bytes`, which were made upon generation `base`, the name of generation `number`, durably. Whatever fails, a generation that has its name is never touched.
   * Throws the file system's error.
   */
  async publish(number: number, bytes: Uint8Array, base: number = number - 1): Promise<Published> {
    const { clock } = this.#ports
    const temporary = await withRetries(clock, () => this.#writeTemporary(bytes))
    try {
      const outcome = await this.#place(temporary, number, base)
      // On network storage the answer may be lost: asked once more, it says that the name is there.
      if (outcome !== 'placed' && !(await this.#isThere(number, bytes))) return outcome
    } finally {
      await this.#removeQuietly(temporary)
    }
    for (const stretch of this.#stretches) if (!stretch.isOver) stretch.last = number
    await this.settle()
    return 'placed'
  }

  /** What is saved after generation `after`, until the result is called, counts as one when old generations are thinned. */
  countAsOne(after: number): () => void {
    const stretch = { after, last: after, isOver: false }
    this.#stretches.push(stretch)
    return () => {
      stretch.isOver = true
    }
  }

  /** Is this what the generation holds? */
  async #isThere(number: number, bytes: Uint8Array): Promise<boolean> {
    try {
      return (await this.read(number)).equals(bytes)
    } catch {
      return false
    }
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

  async #place(temporary: string, number: number, base: number): Promise<Published> {
    if (this.#hardLinks) {
      try {
        return await this.#placeByLink(temporary, number)
      } catch (error) {
        const code = codeOf(error)
        if (!noHardLinks.includes(code)) throw error
        if (await this.#linksOthers()) return this.#placeByLink(temporary, number)
        this.#ports.log.info('no hard links in the vault folder; writers take turns by a lock file', { code })
        this.#hardLinks = false
      }
    }
    return this.#lock.run((held) => this.#placeByLock(temporary, number, base, held))
  }

  async #placeByLink(temporary: string, number: number): Promise<Published> {
    const { fs, clock } = this.#ports
    try {
      await withRetries(clock, () => fs.link(temporary, generationPath(this.folder, number)))
      return 'placed'
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return 'taken'
      throw error
    }
  }

  /** Can files be linked at all? A virus scanner says the same of one that it holds as a disk without links of every one. */
  async #linksOthers(): Promise<boolean> {
    const { fs, clock, random } = this.#ports
    const [probe, second] = [temporaryPath(this.folder, random.uuid()), temporaryPath(this.folder, random.uuid())]
    try {
      await fs.writeNew(probe, Buffer.alloc(0))
      await withRetries(clock, () => fs.link(probe, second))
      return true
    } catch (error) {
      if (noHardLinks.includes(codeOf(error))) return false
      throw error
    } finally {
      await this.#removeQuietly(probe)
      await this.#removeQuietly(second)
    }
  }

  /** Are numbers taken by hard links, as far as is known? */
  get linksFiles(): boolean {
    return this.#hardLinks
  }

  /**
   * Makes durable what the folder shows: whoever wrote it may have been killed before its flush. Nothing that stands beside the
   * vault may rely on it before, and nothing older may go. Throws the file system's error.
   */
  async settle(): Promise<void> {
    this.#settled = false
    await this.#ports.fs.syncFolder(this.folder)
    this.#settled = true
  }

  get isSettled(): boolean {
    return this.#settled
  }

  /**
   * A rename overwrites, and the lock cannot be relied on: whoever held it may have slept, and wake up between looking and
   * renaming. So a number is claimed first, which can be done once only. Claims of the dead burn their number.
   */
  async #placeByLock(
    temporary: string,
    number: number,
    base: number,
    held: () => Promise<boolean>,
  ): Promise<Published> {
    const { fs, clock, random } = this.#ports
    const isTaken = async () => ((await this.list()).generations[0] ?? 0) > base
    if (await isTaken()) return 'taken'
    const claim = claimPath(this.folder, number)
    try {
      await writeWhole(fs, claim, random.uuid())
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return 'burnt'
      throw error
    }
    try {
      if ((await isTaken()) || !(await held())) return 'taken'
      await withRetries(clock, () => fs.rename(temporary, generationPath(this.folder, number)))
      return 'placed'
    } finally {
      await this.#removeQuietly(claim)
    }
  }

  /** Removes, durably, a generation of ours that turned out to stand beside the others' line. Never throws. */
  async withdraw(number: number): Promise<void> {
    const { fs, log } = this.#ports
    try {
      await this.#remove(`vault.${number}`)
      await fs.syncFolder(this.folder)
    } catch (error) {
      log.error('a generation that is not wanted could not be removed', { code: codeOf(error) })
    }
  }

  /**
   * Removes what is sealed under older data keys: every generation before `first`, those that were put aside or kept (all of
   * them when `allAside`), and of the rest of them, and of the unfinished ones, those of which `isOlder` says so. Removes what can be removed, then throws the file
   * system's first error.
   */
  async purge(first: number, allAside: boolean, isOlder: (bytes: Buffer) => Promise<boolean>): Promise<void> {
    const { generations, temporaries, aside, kept } = await this.list()
    const stale = generations.filter((number) => number < first).map((number) => `vault.${number}`)
    const doubtful = [...temporaries]
    for (const { name, number } of [...aside, ...kept]) (allAside || number < first ? stale : doubtful).push(name)
    const errors: unknown[] = []
    const trying = async (work: () => Promise<unknown>) => {
      try {
        await work()
      } catch (error) {
        if (!isMissing(error)) errors.push(error)
      }
    }
    for (const name of stale) await trying(() => this.#remove(name))
    for (const name of doubtful) {
      await trying(async () => {
        if (!(await isOlder(await this.read(name)))) return
        stale.push(name)
        await this.#remove(name)
      })
    }
    if (stale.length > 0) await this.#ports.fs.syncFolder(this.folder)
    if (errors.length > 0) throw errors[0]
  }

  /** Throws the file system's error. */
  async #remove(name: string): Promise<void> {
    const { fs, clock } = this.#ports
    await withRetries(clock, () => fs.remove(join(this.folder, name)))
  }

  /** Thins old generations and removes abandoned temporary files. Only for a vault that has been opened. */
  async tidy(): Promise<void> {
    const { clock } = this.#ports
    const { generations, temporaries, claims } = await this.list()
    // After a first save that was cut off, the vault is one of the temporary files until it is saved again.
    if (generations.length === 0) return
    const dated: Generation[] = []
    for (const number of generations) {
      const writtenAt = await this.#modified(generationPath(this.folder, number))
      if (writtenAt !== null) dated.push({ number, writtenAt })
    }
    const superfluousNow = superfluous(dated, clock.now(), this.#stretches)
    this.#stretches = this.#stretches.filter(({ isOver }) => !isOver)
    for (const number of superfluousNow) await this.#removeQuietly(generationPath(this.folder, number))
    for (const { name, number } of claims) {
      if (number < (generations[0] ?? 0)) await this.#removeQuietly(join(this.folder, name))
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
