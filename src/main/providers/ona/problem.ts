import type { HttpResponse } from '#main/ports/http'
import { connectProblem } from '../kit/connect.ts'
import type { Problem } from '../kit/problem.ts'

// Ona's words for it are not published. That the plan is too small is told by any that name one.
const aboutPlan = /\benterprise\b|\bupgrade\b|\byour plan\b/i

/** Reads a Connect error of Ona: one that denies may be about the plan. */
export function onaProblem(answer: HttpResponse): Problem {
  const problem = connectProblem(answer)
  const isPlan = problem.kind === 'missing-permission' && aboutPlan.test(problem.said ?? '')
  return isPlan ? { ...problem, kind: 'plan-needed' } : problem
}

/**
 * The same for calls with a service account's bearer. That it is refused says nothing of the account's own credential,
 * which has just got it.
 */
export function asServiceProblem(answer: HttpResponse): Problem {
  const problem = onaProblem(answer)
  return problem.kind === 'wrong-token' ? { ...problem, kind: 'missing-permission' } : problem
}
