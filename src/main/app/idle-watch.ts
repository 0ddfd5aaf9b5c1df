import type { Clock } from '../ports/clock.ts'

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

  #wait(ms: number): void {
    this.#stopTimer = this.#ports.clock.after(Math.min(longestWaitMs, Math.max(shortestWaitMs, ms)), () => {
      const left = this.#leftMs()
      this.#wait(left > 0 ? left : longestWaitMs)
      if (left <= 0) this.#ports.reached()
    })
  }

  #leftMs(): number {
    const limit = this.#ports.limitMinutes()
    return limit === 0 ? Infinity : limit * 60_000 - this.#ports.idleSeconds() * 1000
  }
}
