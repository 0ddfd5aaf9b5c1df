import { Failure } from './failure.ts'

/**
 * One at a time for each key, in the order asked. A signal that aborts while its turn has not come takes it out of the
 * line at once with Failure('cancelled'); the ones behind it still wait for the ones before.
 */
export class Turns {
  readonly #last = new Map<string, Promise<void>>()

  async take<T>(key: string, action: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve()
    const mine = Promise.withResolvers<undefined>()
    const line = before.then(() => mine.promise)
    this.#last.set(key, line)
    try {
      await reached(before, signal)
      return await action()
    } finally {
      mine.resolve(undefined)
      if (this.#last.get(key) === line) this.#last.delete(key)
    }
  }
}

async function reached(turn: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return turn
  if (signal.aborted) throw new Failure('cancelled')
  const abandoned = Promise.withResolvers<never>()
  const abandon = () => {
    abandoned.reject(new Failure('cancelled'))
  }
  signal.addEventListener('abort', abandon, { once: true })
  try {
    await Promise.race([turn, abandoned.promise])
  } finally {
    signal.removeEventListener('abort', abandon)
  }
}
