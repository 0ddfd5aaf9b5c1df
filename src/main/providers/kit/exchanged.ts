import type { Instant } from '#shared/model/time'
import type { Clock } from '#main/ports/clock'
import { Failure } from '#main/ports/failure'
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
 * one exchange and meet its failure together, unless it was only cancelled by the one who began it. Lives in memory only.
 * What `exchange` throws is thrown, and tried again when it is asked for next.
 */
export function exchanged(
  clock: Clock,
  exchange: (signal: AbortSignal) => Promise<ShortLived>,
): (signal: AbortSignal) => Promise<Secret> {
  let current: ShortLived | undefined
  let underWay: Promise<ShortLived> | undefined

  async function begin(signal: AbortSignal): Promise<Secret> {
    const mine = exchange(signal)
    underWay = mine
    try {
      current = await mine
      return current.secret
    } finally {
      underWay = undefined
    }
  }

  return async (signal) => {
    for (;;) {
      if (signal.aborted) throw new Failure('cancelled')
      if (current !== undefined && current.endsAt - margin > clock.now()) return current.secret
      if (underWay === undefined) return begin(signal)
      try {
        return (await orCancelled(underWay, signal)).secret
      } catch (error) {
        // The one who began it was cancelled, or this one: then it ends above.
        if (!isCancelled(error)) throw error
      }
    }
  }
}

function isCancelled(error: unknown): boolean {
  return error instanceof Failure && error.error.kind === 'cancelled'
}

/** Somebody else's work, for as long as this one wants to wait for it. */
function orCancelled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => reject(new Failure('cancelled'))
    signal.addEventListener('abort', cancel, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel))
  })
}
