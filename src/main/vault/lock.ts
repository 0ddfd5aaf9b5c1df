import { join } from 'node:path'
import type { Clock } from '../ports/clock.ts'
import { Failure } from '../ports/failure.ts'
import { codeOf, isMissing } from '../ports/file-errors.ts'
import type { FileSystem } from '../ports/file-system.ts'
import type { OwnProcess } from '../ports/own-process.ts'
import type { Random } from '../ports/random.ts'
import { pause, withRetries } from './retries.ts'
import { writeWhole } from './whole.ts'
import { lockName, temporaryPath } from './names.ts'

export interface LockPorts {
  readonly fs: FileSystem
  readonly clock: Clock
  readonly random: Random
  /** Tells at once that a holder has died; without it, or of another computer, only time does. */
  readonly process?: OwnProcess
}

/** Where a lock is, and how a dead one is called while it is taken away. */
export interface LockPlace {
  readonly path: string
  readonly aside: (id: string) => string
}

/** A lock is held for milliseconds; one this old belongs to a process that died. */
const staleMs = 30_000
/** One whose holder is seen to be alive is believed for longer: its number may be another program's by now. */
const aliveMs = 600_000
const pollsMs = [2, 5, 10, 20]
const pollMs = 50
const maxBytes = 1024

/** The lock that writers of one vault take turns by where there are no hard links. */
export function folderLock(ports: LockPorts, folder: string): FileLock {
  return new FileLock(ports, { path: join(folder, lockName), aside: (id) => temporaryPath(folder, id) })
}

/** A file that is there while one process, and no other, does something. */
export class FileLock {
  readonly #ports: LockPorts
  readonly #path: string
  readonly #aside: LockPlace['aside']

  constructor(ports: LockPorts, { path, aside }: LockPlace) {
    this.#ports = ports
    this.#path = path
    this.#aside = aside
  }

  /**
   * Runs `action` while holding the lock; `held` tells whether it is still ours. Waits for other writers; takes over from
   * one that died. Throws Failure('busy') when the lock keeps changing hands, else what the file system throws.
   */
  async run<T>(action: (held: () => Promise<boolean>) => Promise<T>): Promise<T> {
    const mine = this.#sign()
    await this.#take(mine)
    const held = async () => (await this.#holder()) === mine
    try {
      return await action(held)
    } finally {
      await this.#release(held)
    }
  }

  /** What only this holder writes, and who that is. */
  #sign(): string {
    const { random, process } = this.#ports
    const id = random.uuid()
    return process === undefined ? id : [id, process.pid, process.machine].join(' ')
  }

  /** How long a lock with this text in it is believed, in milliseconds. */
  #believed(holder: string): number {
    const { process } = this.#ports
    const [, pid = '', ...machine] = holder.split(' ')
    if (process === undefined || machine.join(' ') !== process.machine || !/^[0-9]+$/.test(pid)) return staleMs
    // Nobody else of this process asks for it while it is held, so one with its number is left from one before.
    return Number(pid) !== process.pid && process.isRunning(Number(pid)) ? aliveMs : 0
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
    for (let waited = 0, polls = 0; waited < 4 * staleMs; polls += 1) {
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
      const ms = holder === null ? staleMs : this.#believed(holder)
      if (holder !== null && (clock.now() - since >= ms || (await this.#isOld(ms)))) await this.#breakLock(holder)
      else await pause(clock, pollsMs[polls] ?? pollMs)
      waited += pollsMs[polls] ?? pollMs
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

  async #isOld(ms: number): Promise<boolean> {
    try {
      const { modified } = await this.#ports.fs.stat(this.#path)
      return this.#ports.clock.now() - modified > ms
    } catch (error) {
      if (isMissing(error)) return false
      throw error
    }
  }

  /** Moved aside before it is removed: of two that break one lock, only one succeeds. */
  async #breakLock(holder: string): Promise<void> {
    const { fs, random } = this.#ports
    if ((await this.#holder()) !== holder) return
    const aside = this.#aside(random.uuid())
    try {
      await fs.rename(this.#path, aside)
      await fs.remove(aside)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }
}
