import { z } from 'zod'
import type { HttpResponse } from '#main/ports/http'
import { parse } from '../kit/body.ts'
import { problemOfStatus, type Problem } from '../kit/problem.ts'

/** Most say `error`; some calls say `message` (npm/api-documentation, token.yaml). */
const errorBody = z.object({ error: z.string().catch(''), message: z.string().catch('') })

// A registry has no codes: its words and its challenges are all there is, and npm's command line goes by both of the first
// two (npm-registry-fetch, lib/check-response.js).
const aboutOneTimeCode = /one[- ]time pass|\botp\b/i
const aboutPassword = /password/i
/** verdaccio's words for a token that was deleted, or is used from an address that it is not for. */
const notAccepted = /unauthorized access|bad username\/password|bad authorization header/i
const aboutExpiry = /expir/i
const aboutName = /\bname\b/i
const isNoToken = /could not delete token/i
// Bounded at both ends: the time this takes must not grow with the square of what somebody sends.
const days = /\b(\d{1,5})\s+days?\b/i

/**
 * Reads what went wrong with a call that asks. A challenge says nothing against the credential; nobody is there to type a
 * code while a list is read.
 */
export function askingProblem(answer: HttpResponse): Problem {
  const problem = saidProblem(answer)
  if (challengeOf(answer, problem) !== null) return { ...problem, kind: 'missing-permission' }
  const isRefused = answer.status === 400 || answer.status === 403
  return isRefused && notAccepted.test(problem.said ?? '') ? { ...problem, kind: 'wrong-token' } : problem
}

/**
 * Reads what went wrong with a call that changes something. Those may want a one-time code, or find the password wrong
 * that came with them: neither says anything against the credential.
 */
export function changingProblem(answer: HttpResponse): Problem {
  const problem = saidProblem(answer)
  const said = problem.said ?? ''
  switch (answer.status) {
    case 400:
    case 422:
      return { ...problem, ...ofInput(said) }
    case 401: {
      const challenge = challengeOf(answer, problem)
      if (challenge === 'address') return { ...problem, kind: 'missing-permission' }
      if (challenge === 'one-time-code') return { ...problem, kind: 'step-up-needed', field: 'one-time-code' }
      return aboutPassword.test(said) ? { ...problem, kind: 'step-up-needed', field: 'password' } : problem
    }
    case 409:
      return { ...problem, field: 'name' }
    default:
      return problem
  }
}

/** What a registry wants of a credential that it knows: to be used from its address, or a one-time code beside it. */
function challengeOf({ status, headers }: HttpResponse, { said = '' }: Problem): 'address' | 'one-time-code' | null {
  if (status !== 401) return null
  const challenges = (headers['www-authenticate'] ?? '').toLowerCase().split(/[,\s]+/)
  if (challenges.includes('ipaddress')) return 'address'
  return challenges.includes('otp') || aboutOneTimeCode.test(said) ? 'one-time-code' : null
}

function saidProblem({ status, body }: HttpResponse): Problem {
  const ofStatus = problemOfStatus(status)
  const { success, data } = errorBody.safeParse(parse(body))
  if (!success) return ofStatus
  return { ...ofStatus, said: data.error || data.message }
}

function ofInput(said: string): Partial<Problem> {
  if (isNoToken.test(said)) return { kind: 'not-found' }
  if (aboutExpiry.test(said)) {
    const limit = days.exec(said)?.[1]
    return limit === undefined ? { field: 'expiry' } : { kind: 'expiry-policy', field: 'expiry', limit: Number(limit) }
  }
  return aboutName.test(said) ? { field: 'name' } : {}
}
