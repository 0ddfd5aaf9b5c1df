import type { Instant } from '#shared/model/time'
import type { Clock } from '../../ports/clock.ts'

/** A computer that slept, or another choice of minutes, is noticed within this time. */
const longestWaitMs = 60_000
const shortestWaitMs = 1_000

interface WatchPorts {
  readonly clock: Clock
  /** Seconds since the last input. */
  idleSeconds(): number
  /** The limit of now, in minutes; 0: none. */
  limitMinutes(): number
  /** The limit was reached; called again and again until the watch is stopped. */
  reached(): void
}

/** Watches whether somebody is there. Looks when the limit can be reached at the earliest, at least once a minute. */
export class IdleWatch {
  readonly #ports: WatchPorts
  #stopTimer: (() => void) | null = null
  /** When it is looked next. */
  #lookAt: Instant = 0

  constructor(ports: WatchPorts) {
    this.#ports = ports
  }

  start(): void {
    this.stop()
    this.#wait(this.#leftMs())
  }

  stop(): void {
    this.#stopTimer?.()
    this.#stopTimer = null
  }

  /** Looks now, if it watches: something may have happened that a timer is too late for. */
  look(): void {
    if (this.#stopTimer === null) return
    this.#stopTimer()
    const left = Math.min(this.#leftMs(), this.#leftAfterSleepMs())
    this.#wait(left > 0 ? left : longestWaitMs)
    if (left <= 0) this.#ports.reached()
  }

  #wait(ms: number): void {
    const { clock } = this.#ports
    const wait = Math.min(longestWaitMs, Math.max(shortestWaitMs, ms))
    this.#lookAt = clock.now() + wait
    this.#stopTimer = clock.after(wait, () => this.look())
  }

  #limitMs(): number {
    const limit = this.#ports.limitMinutes()
    return limit === 0 ? Infinity : limit * 60_000
  }

  #leftMs(): number {
    return this.#limitMs() - this.#ports.idleSeconds() * 1000
  }

  /** Nobody touched a computer that slept: the touch that woke it does not count for the time before. */
  #leftAfterSleepMs(): number {
    return this.#limitMs() - Math.max(0, this.#ports.clock.now() - this.#lookAt)
  }
}
