import { z } from 'zod'
import type { HttpResponse } from '#main/ports/http'
import { parse } from '../kit/body.ts'
import { list } from '../kit/list.ts'
import { problemOfStatus, type Problem } from '../kit/problem.ts'

/** The error body of pulumi/pulumi, `sdk/go/common/apitype/errors.go`. */
const errorBody = z.object({
  message: z.string().catch(''),
  errors: list(z.object({ attribute: z.string().catch(''), errorType: z.string().catch('') }), 100)
    .nullish()
    .catch(undefined),
})

// Pulumi Cloud has no codes for these three; its words are all there is to tell them by.
const aboutPlan = /available only|only available|subscription|upgrade|\bedition\b/i
const aboutPolicy = /max(?:imum)? access token expir|expiry policy|enforces a max/i
const hasExpired = /\bexpired\b/i
// Bounded at both ends: the time this takes must not grow with the square of what somebody sends.
const days = /\b(\d{1,5})\D{0,3}\s+days?\b/i

/** Reads an answer of Pulumi Cloud that is no success. A body that is not JSON came from a router or a proxy. */
export function pulumiProblem(answer: HttpResponse): Problem {
  const ofStatus = problemOfStatus(answer.status)
  const { success, data } = errorBody.safeParse(parse(answer.body))
  if (!success) return /^\s*</.test(answer.body) ? ofStatus : { ...ofStatus, said: answer.body }
  const said = { ...ofStatus, said: data.message }
  const details = data.errors ?? []
  switch (answer.status) {
    case 400:
    case 422:
      return { ...said, ...ofInput(data.message, details) }
    case 401: {
      // The token is good, but this organization wants its person to sign in by SAML again.
      if (details.some(({ errorType }) => errorType.startsWith('saml_'))) return { ...said, kind: 'missing-permission' }
      return hasExpired.test(data.message) ? { ...said, kind: 'expired-token' } : said
    }
    case 403:
      return { ...said, ...ofPermission(data.message) }
    case 409:
      return { ...said, field: 'name' }
    default:
      return said
  }
}

function ofInput(
  message: string,
  details: readonly { attribute: string; errorType: string }[],
): Pick<Problem, 'field'> & Partial<Pick<Problem, 'kind'>> {
  if (aboutPlan.test(message)) return { kind: 'plan-needed' }
  const field = fieldOf(details[0]?.attribute ?? '') ?? fieldOf(message)
  const taken = details.some(({ errorType }) => errorType === 'already_exists')
  return { ...(taken ? { kind: 'name-taken' } : {}), ...(field === undefined ? {} : { field }) }
}

function ofPermission(message: string): Partial<Problem> {
  if (aboutPolicy.test(message)) {
    const limit = days.exec(message)?.[1]
    return { kind: 'expiry-policy', ...(limit === undefined ? {} : { limit: Number(limit) }) }
  }
  return aboutPlan.test(message) ? { kind: 'plan-needed' } : {}
}

/** The field of our form that the provider's word or sentence is about. */
function fieldOf(words: string): string | undefined {
  if (/expir/i.test(words)) return 'expiry'
  if (/\bname\b/i.test(words)) return 'name'
  if (/description/i.test(words)) return 'description'
  return /role/i.test(words) ? 'role' : undefined
}
