import type { Caller } from '../ports/wire.ts'
import type { ErrorKind } from '#shared/model/error'

/** What is asked for must follow a key press or a click that main saw itself, by at most this long. */
const gestureMs = 5_000
/** So many secrets in a minute are a person's pace; a script that took over the window would want them all. */
const perMinute = 20

/**
 * Decides whether the person asks for a secret to move now, out to the window or in from the clipboard: focused window,
 * recent gesture, person's pace. Gives the error kind of a refusal, or null.
 */
export function createGestureGuard(now: () => number): (caller: Caller) => ErrorKind | null {
  let recent: number[] = []
  let usedGesture: number | null = null
  return (caller) => {
    const time = now()
    const gesture = caller.lastGestureAt
    if (!caller.focused || gesture === null || time - gesture > gestureMs || gesture === usedGesture)
      return 'gesture-needed'
    recent = recent.filter((at) => time - at < 60_000)
    if (recent.length >= perMinute) return 'too-fast'
    recent.push(time)
    usedGesture = gesture
    return null
  }
}
