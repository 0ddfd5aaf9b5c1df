import { z } from 'zod'
import type { HttpResponse } from '#main/ports/http'
import { parse } from '../kit/body.ts'
import { problemOfStatus, type Problem } from '../kit/problem.ts'

const errorBody = z.object({ message: z.string().catch('') })

// docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: limits are 403 or 429.
const aboutLimits = /\b(?:rate limit|abuse detection)/i

/** Reads an answer of GitHub that is no success. */
export function githubProblem(answer: HttpResponse): Problem {
  const ofStatus = problemOfStatus(answer.status)
  const { success, data } = errorBody.safeParse(parse(answer.body))
  const said = success ? { ...ofStatus, said: data.message } : ofStatus
  if (answer.status !== 403) return said
  const isLimited =
    answer.headers['x-ratelimit-remaining'] === '0' ||
    answer.headers['retry-after'] !== undefined ||
    (success && aboutLimits.test(data.message))
  return isLimited ? { ...said, kind: 'rate-limited' } : said
}
