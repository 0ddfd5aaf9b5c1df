import { codeOf } from '../ports/file-errors.ts'
import type { DiskPorts } from './generations.ts'
import type { Header } from './header.ts'
import type { Home } from './home.ts'
import type { Keys } from './keys.ts'
import { purge } from './purge.ts'
import type { DiskSnapshots } from './snapshots.ts'

/** Tidying waits for a pause in the saving, but not for longer than so many generations. */
const tidyAfterMs = 2000
const untidyMost = 16

/** What is tidied: an open vault that may be written. */
export interface Tidied {
  readonly header: Header
  readonly keys: Keys
  readonly snapshots: DiskSnapshots
}

/** Keeps the folder of an open vault tidy. The work runs in the vault's own queue, with nothing saved meanwhile. */
export class Tidying {
  readonly #ports: DiskPorts
  readonly #home: Home
  readonly #now: () => Tidied
  readonly #inTurn: (work: () => Promise<void>) => Promise<void>
  #untidy = 1
  /** What an older key opens: how it is looked for, until it is gone. */
  #toPurge: 'all' | 'what says so' | null = 'what says so'
  #stopped = false
  #stopTimer: () => void = () => {}

  /** `now` gives the vault as it stands; `inTurn` runs work in its queue. */
  constructor(ports: DiskPorts, home: Home, now: () => Tidied, inTurn: (work: () => Promise<void>) => Promise<void>) {
    this.#ports = ports
    this.#home = home
    this.#now = now
    this.#inTurn = inTurn
    this.#later()
  }

  /** Call it in the queue after each save. Never throws: the save itself is done. */
  async saved(): Promise<void> {
    this.#untidy += 1
    if (this.#untidy >= untidyMost) await this.tidy()
    else this.#later()
  }

  /** Removes at once what an older key opens. Call it in the queue when everything was sealed anew. Never throws. */
  async rekeyed(): Promise<void> {
    const { header, keys } = this.#now()
    await this.#home.seen.note(header, keys.seen)
    this.#toPurge = 'all'
    if (await this.#purge()) return
    this.#untidy += 1
    this.#later()
  }

  #later(): void {
    this.#stopTimer()
    if (this.#stopped) return
    this.#stopTimer = this.#ports.clock.after(tidyAfterMs, () => {
      void this.#inTurn(() => this.tidy())
    })
  }

  /** Notes the generation beside the vault and thins old ones. Call it in the queue. Never throws. */
  async tidy(): Promise<void> {
    this.#stopTimer()
    if (this.#untidy === 0 || this.#stopped) return
    if (!(await this.#isSettled())) return
    this.#untidy = 0
    const { header, keys, snapshots } = this.#now()
    await this.#home.seen.note(header, keys.seen)
    if (this.#home.onlyLooks) return
    try {
      await this.#home.generations.tidy()
      await snapshots.tidy()
    } catch (error) {
      this.#ports.log.warn('the folder of the vault could not be tidied', { code: codeOf(error) })
    }
    // A purge that a crash has cut off goes on: that the vault is open shows that the new key opens it.
    await this.#purge()
  }

  /** Is what was opened durable? Else nothing may rely on it. */
  async #isSettled(): Promise<boolean> {
    const { generations } = this.#home
    try {
      if (!generations.isSettled) await generations.settle()
      return true
    } catch (error) {
      this.#ports.log.warn('the folder of the vault could not be flushed', { code: codeOf(error) })
      return false
    }
  }

  /** Gives whether nothing is left. */
  async #purge(): Promise<boolean> {
    const { header, snapshots } = this.#now()
    if (this.#toPurge === null || header.keyNumber === 1) return true
    const all = this.#toPurge === 'all'
    const gone = await purge(this.#home.generations, snapshots, header, all, this.#ports)
    if (gone) this.#toPurge = null
    return gone
  }

  /** Nothing is tidied any more, whatever comes: the keys are gone. */
  stop(): void {
    this.#stopped = true
    this.#stopTimer()
  }
}
