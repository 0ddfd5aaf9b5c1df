import type { AppError } from '#shared/model/error'
import { Failure } from '#main/ports/failure'

/** What a refusal is about that is not about the credential. */
export type Really = Pick<AppError, 'kind' | 'field'>

/**
 * Some services answer 401 both to a bad credential and to a good one that may not do this. The failure as it is when the
 * credential is known to be good; any other as it was.
 */
export function ofGoodCredential(error: unknown, really: Really = { kind: 'missing-permission' }): unknown {
  if (!(error instanceof Failure) || error.error.kind !== 'wrong-token') return error
  const { kind: _kind, ...facts } = error.error
  const { kind, ...more } = really
  return new Failure(kind, { ...facts, ...more })
}

/** The same where it is not known yet: `whoCalls` asks whether the credential is good. Never throws. */
export async function clarified(error: unknown, whoCalls: () => Promise<unknown>, really?: Really): Promise<unknown> {
  const failure = ofGoodCredential(error, really)
  if (failure === error) return error
  try {
    await whoCalls()
    return failure
  } catch {
    return error
  }
}
