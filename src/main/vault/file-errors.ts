import type { Clock } from '../ports/clock.ts'
import { Failure } from '../ports/failure.ts'

/** The `code` of an error from the file system; empty for anything else. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT'
}

/** What a person is told when a write was refused. */
export function diskFailure(error: unknown): Failure {
  if (error instanceof Failure) return error
  const code = codeOf(error)
  if (code === '') return new Failure('internal')
  const full = code === 'ENOSPC' || code === 'EDQUOT'
  return new Failure(full ? 'disk-full' : 'disk-refused', { code })
}

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
