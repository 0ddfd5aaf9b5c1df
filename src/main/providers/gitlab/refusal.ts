import { clarified as clarifiedBy } from '../kit/clarified.ts'
import type { GitlabCalls } from './calls.ts'

/** A refusal as it is once GitLab was asked whether the credential is good. Never throws. */
export function clarified(calls: GitlabCalls, error: unknown, signal: AbortSignal): Promise<unknown> {
  return clarifiedBy(error, () => calls.self(signal))
}
