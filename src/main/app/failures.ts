import { Failure, typeOf } from '../ports/failure.ts'
import type { Log } from '../ports/log.ts'

/**
 * The failure itself, or `internal` for anything else. Only the type of the unexpected is logged: a message or a stack
 * could hold anything.
 */
export function asFailure(error: unknown, log: Log, where: string): Failure {
  if (error instanceof Failure) return error
  log.error('unexpected', { where, type: typeOf(error) })
  return new Failure('internal')
}

/** Runs what may fail without anybody waiting for it. */
export function inBackground(work: Promise<unknown>, log: Log, what: string): void {
  work.catch((error: unknown) => {
    log.warn(`${what} failed`, { type: typeOf(error) })
  })
}
