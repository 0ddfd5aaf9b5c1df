import type { Clock } from './clock.ts'

/**
 * What `work` gives, or what `late` gives or throws when that takes longer than `ms`. The work itself goes on: nothing can
 * end a promise from outside.
 */
export async function inTime<T>(clock: Clock, ms: number, work: Promise<T>, late: () => T): Promise<T> {
  const over = Promise.withResolvers<undefined>()
  const stop = clock.after(ms, () => over.resolve(undefined))
  try {
    return await Promise.race([work, over.promise.then(late)])
  } finally {
    stop()
  }
}
