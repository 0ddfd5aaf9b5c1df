/** A few places of which each is held by one caller at a time; who finds none free waits in line. */
export interface Lanes<T> {
  /**
   * Waits for a place, runs `work` in it, and frees it when that has ended.
   * @throws what `work` throws, and the signal's reason when it is given up while waiting.
   */
  run<R>(signal: AbortSignal | undefined, work: (place: T) => Promise<R>): Promise<R>
}

/** Makes `count` lanes. A place is opened when it is needed for the first time. */
export function createLanes<T>(count: number, open: (index: number) => T): Lanes<T> {
  const free: T[] = []
  const waiting: ((place: T) => void)[] = []
  let opened = 0

  function take(signal: AbortSignal | undefined): Promise<T> | T {
    const place = free.pop()
    if (place !== undefined) return place
    if (opened < count) return open(opened++)
    return new Promise<T>((resolve, reject) => {
      const turn = (next: T): void => {
        signal?.removeEventListener('abort', giveUp)
        resolve(next)
      }
      const giveUp = (): void => {
        waiting.splice(waiting.indexOf(turn), 1)
        reject(signal?.reason as Error)
      }
      waiting.push(turn)
      signal?.addEventListener('abort', giveUp, { once: true })
    })
  }

  function give(place: T): void {
    const next = waiting.shift()
    if (next) next(place)
    else free.push(place)
  }

  return {
    run: async (signal, work) => {
      signal?.throwIfAborted()
      const place = await take(signal)
      try {
        return await work(place)
      } finally {
        give(place)
      }
    },
  }
}
