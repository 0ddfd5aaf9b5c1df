import { Failure } from '../ports/failure.ts'

/** Throws Failure('cancelled') once the signal has come. */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new Failure('cancelled')
}

/** What `work` gives; Failure('cancelled') as soon as the signal comes, whatever becomes of the work. */
export async function unlessCancelled<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const cancelled = Promise.withResolvers<never>()
  const stop = () => {
    cancelled.reject(new Failure('cancelled'))
  }
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop)
  try {
    return await Promise.race([work, cancelled.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
