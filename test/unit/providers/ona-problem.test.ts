import { describe, expect, it } from 'vitest'
import type { HttpResponse } from '#main/ports/http'
import { onaProblem } from '#main/providers/ona/problem'

const answer = (status: number, code: string, message: string): HttpResponse => ({
  status,
  headers: {},
  body: JSON.stringify({ code, message }),
})

describe('what Ona refuses', () => {
  it.each([
    [403, 'permission_denied', 'audit logs are part of the Enterprise plan', 'plan-needed'],
    [400, 'failed_precondition', 'upgrade to add service accounts', 'plan-needed'],
    [429, 'resource_exhausted', 'your plan allows 3 personal access tokens', 'plan-needed'],
    [403, 'permission_denied', 'not an administrator', 'missing-permission'],
    [429, 'resource_exhausted', 'maximum number of personal access tokens reached', 'invalid-input'],
    [429, 'resource_exhausted', 'personal access token limit reached', 'invalid-input'],
    [429, 'resource_exhausted', 'rate limit exceeded for this token', 'rate-limited'],
    [429, 'resource_exhausted', 'too many requests with this token', 'rate-limited'],
    [429, 'resource_exhausted', 'slow down', 'rate-limited'],
    [401, 'unauthenticated', 'your plan has ended', 'wrong-token'],
  ])('with %i %s and %j is %s', (status, code, message, kind) => {
    expect(onaProblem(answer(status, code, message))).toMatchObject({ kind, said: message })
  })
})
