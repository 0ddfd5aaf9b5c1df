import { Failure } from '#main/ports/failure'
import type { RudderStackCalls } from './calls.ts'

/** Whose a token is, as far as RudderStack tells. */
export type Caller =
  /** A personal token or one of the workspace: nothing tells which of the two. */
  | { readonly kind: 'workspace'; readonly id: string; readonly name: string }
  /** `id` is undefined where the plan has no audit log, or nothing is in it: no other call knows such a token. */
  | { readonly kind: 'organization'; readonly id: string | undefined }

/**
 * Asks for the workspace first. An organization's token is refused there with 401, as a wrong one is, in words that are
 * not published: whether the audit log takes it tells the two apart, and a refusal for the plan is one of a good token.
 *
 * @throws Failure wrong-token when both refuse it, missing-permission when it is good and may ask for neither.
 */
export async function callerOf(calls: RudderStackCalls, signal: AbortSignal): Promise<Caller> {
  try {
    return { kind: 'workspace', ...(await calls.workspace(signal)) }
  } catch (error) {
    if (kindOf(error) !== 'wrong-token') throw error
  }
  try {
    return { kind: 'organization', id: await calls.organization(signal) }
  } catch (error) {
    if (kindOf(error) !== 'plan-needed') throw error
    return { kind: 'organization', id: undefined }
  }
}

/** As `callerOf`; undefined for a token that RudderStack refuses. */
export async function callerUnlessRefused(calls: RudderStackCalls, signal: AbortSignal): Promise<Caller | undefined> {
  try {
    return await callerOf(calls, signal)
  } catch (error) {
    if (kindOf(error) === 'wrong-token') return undefined
    throw error
  }
}

function kindOf(error: unknown): string | undefined {
  return error instanceof Failure ? error.error.kind : undefined
}
