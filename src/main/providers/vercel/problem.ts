import { z } from 'zod'
import type { HttpResponse } from '#main/ports/http'
import { parse } from '../kit/body.ts'
import { problemOfStatus, untilReset, type Problem } from '../kit/problem.ts'

const errorBody = z.object({
  error: z.object({
    code: z.string().max(60).catch(''),
    message: z.string().catch(''),
    invalidToken: z.boolean().optional().catch(undefined),
  }),
})

/** Reads an answer of Vercel that is no success. A token that is none is answered 403 too, and marked as such. */
export function vercelProblem({ status, body }: HttpResponse): Problem {
  const ofStatus = problemOfStatus(status)
  const { success, data } = errorBody.safeParse(parse(body))
  if (!success) return ofStatus
  const { message: said, invalidToken } = data.error
  return { ...ofStatus, said, ...(status === 403 && invalidToken === true ? { kind: 'wrong-token' } : {}) }
}

/** Where there is no `Retry-After`, Vercel tells the second at which its limit is lifted. */
export function waitOf(answer: HttpResponse, now: number): number | undefined {
  return untilReset(answer, 'x-ratelimit-reset', now)
}
