import type { Clock } from '#main/ports/clock'
import { Failure } from '#main/ports/failure'

/** Waits `ms` milliseconds by the clock. Throws Failure cancelled as soon as `signal` is aborted. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new Failure('cancelled'))
      return
    }
    const cancel = (): void => {
      stop()
      reject(new Failure('cancelled'))
    }
    const stop = clock.after(ms, () => {
      signal.removeEventListener('abort', cancel)
      resolve()
    })
    signal.addEventListener('abort', cancel, { once: true })
  })
}
