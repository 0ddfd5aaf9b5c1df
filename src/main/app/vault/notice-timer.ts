import type { Clock } from '../../ports/clock.ts'
import type { Notifier } from '../../ports/notifier.ts'
import { noticesOf, type UpcomingStep } from './locked-notices.ts'

/** Timers stand still while a computer sleeps: looked at this often, what came meanwhile is told soon after. */
const longestWaitMs = 900_000

/** Tells of tokens that come to a step while the vault is locked. Holds nothing but what it was given, in memory. */
export class NoticeTimer {
  readonly #clock: Clock
  readonly #notifier: Notifier
  #waiting: readonly UpcomingStep[] = []
  #stopTimer: (() => void) | null = null

  constructor(clock: Clock, notifier: Notifier) {
    this.#clock = clock
    this.#notifier = notifier
  }

  /** From now on tells of these, which are sorted by time. */
  start(upcoming: readonly UpcomingStep[]): void {
    this.stop()
    this.#waiting = upcoming
    this.#wait()
  }

  /** The vault is open again, or the app ends: forgets all. */
  stop(): void {
    this.#stopTimer?.()
    this.#stopTimer = null
    this.#waiting = []
  }

  /** Steps that are still to come. */
  get waiting(): readonly UpcomingStep[] {
    return this.#waiting
  }

  #wait(): void {
    const [next] = this.#waiting
    if (next === undefined) return
    const ms = Math.min(longestWaitMs, Math.max(0, next.at - this.#clock.now()))
    this.#stopTimer = this.#clock.after(ms, () => this.#look())
  }

  #look(): void {
    const now = this.#clock.now()
    const due = this.#waiting.filter(({ at }) => at <= now)
    this.#waiting = this.#waiting.slice(due.length)
    for (const notice of noticesOf(due)) this.#notifier.notify(notice)
    this.#wait()
  }
}
