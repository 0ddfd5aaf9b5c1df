import type { HttpResponse } from '#main/ports/http'
import { connectProblem } from '../kit/connect.ts'
import type { Problem } from '../kit/problem.ts'

// Neither Ona's words nor the numbers of its limits are published. That the plan is too small is told by any words that name one, under any code that can mean it.
const aboutPlan = /\benterprise\b|\bupgrade\b|\b(?:your|current|core|free) plan\b|\b(?:plan|tier) (?:does|is|limit)/i
const mayBePlan: ReadonlySet<string> = new Set(['permission_denied', 'failed_precondition', 'resource_exhausted'])
/** As many tokens as there may be, which waiting does not change: Connect has one code for that and for too many calls. */
const aboutCount = /\b(?:maximum|limit|quota|too many)\b.{0,80}\btokens?\b|\btokens?\b.{0,80}\b(?:limit|quota)\b/i
const aboutRate = /\brate\b|\brequests?\b|\bper (?:second|minute|hour)\b|\btry again\b/i

/** Reads a Connect error of Ona: one that denies may be about the plan, and one about a limit not about the rate of calls. */
export function onaProblem(answer: HttpResponse): Problem {
  const problem = connectProblem(answer)
  const { code = '', said = '' } = problem
  if (mayBePlan.has(code) && aboutPlan.test(said)) return { ...problem, kind: 'plan-needed' }
  const isCount = code === 'resource_exhausted' && aboutCount.test(said) && !aboutRate.test(said)
  return isCount ? { ...problem, kind: 'invalid-input' } : problem
}

/**
 * The same for calls with a service account's bearer. That it is refused says nothing of the account's own credential,
 * which has just got it.
 */
export function asServiceProblem(answer: HttpResponse): Problem {
  const problem = onaProblem(answer)
  return problem.kind === 'wrong-token' ? { ...problem, kind: 'missing-permission' } : problem
}
