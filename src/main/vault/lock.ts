import { join } from 'node:path'
import type { Clock } from '../ports/clock.ts'
import { Failure } from '../ports/failure.ts'
import { codeOf, isMissing } from '../ports/file-errors.ts'
import type { FileSystem } from '../ports/file-system.ts'
import type { Random } from '../ports/random.ts'
import { pause, withRetries } from './retries.ts'
import { writeWhole } from './whole.ts'
import { lockName, temporaryPath } from './names.ts'

export interface LockPorts {
  readonly fs: FileSystem
  readonly clock: Clock
  readonly random: Random
}

/** A lock is held for milliseconds; one this old belongs to a process that died. */
const staleMs = 30_000
const pollMs = 50
const maxBytes = 1024

/** The lock file that writers of one folder take turns by where there are no hard links. */
export class FolderLock {
  readonly #ports: LockPorts
  readonly #folder: string
  readonly #path: string

  constructor(ports: LockPorts, folder: string) {
    this.#ports = ports
    this.#folder = folder
    this.#path = join(folder, lockName)
  }

  /**
   * Runs `action` while holding the lock; `held` tells whether it is still ours. Waits for other writers; takes over from
   * one that died. Throws Failure('busy') when the lock keeps changing hands, else what the file system throws.
   */
  async run<T>(action: (held: () => Promise<boolean>) => Promise<T>): Promise<T> {
    const mine = this.#ports.random.uuid()
    await this.#take(mine)
    const held = async () => (await this.#holder()) === mine
    try {
      return await action(held)
    } finally {
      await this.#release(held)
    }
  }

  /** Never throws: what was done under it is done, and a lock that stays is taken for a dead one after a while. */
  async #release(held: () => Promise<boolean>): Promise<void> {
    const { fs, clock } = this.#ports
    try {
      await withRetries(clock, async () => {
        if (await held()) await fs.remove(this.#path)
      })
    } catch {
      // As above.
    }
  }

  async #take(mine: string): Promise<void> {
    const { fs, clock } = this.#ports
    let holder: string | null = null
    let since = clock.now()
    for (let waited = 0; waited < 4 * staleMs; waited += pollMs) {
      try {
        await writeWhole(fs, this.#path, mine)
        return
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error
      }
      const now = await this.#holder()
      if (now !== holder) {
        holder = now
        since = clock.now()
      }
      if (holder !== null && (clock.now() - since >= staleMs || (await this.#isOld()))) await this.#breakLock(holder)
      else await pause(clock, pollMs)
    }
    throw new Failure('busy')
  }

  /** Who holds the lock; null when nobody does. */
  async #holder(): Promise<string | null> {
    try {
      return (await this.#ports.fs.read(this.#path, maxBytes)).toString('utf8')
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  async #isOld(): Promise<boolean> {
    try {
      const { modified } = await this.#ports.fs.stat(this.#path)
      return this.#ports.clock.now() - modified > staleMs
    } catch (error) {
      if (isMissing(error)) return false
      throw error
    }
  }

  /** Moved aside before it is removed: of two that break one lock, only one succeeds. */
  async #breakLock(holder: string): Promise<void> {
    const { fs, random } = this.#ports
    if ((await this.#holder()) !== holder) return
    const aside = temporaryPath(this.#folder, random.uuid())
    try {
      await fs.rename(this.#path, aside)
      await fs.remove(aside)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }
}
