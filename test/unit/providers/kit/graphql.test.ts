import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Failure } from '#main/ports/failure'
import type { HttpRequest, HttpResponse } from '#main/ports/http'
import { Secret } from '#main/ports/secret'
import { bearer } from '#main/providers/kit/auth'
import { createClient } from '#main/providers/kit/client'
import {
  graphqlCaller,
  graphqlHeaders,
  graphqlProblem,
  graphqlRefusal,
  type GraphqlCaller,
} from '#main/providers/kit/graphql'
import { FakeClock } from '#test/support/fake-clock'

const never = new AbortController().signal
const tokens = z.object({ tokens: z.array(z.string()) })
const query = 'query Tokens($first: Int) { tokens(first: $first) }'

function answer(body: unknown, status = 200): HttpResponse {
  return { status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body) }
}

/** A caller whose calls are answered in turn. */
function calling(...answers: HttpResponse[]): { caller: GraphqlCaller; requests: HttpRequest[] } {
  const requests: HttpRequest[] = []
  const send = (request: HttpRequest): Promise<HttpResponse> => {
    requests.push(request)
    const next = answers.shift()
    return next ? Promise.resolve(next) : Promise.reject(new Error('one call too many'))
  }
  const client = createClient(
    { http: { send }, clock: new FakeClock() },
    {
      provider: 'Example',
      origin: 'https://api.example.com',
      credential: new Secret('EXAMPLE-credential'),
      auth: bearer,
      headers: graphqlHeaders,
      problem: graphqlProblem,
      refused: graphqlRefusal,
    },
  )
  return { caller: graphqlCaller(client, '/graphql'), requests }
}

async function errorOf(action: Promise<unknown>): Promise<unknown> {
  return action.then(
    () => 'none',
    (error: unknown) => (error instanceof Failure ? error.error : error),
  )
}

const error = (message: string, code?: string, more: object = {}) => ({
  data: null,
  errors: [{ message, ...more, ...(code !== undefined && { extensions: { code } }) }],
})

describe('an operation', () => {
  it('is sent with its variables beside it, never in its text', async () => {
    const { caller, requests } = calling(answer({ data: { tokens: ['a'] } }))
    expect(await caller.read(query, { first: 10 }, tokens, never)).toEqual({ tokens: ['a'] })
    expect(requests).toMatchObject([{ method: 'POST', url: 'https://api.example.com/graphql' }])
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ query, variables: { first: 10 } })
    expect(requests[0]?.headers).toEqual({ ...graphqlHeaders, authorization: 'Bearer EXAMPLE-credential' })
  })

  it.each([['{}'], ['{"data":null}'], ['{"data":{"tokens":[1]}}'], ['<html>'], ['[]']])(
    'whose answer is %s is broken, and lost when it changed something',
    async (body) => {
      const { caller } = calling(answer(body), answer(body))
      expect(await errorOf(caller.read(query, {}, tokens, never))).toMatchObject({ kind: 'broken-body' })
      expect(await errorOf(caller.change(query, {}, tokens, never))).toMatchObject({ kind: 'answer-lost' })
    },
  )

  it('takes an empty list of errors, and one that is null, for none', async () => {
    for (const errors of [[], null]) {
      const { caller } = calling(answer({ data: { tokens: [] }, errors }))
      expect(await caller.change(query, {}, tokens, never)).toEqual({ tokens: [] })
    }
  })

  it('does not pass off a part of an answer as the whole', async () => {
    const { caller } = calling(answer({ data: { tokens: ['a'] }, errors: [{ message: 'Forbidden for team b' }] }))
    expect(await errorOf(caller.read(query, {}, tokens, never))).toMatchObject({ kind: 'missing-permission' })
  })
})

describe('errors in an answer of success', () => {
  it.each([
    ['UNAUTHENTICATED', 'wrong-token'],
    ['unauthorized', 'wrong-token'],
    ['UNAUTHORIZED_FIELD_OR_TYPE', 'missing-permission'],
    ['REQUEST_RATE_LIMITED', 'rate-limited'],
    ['FORBIDDEN', 'missing-permission'],
    ['PERMISSION_DENIED', 'missing-permission'],
    ['NOT_FOUND', 'not-found'],
    ['BAD_USER_INPUT', 'invalid-input'],
    ['BAD_REQUEST', 'invalid-input'],
    ['GRAPHQL_VALIDATION_FAILED', 'invalid-input'],
    ['TOO_MANY_REQUESTS', 'rate-limited'],
  ])('with the code %s are met as %s, in reading and changing', async (code, kind) => {
    const { caller } = calling(answer(error('no', code)))
    expect(await errorOf(caller.change(query, {}, tokens, never))).toEqual({
      kind,
      provider: 'Example',
      code,
      said: 'no',
    })
    expect(graphqlRefusal(answer(error('no', code)))).toMatchObject({ kind })
  })

  it('take the class that Spring gives for the code', () => {
    const body = { errors: [{ message: 'no', extensions: { classification: 'FORBIDDEN' } }] }
    expect(graphqlRefusal(answer(body))).toEqual({ kind: 'missing-permission', said: 'no', code: 'FORBIDDEN' })
  })

  it.each([
    ['Not logged in', 'wrong-token'],
    ['The token has expired', 'wrong-token'],
    ['jwt expired', 'wrong-token'],
    ['Invalid access token', 'wrong-token'],
    ['Authentication is required', 'wrong-token'],
    ['Unauthorized field or type', 'missing-permission'],
    ['The expiry of the token is too far away', 'invalid-input'],
    ['Access denied', 'missing-permission'],
    ['You lack the permission', 'missing-permission'],
    ['The name is too long', 'invalid-input'],
    ['', 'invalid-input'],
  ])('without a code are told by their words: %j is %s', (message, kind) => {
    expect(graphqlRefusal(answer(error(message)))).toEqual({ kind, said: message })
  })

  it('of the server leave open what a change did', async () => {
    const { caller } = calling(answer(error('no', 'INTERNAL_SERVER_ERROR')))
    expect(await errorOf(caller.change(query, {}, tokens, never))).toMatchObject({ kind: 'answer-lost' })
  })

  it.each([
    'Exception while fetching data (/createToken) : Connection reset',
    'Internal Server Error(s) while executing query',
    'Request timed out',
    'upstream service unavailable',
  ])('that say only that something broke leave open what a change did: %s', async (message) => {
    const { caller } = calling(answer(error(message, 'DataFetchingException')), answer(error(message)))
    for (const _ of [1, 2]) {
      expect(await errorOf(caller.change(query, {}, tokens, never))).toMatchObject({ kind: 'answer-lost' })
    }
  })

  it.each(['UNAVAILABLE', 'UNKNOWN', 'DOWNSTREAM_SERVICE_ERROR'])('with the code %s do so too', async (code) => {
    const { caller } = calling(answer(error('no', code)))
    expect(await errorOf(caller.change(query, {}, tokens, never))).toMatchObject({ kind: 'answer-lost' })
  })

  it('beside what was made take nothing of it away, as a secret may be in it', async () => {
    const beside = { errors: [{ message: 'no', path: ['createToken', 'owner'], extensions: { code: 'FORBIDDEN' } }] }
    const { caller } = calling(
      answer({ data: { tokens: ['made'] }, ...beside }),
      answer({ data: { tokens: [7] }, ...beside }),
    )
    expect(await caller.change(query, {}, tokens, never)).toEqual({ tokens: ['made'] })
    expect(await errorOf(caller.change(query, {}, tokens, never))).toMatchObject({ kind: 'answer-lost' })
  })

  it('of something within what was made leave open what a change did: it may be made', async () => {
    const within = error('no', 'FORBIDDEN', { path: ['createToken', 'owner'] })
    const itself = error('no', 'FORBIDDEN', { path: ['createToken'] })
    const { caller } = calling(answer(within), answer(itself))
    expect(await errorOf(caller.change(query, {}, tokens, never))).toMatchObject({ kind: 'answer-lost' })
    expect(await errorOf(caller.change(query, {}, tokens, never))).toMatchObject({ kind: 'missing-permission' })
  })

  it.each([
    [{ errors: [{ message: 7 }] }, ''],
    [{ errors: [{ message: 'no', extensions: null }] }, 'no'],
    [{ errors: [{ message: 'no', extensions: { code: 42 }, path: 'a.b' }] }, 'no'],
  ])('are met in odd shapes too: %j', (body, said) => {
    expect(graphqlRefusal(answer(body))).toEqual({ kind: 'invalid-input', said })
  })

  it.each([['{"errors":[]}'], ['{"errors":["no"]}'], ['{"data":{}}'], ['null'], ['no JSON']])(
    'are none in %s',
    (body) => {
      expect(graphqlRefusal(answer(body))).toBeNull()
    },
  )

  it('never repeat the credential', async () => {
    const { caller } = calling(answer(error('not valid: EXAMPLE-credential', 'UNAUTHENTICATED')))
    expect(JSON.stringify(await errorOf(caller.read(query, {}, tokens, never)))).not.toContain('EXAMPLE-credential')
  })
})

describe('an answer that is no success', () => {
  it('is read by the code of its errors', () => {
    expect(graphqlProblem(answer(error('no', 'UNAUTHENTICATED'), 400))).toEqual({
      kind: 'wrong-token',
      said: 'no',
      code: 'UNAUTHENTICATED',
    })
  })

  it('is read by its status where the errors have no code that is known, in their words', () => {
    expect(graphqlProblem(answer(error('no', 'E_42'), 403))).toEqual({
      kind: 'missing-permission',
      said: 'no',
      code: '403',
    })
  })

  it('is read by its status where it does not speak GraphQL', () => {
    expect(graphqlProblem(answer('<html>', 502))).toEqual({ kind: 'server-error', code: '502', outcome: 'unknown' })
    expect(graphqlProblem(answer('', 401))).toEqual({ kind: 'wrong-token', code: '401' })
  })
})
