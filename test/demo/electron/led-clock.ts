import type { Clock } from '#main/ports/clock'

/** The name under which a test finds the clock in main's process. */
export const ledClockName = 'keyrackClock'

export interface LedClock extends Clock {
  /** Puts the time forward; what waited for one of the instants passed happens at once, in order. */
  advance(ms: number): void
}

/** A clock that goes on by itself and that a test can put forward, so that none has to wait for half a minute. */
export function createLedClock(clock: Clock): LedClock {
  let ahead = 0
  const waiting = new Set<{ readonly at: number; readonly run: () => void }>()
  const now = () => clock.now() + ahead
  return {
    now,
    after(ms, action) {
      const stop = () => {
        waiting.delete(timer)
        stopWaiting()
      }
      const timer = {
        at: now() + ms,
        run: () => {
          stop()
          action()
        },
      }
      const stopWaiting = clock.after(ms, timer.run)
      waiting.add(timer)
      return stop
    },
    advance(ms) {
      ahead += ms
      for (const timer of [...waiting].sort((a, b) => a.at - b.at)) {
        if (timer.at <= now() && waiting.has(timer)) timer.run()
      }
    },
  }
}
