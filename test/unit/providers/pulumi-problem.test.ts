import { describe, expect, it } from 'vitest'
import { pulumiProblem } from '#main/providers/pulumi/problem'

function problem(status: number, body: unknown): object {
  return pulumiProblem({ status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body) })
}

describe('what Pulumi Cloud says went wrong', () => {
  it.each([
    [401, 'Unauthorized: No credentials provided or are invalid.', { kind: 'wrong-token' }],
    [401, 'Unauthorized: The access token has expired.', { kind: 'expired-token' }],
    [403, 'You do not have permission to perform this operation.', { kind: 'missing-permission' }],
    [403, 'Upgrade your subscription to use team tokens.', { kind: 'plan-needed' }],
    [
      403,
      'The `acme` organization enforces a max access token expiry of `30` days that your current token does not meet.',
      { kind: 'expiry-policy', limit: 30 },
    ],
    [
      400,
      'Bad Request: Audit Logs is available only to organizations with an Enterprise subscription.',
      { kind: 'plan-needed' },
    ],
    [
      400,
      'Bad Request: Token name may only contain alphanumeric, hyphens, or underscores',
      { kind: 'invalid-input', field: 'name' },
    ],
    [400, 'Bad Request: Token expiration must be in the future', { kind: 'invalid-input', field: 'expiry' }],
    [404, "Not Found: Organization 'x' not found", { kind: 'not-found' }],
    [409, 'Conflict: token name already exists', { kind: 'name-taken', field: 'name' }],
    [500, 'Internal Server Error', { kind: 'server-error' }],
  ])('reads %i %j', (status, message, expected) => {
    const read = problem(status, { code: status, message })
    expect(read).toEqual({ code: String(status), said: message, ...expected })
  })

  it('reads details where they are given', () => {
    const detailed = (status: number, errorType: string, attribute: string) =>
      problem(status, { code: status, message: 'Refused', errors: [{ resource: 'Token', attribute, errorType }] })
    expect(detailed(422, 'already_exists', 'name')).toMatchObject({ kind: 'name-taken', field: 'name' })
    expect(detailed(400, 'invalid', 'expires')).toMatchObject({ kind: 'invalid-input', field: 'expiry' })
    expect(detailed(400, 'invalid', 'roleID')).toMatchObject({ kind: 'invalid-input', field: 'role' })
    expect(detailed(400, 'invalid', 'description')).toMatchObject({ kind: 'invalid-input', field: 'description' })
    expect(detailed(400, 'custom', 'other')).not.toHaveProperty('field')
  })

  it.each(['saml_reauth_required', 'saml_login_required'])('does not blame the token for %s', (errorType) => {
    expect(problem(401, { message: 'Sign in again', errors: [{ attribute: 'org', errorType }] })).toMatchObject({
      kind: 'missing-permission',
    })
  })

  it('takes plain text of a router as it is, and says nothing of a page', () => {
    expect(problem(404, '404 page not found\n')).toMatchObject({ kind: 'not-found', said: '404 page not found\n' })
    expect(problem(502, '<html><h1>Bad Gateway</h1></html>')).toEqual({
      kind: 'server-error',
      code: '502',
      outcome: 'unknown',
    })
  })

  it('reads no limit out of a number that is none', () => {
    const policy = (days: string) => problem(403, { message: `enforces a max access token expiry of ${days} days` })
    expect(policy('36500')).toMatchObject({ kind: 'expiry-policy', limit: 36_500 })
    expect(policy('9'.repeat(400))).not.toHaveProperty('limit')
  })

  it('is not kept busy by a message of nothing but digits', () => {
    expect(problem(403, { message: `enforces a max ${'1'.repeat(400_000)}` })).toMatchObject({ kind: 'expiry-policy' })
  })

  it.each(['[]', 'null', '""', '{"message":5,"errors":"x"}', '{"errors":[null]}'])(
    'makes do with the body %s',
    (body) => {
      expect(problem(400, body)).toMatchObject({ kind: 'invalid-input' })
    },
  )
})
