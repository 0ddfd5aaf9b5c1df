import type { AppError, ErrorKind } from '#shared/model/error'

/**
 * A failure that main knows how to name. Every use case throws this or nothing; anything else that reaches the IPC edge
 * is reported to the log by its type and crosses as `internal`.
 */
export class Failure extends Error {
  readonly error: AppError

  constructor(kind: ErrorKind, more: Omit<AppError, 'kind'> = {}) {
    super(kind)
    this.name = 'Failure'
    this.error = { kind, ...more }
  }
}

/** A word for the log: a failure's kind, or the type of anything else. What an error says could hold anything. */
export function typeOf(error: unknown): string {
  if (error instanceof Failure) return error.error.kind
  return error instanceof Error ? error.name : typeof error
}
