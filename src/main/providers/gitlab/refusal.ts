import { Failure } from '#main/ports/failure'
import type { GitlabCalls } from './calls.ts'

/**
 * GitLab answers 401 both to a bad credential and to a good one that may not do this. The failure as it is when the
 * credential is known to be good.
 */
export function withoutPermission(error: unknown): unknown {
  if (!(error instanceof Failure) || error.error.kind !== 'wrong-token') return error
  const { kind: _kind, ...facts } = error.error
  return new Failure('missing-permission', facts)
}

/** The same where it is not known yet: asks GitLab whether the credential is good. Never throws. */
export async function clarified(calls: GitlabCalls, error: unknown, signal: AbortSignal): Promise<unknown> {
  if (!(error instanceof Failure) || error.error.kind !== 'wrong-token') return error
  try {
    await calls.self(signal)
    return withoutPermission(error)
  } catch {
    return error
  }
}
