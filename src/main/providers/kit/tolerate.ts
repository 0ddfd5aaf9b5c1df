import type { ErrorKind } from '#shared/model/error'
import { Failure } from '#main/ports/failure'

/** Answers about one thing that was asked for. All others (no network, a rate limit) would meet the next call as well. */
const aboutOneThing: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  'missing-permission',
  'plan-needed',
  'expiry-policy',
  'not-found',
  'not-supported',
  'invalid-input',
  'server-error',
  'broken-body',
  'too-large',
])

/** For a question whose answer one can do without: `otherwise` when the provider does not give it. */
export async function unlessRefused<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Failure && aboutOneThing.has(error.error.kind)) return otherwise
    throw error
  }
}
