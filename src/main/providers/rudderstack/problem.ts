import { z } from 'zod'
import type { HttpResponse } from '#main/ports/http'
import { parse } from '../kit/body.ts'
import { problemOfStatus, type Problem } from '../kit/problem.ts'

/** What went wrong stands in `error` or in `message` (rudderlabs/rudder-iac, api/client/common.go). */
const errorBody = z.object({
  error: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
})

/** How a refusal begins that is of the plan, and not of the token (the same file). */
const ofThePlan = /^(?:feature|flag) is not enabled/i

/** What an answer that is no success says. */
export function rudderStackProblem(answer: HttpResponse): Problem {
  const problem = problemOfStatus(answer.status)
  const { success, data } = errorBody.safeParse(parse(answer.body))
  if (!success) return problem
  const said = data.error ?? data.message
  return {
    ...problem,
    ...(data.code === undefined ? {} : { code: data.code }),
    ...(said === undefined ? {} : { said }),
    ...(answer.status === 403 && ofThePlan.test(said ?? '') ? { kind: 'plan-needed' } : {}),
  }
}
