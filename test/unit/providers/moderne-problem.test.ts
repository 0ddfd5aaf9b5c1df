import { describe, expect, it } from 'vitest'
import type { HttpResponse } from '#main/ports/http'
import { moderneProblem, moderneRefusal } from '#main/providers/moderne/problem'

function answer(status: number, message: string, extensions?: object): HttpResponse {
  return { status, headers: {}, body: JSON.stringify({ errors: [{ message, extensions }], data: null }) }
}

describe('what Moderne’s services refuse', () => {
  it.each([
    ['Forbidden', { classification: 'FORBIDDEN' }, { kind: 'missing-permission', code: 'FORBIDDEN' }],
    ['Nein', { classification: 'FORBIDDEN' }, { kind: 'missing-permission' }],
    ['Nein', { classification: 'UNAUTHORIZED' }, { kind: 'wrong-token' }],
    ['Nein', { classification: 'BAD_REQUEST' }, { kind: 'invalid-input' }],
    ['Nein', { classification: 'INTERNAL_ERROR' }, { kind: 'server-error', outcome: 'unknown' }],
    ['expiresAt must be in the future', undefined, { kind: 'invalid-input', field: 'expiry' }],
    ['Token expiry exceeds the maximum of 30 days', undefined, { kind: 'expiry-policy', limit: 30 }],
    ['An expiration is required', undefined, { kind: 'expiry-policy' }],
    ['Unknown field', { code: 'GRAPHQL_VALIDATION_FAILED' }, { kind: 'not-supported' }],
  ])('is read from %j with %j', (message, extensions, problem) => {
    expect(moderneRefusal(answer(200, message, extensions))).toMatchObject(problem)
  })

  it.each([
    ['Subgraph errors redacted', undefined],
    ["HTTP fetch failed from 'authz'", { code: 'SUBREQUEST_HTTP_ERROR' }],
    ['Request timed out', { code: 'GATEWAY_TIMEOUT' }],
  ])('may be done all the same where the gateway says %j', (message, extensions) => {
    expect(moderneRefusal(answer(200, message, extensions))).toMatchObject({ kind: 'server-error', outcome: 'unknown' })
  })

  it('is nothing where there are no errors', () => {
    expect(moderneRefusal({ status: 200, headers: {}, body: '{"data":{}}' })).toBeNull()
    expect(moderneRefusal({ status: 200, headers: {}, body: '{"errors":[]}' })).toBeNull()
  })
})

describe('what Moderne’s gateway refuses', () => {
  it('was not done when its status says so, whatever the code', () => {
    const problem = moderneProblem(answer(500, 'Oh', { code: 'INTERNAL_SERVER_ERROR' }))
    expect(problem).toMatchObject({ kind: 'server-error', code: 'INTERNAL_SERVER_ERROR' })
    expect(problem).not.toHaveProperty('outcome')
  })

  it('may be done after a status that says nothing of it', () => {
    expect(moderneProblem(answer(504, 'Late', { code: 'GATEWAY_TIMEOUT' }))).toMatchObject({ outcome: 'unknown' })
    expect(moderneProblem({ status: 502, headers: {}, body: '<html>' })).toMatchObject({ outcome: 'unknown' })
  })

  it('tells a server without Moderne’s API from a thing that is not found', () => {
    expect(moderneProblem({ status: 404, headers: {}, body: 'Not Found' })).toMatchObject({ kind: 'not-supported' })
    expect(moderneProblem(answer(404, 'No such thing', { code: 'NOT_FOUND' }))).toMatchObject({ kind: 'not-found' })
  })
})
