import type { Clock } from '#main/ports/clock'

/** A clock on which nobody waits: each timer is due at once, and time is put forward by what was asked for. */
export class SkippingClock implements Clock {
  /** Every wait so far, in milliseconds. */
  readonly waits: number[] = []
  #now: number

  constructor(start: number) {
    this.#now = start
  }

  now(): number {
    return this.#now
  }

  after(ms: number, action: () => void): () => void {
    let isStopped = false
    this.waits.push(ms)
    queueMicrotask(() => {
      if (isStopped) return
      this.#now += ms
      action()
    })
    return () => {
      isStopped = true
    }
  }
}
