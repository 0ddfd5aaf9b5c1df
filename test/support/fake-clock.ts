import type { Clock } from '#main/ports/clock'

/** Time that stands still until a test moves it. Starts on 1 March 2026, 12:00 UTC, unless told. */
export class FakeClock implements Clock {
  #now: number
  #timers: { at: number; action: () => void }[] = []

  constructor(start: number = Date.UTC(2026, 2, 1, 12)) {
    this.#now = start
  }

  now(): number {
    return this.#now
  }

  after(ms: number, action: () => void): () => void {
    const own = () => action()
    this.#timers.push({ at: this.#now + ms, action: own })
    return () => {
      this.#timers = this.#timers.filter((one) => one.action !== own)
    }
  }

  /** Timers that wait. */
  get waiting(): number {
    return this.#timers.length
  }

  /** Moves time on and runs what is due, each timer at its own instant, in order. */
  advance(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const next = this.#timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      this.#timers = this.#timers.filter((one) => one !== next)
      this.#now = Math.max(this.#now, next.at)
      next.action()
    }
    this.#now = end
  }

  /** The same, and lets what each timer began come to its end, so far as `settle` waits for it. */
  async live(ms: number, settle: () => Promise<unknown>): Promise<void> {
    const end = this.#now + ms
    for (;;) {
      const next = Math.min(end, ...this.#timers.map(({ at }) => at))
      this.advance(Math.max(0, next - this.#now))
      await settle()
      if (this.#now >= end && !this.#timers.some(({ at }) => at <= end)) return
    }
  }

  /** The clock is put forward or back, or the computer slept: timers go on waiting as long as they had to. */
  jump(ms: number): void {
    this.#now += ms
    this.#timers = this.#timers.map(({ at, action }) => ({ at: at + ms, action }))
  }

  /** Sets the time without running anything: a clock that was put forward or back. */
  set(now: number): void {
    this.#now = now
  }
}
