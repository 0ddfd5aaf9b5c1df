import type { Instant } from '#shared/model/time'
import type { Clock } from '#main/ports/clock'
import type { Secret } from '#main/ports/secret'

/** A credential that another one was exchanged for. */
export interface ShortLived {
  readonly secret: Secret
  /** When it ends. */
  readonly endsAt: Instant
}

/** It is exchanged again so long before it ends, in milliseconds. */
const margin = 60_000

/**
 * Gives the credential that is exchanged for, and exchanges again when it is about to end. Those who ask at once wait for
 * one exchange. Lives in memory only. What `exchange` throws is thrown, and tried again when it is asked for next.
 */
export function exchanged(
  clock: Clock,
  exchange: (signal: AbortSignal) => Promise<ShortLived>,
): (signal: AbortSignal) => Promise<Secret> {
  let current: Promise<ShortLived> | undefined
  return async (signal) => {
    const known = current
    if (known !== undefined) {
      const held = await known.catch(() => undefined)
      if (held !== undefined && held.endsAt - margin > clock.now()) return held.secret
      // Somebody else may be exchanging it already.
      if (current === known) current = undefined
    }
    current ??= exchange(signal)
    return (await current).secret
  }
}
