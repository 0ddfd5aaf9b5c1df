import { Failure } from '../ports/failure.ts'

/** Throws Failure('cancelled') once the signal has come. */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new Failure('cancelled')
}

/**
 * What `work` gives; Failure('cancelled') as soon as the signal comes. The work goes on then, and `late` gets what it gives:
 * whoever asks for a key wipes it there.
 */
export async function unlessCancelled<T>(
  signal: AbortSignal,
  work: Promise<T>,
  late: (result: T) => void = () => {},
): Promise<T> {
  const cancelled = Promise.withResolvers<never>()
  const stop = () => {
    cancelled.reject(new Failure('cancelled'))
  }
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop)
  try {
    return await Promise.race([work, cancelled.promise])
  } catch (error) {
    work.then(late, () => undefined)
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
