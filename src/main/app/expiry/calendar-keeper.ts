import type { CalendarTrouble } from '#shared/contract/expiry'
import type { Preferences } from '#shared/model/preferences'
import type { CalendarEntry } from '../../schedule/calendar.ts'
import type { Clock } from '../../ports/clock.ts'
import { Failure, typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import { digest } from '../../vault/index.ts'
import { inBackground } from '../failures.ts'

/** A file that could not be written is tried again after so long. */
const againMs = 60_000
/** Entries leave the calendar by themselves, long after they ended: that may be late, but not never. */
const freshMs = 86_400_000

interface KeeperPorts {
  readonly clock: Clock
  readonly log: Log
  /** The file that the person wants to have kept up to date. */
  chosen(): Preferences['calendar']
  /** Is the vault open, and everything loaded? */
  isOpen(): boolean
  /** What the calendar is to tell, as of now. */
  entries(names: boolean): readonly CalendarEntry[]
  /** Writes the file whole, or leaves it as it is. Throws Failure. */
  write(path: string, entries: readonly CalendarEntry[]): Promise<void>
  /** The window is to be told. */
  changed(): void
}

/** Keeps a file up to date: writes it when its entries are others than those that were written last. */
export class CalendarKeeper {
  readonly #ports: KeeperPorts
  /** What was written last, in short. */
  #written: string | null = null
  #mayDiffer = true
  #lookedAt = -Infinity
  #looking: Promise<void> | null = null
  #trouble: CalendarTrouble | null = null
  #stopTimer: (() => void) | null = null

  constructor(ports: KeeperPorts) {
    this.#ports = ports
  }

  /** Why the file is not what it should be; null: it is, or there is none. */
  get trouble(): CalendarTrouble | null {
    return this.#trouble
  }

  /** Something that the calendar tells may be another now. */
  changed(): void {
    this.#mayDiffer = true
  }

  /** The person has chosen another file, or none: what there was to say of the one before is over. */
  chosen(): void {
    this.#mayDiffer = true
    this.#trouble = null
    this.stop()
  }

  /** No timer goes on. */
  stop(): void {
    this.#stopTimer?.()
    this.#stopTimer = null
  }

  /** One look at a time. Never throws: the person is elsewhere, and what failed is tried again. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null
    })
    return this.#looking
  }

  async #look(): Promise<void> {
    while (this.#isToLook()) {
      this.#mayDiffer = false
      this.#lookedAt = this.#ports.clock.now()
      if (!(await this.#write())) return
    }
  }

  #isToLook(): boolean {
    const { chosen, clock, isOpen } = this.#ports
    if (chosen() === null || !isOpen()) return false
    return this.#mayDiffer || Math.abs(clock.now() - this.#lookedAt) > freshMs
  }

  /** False where it is to be tried again later. */
  async #write(): Promise<boolean> {
    const calendar = this.#ports.chosen()
    if (calendar === null) return true
    const { path, names } = calendar
    const entries = this.#ports.entries(names)
    // What was looked at again, and is the same, is no change.
    const content = digest(JSON.stringify([path, entries.map(({ asOf: _asOf, ...entry }) => entry)]))
    if (content === this.#written) return true
    try {
      await this.#ports.write(path, entries)
    } catch (error) {
      this.#failed(path, error)
      return false
    }
    this.#written = content
    this.#say(null)
    return true
  }

  #failed(path: string, error: unknown): void {
    this.#mayDiffer = true
    const { chosen, clock, log } = this.#ports
    const { kind, code } = error instanceof Failure ? error.error : { kind: 'internal' as const }
    // It was locked before the file was made, or the person has chosen another one meanwhile.
    if (kind === 'vault-locked' || chosen()?.path !== path) return
    log.warn('the calendar file could not be written', { type: typeOf(error) })
    const since = this.#trouble?.since ?? clock.now()
    this.#say({ error: { kind, ...(code !== undefined && { code }) }, since })
    this.stop()
    this.#stopTimer = clock.after(againMs, () => {
      this.#stopTimer = null
      inBackground(this.look(), log, 'keeping the calendar up to date')
    })
  }

  /** Tells the window where that is news. */
  #say(trouble: CalendarTrouble | null): void {
    const isNews = JSON.stringify(trouble) !== JSON.stringify(this.#trouble)
    this.#trouble = trouble
    if (trouble === null) this.stop()
    if (isNews) this.#ports.changed()
  }
}
