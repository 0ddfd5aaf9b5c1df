import { z } from 'zod'
import type { HttpResponse } from '#main/ports/http'
import { parse } from '../kit/body.ts'
import { problemOfStatus, type Problem } from '../kit/problem.ts'

/** Three shapes are in use: `message` (text or a list for each field), `error`, and OAuth's `error` with a description. */
const errorBody = z.object({
  message: z.unknown().optional(),
  error: z.string().catch(''),
  error_description: z.string().catch(''),
})

// GitLab has no codes for these; its words are all there is to tell them by (lib/api and app/services in
// gitlabhq/gitlabhq).
const notAllowed = /does not have permission|not permitted|cannot delete|permissions not held/i
const tooLong = /expir\w*\b.{0,40}(?:before|within|at most|less than|maximum)/is
const isRevoked = /already revoked/i

/** Reads an answer of GitLab that is no success. A body that is not JSON came from a guard or a proxy in front of it. */
export function gitlabProblem(answer: HttpResponse): Problem {
  const ofStatus = problemOfStatus(answer.status)
  const { success, data } = errorBody.safeParse(parse(answer.body))
  if (!success) return /^\s*</.test(answer.body) ? ofStatus : { ...ofStatus, said: answer.body }
  const message = textOf(data.message)
  const said = { ...ofStatus, said: data.error_description || message || data.error }
  switch (answer.status) {
    case 400:
    case 422:
      return { ...said, ...ofInput(message || data.error) }
    case 401:
      return /\bexpired\b/i.test(data.error_description) ? { ...said, kind: 'expired-token' } : said
    case 405:
      return { ...said, kind: 'not-supported' }
    default:
      return said
  }
}

function ofInput(message: string): Partial<Problem> {
  if (notAllowed.test(message)) return { kind: 'missing-permission' }
  if (isRevoked.test(message)) return { kind: 'not-found' }
  const field = fieldOf(message)
  if (field === 'expiry' && tooLong.test(message)) return { kind: 'expiry-policy', field }
  return field === undefined ? {} : { field }
}

/** The field of our form that GitLab's sentence is about. */
function fieldOf(message: string): string | undefined {
  if (/expir/i.test(message)) return 'expiry'
  if (/\bscopes?\b/i.test(message)) return 'scopes'
  if (/access_level|access level/i.test(message)) return 'role'
  if (/\bdescription\b/i.test(message)) return 'description'
  return /\bname\b/i.test(message) ? 'name' : undefined
}

/** `message` is one text, a list of them, or an object with lists of texts by field. */
function textOf(message: unknown): string {
  if (typeof message === 'string') return message
  if (Array.isArray(message)) return message.slice(0, 20).map(textOf).join(', ')
  if (typeof message !== 'object' || message === null) return ''
  return Object.entries(message)
    .slice(0, 20)
    .map(([field, texts]) => `${field} ${textOf(texts)}`)
    .join(', ')
}
