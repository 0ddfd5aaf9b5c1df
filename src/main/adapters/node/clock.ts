import type { Clock } from '../../ports/clock.ts'

/** The system's clock and timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms)
    timer.unref()
    return () => {
      clearTimeout(timer)
    }
  },
}
