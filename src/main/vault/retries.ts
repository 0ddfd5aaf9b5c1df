import type { Clock } from '../ports/clock.ts'
import { codeOf } from '../ports/file-errors.ts'

/** Refusals that go away by themselves: on Windows, virus scanners and indexers hold files open for a moment. */
const passing: readonly string[] = ['EPERM', 'EBUSY', 'EACCES']
const waits = [20, 60, 180, 400]

/** Does a file operation, and tries it again after each of a few short waits while it is refused in passing. */
export async function withRetries<T>(clock: Clock, action: () => Promise<T>): Promise<T> {
  for (const ms of waits) {
    try {
      return await action()
    } catch (error) {
      if (!passing.includes(codeOf(error))) throw error
    }
    await pause(clock, ms)
  }
  return action()
}

/** Resolves after `ms` milliseconds. */
export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve)
  })
}
