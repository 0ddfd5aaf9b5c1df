import type { Part } from '#shared/model/account'
import type { Instant } from '#shared/model/time'
import type { Clock } from '../../ports/clock.ts'

/** Looked at this often: a computer that slept through a refresh catches up within a minute. */
const tickMs = 60_000
/** The window comes first. */
const firstMs = 2_000

/** An account as the schedule sees it. */
export interface Scheduled {
  readonly accountId: string
  /** When a refresh last began, since the app started. */
  readonly triedAt: Instant | null
  /** Nobody can refresh it: a refresh is running, or the provider refused the credential. */
  readonly waits: boolean
  readonly parts: readonly Part[]
}

/** Is a scheduled refresh due? Without one since the app started, the oldest part counts. */
export function isDue({ triedAt, waits, parts }: Scheduled, minutes: number, now: Instant): boolean {
  if (minutes === 0 || waits) return false
  const oldest = parts.length === 0 ? 0 : Math.min(...parts.map(({ asOf }) => asOf ?? 0))
  return now - (triedAt ?? oldest) >= minutes * 60_000
}

/** Refreshes what is due, again and again, until it is stopped. */
export class Schedule {
  readonly #clock: Clock
  readonly #look: () => void
  #stop: (() => void) | null = null

  constructor(clock: Clock, look: () => void) {
    this.#clock = clock
    this.#look = look
  }

  start(): void {
    this.stop()
    this.#next(firstMs)
  }

  stop(): void {
    this.#stop?.()
    this.#stop = null
  }

  #next(ms: number): void {
    this.#stop = this.#clock.after(ms, () => {
      this.#next(tickMs)
      this.#look()
    })
  }
}
