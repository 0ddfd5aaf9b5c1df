import type { Instant } from '#shared/model/time'

/** The longest a timer can wait, in milliseconds; a later instant is waited for in pieces. */
const longestTimer = 2_147_483_647

export interface Alarm {
  /** The instant to ring at, in place of the one set before; null: none. */
  readonly set: (at: Instant | null) => void
  readonly stop: () => void
}

/**
 * Rings once at an instant: by one timer, not by looking again and again. Timers stand still while a computer sleeps,
 * so the clock is also read whenever the window comes back to the person; it rings then as well when the clock was set
 * back, because what has passed may be to come again.
 */
export function createAlarm(ring: () => void): Alarm {
  let at: Instant | null = null
  let seen = Date.now()
  let timer: ReturnType<typeof setTimeout> | null = null

  function look(): void {
    const now = Date.now()
    const back = now < seen
    seen = now
    if (back || (at !== null && now >= at)) {
      at = null
      ring()
    } else {
      wait()
    }
  }

  function wait(): void {
    if (timer !== null) clearTimeout(timer)
    timer = at === null ? null : setTimeout(look, Math.min(longestTimer, Math.max(0, at - Date.now())))
  }

  function returned(): void {
    if (document.visibilityState === 'visible') look()
  }

  document.addEventListener('visibilitychange', returned)
  window.addEventListener('focus', look)

  return {
    set: (instant) => {
      at = instant
      seen = Date.now()
      wait()
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer)
      document.removeEventListener('visibilitychange', returned)
      window.removeEventListener('focus', look)
    },
  }
}
