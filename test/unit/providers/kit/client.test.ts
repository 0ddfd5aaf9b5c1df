import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Failure } from '#main/ports/failure'
import { HttpFailure, type HttpRequest, type HttpResponse } from '#main/ports/http'
import { Secret } from '#main/ports/secret'
import { bearer } from '#main/providers/kit/auth'
import { json, nothing } from '#main/providers/kit/body'
import { createClient, type Call, type Client } from '#main/providers/kit/client'
import { problemOfStatus } from '#main/providers/kit/problem'
import { FakeClock } from '#test/support/fake-clock'

const origin = 'https://api.example.com'
const never = new AbortController().signal
const call: Call<{ ok: boolean }> = { method: 'GET', url: '/thing', answer: json(z.object({ ok: z.boolean() })) }

interface Bench {
  readonly client: Client
  readonly clock: FakeClock
  readonly requests: HttpRequest[]
}

/** A client whose calls are answered in turn; an error is thrown. */
function bench(...answers: (Partial<HttpResponse> | Error)[]): Bench {
  const requests: HttpRequest[] = []
  const clock = new FakeClock()
  const http = {
    send: async (request: HttpRequest): Promise<HttpResponse> => {
      requests.push(request)
      const answer = answers.shift()
      if (answer instanceof Error) throw answer
      if (!answer) throw new Error('one call too many')
      return { status: 200, headers: {}, body: '{"ok":true}', ...answer }
    },
  }
  const client = createClient(
    { http, clock },
    {
      provider: 'Example',
      origin,
      credential: new Secret('EXAMPLE-credential'),
      secrets: [new Secret('1234'), new Secret('step-up-EXAMPLE')],
      auth: bearer,
      headers: { accept: 'application/json' },
      problem: ({ status, body }) => ({ ...problemOfStatus(status), said: body }),
    },
  )
  return { client, clock, requests }
}

async function errorOf(action: Promise<unknown>): Promise<object> {
  try {
    await action
  } catch (error) {
    if (error instanceof Failure) return error.error
    throw error
  }
  throw new Error('it did not fail')
}

/** Lets everything run that waits for nothing but its turn. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('the kit’s client', () => {
  it('sends the credential with the headers of every call, within its limits', async () => {
    const { client, requests } = bench({})
    expect(await client.read(call, never)).toEqual({ ok: true })
    expect(requests).toEqual([
      {
        method: 'GET',
        url: 'https://api.example.com/thing',
        headers: { accept: 'application/json', authorization: 'Bearer EXAMPLE-credential' },
        timeoutMs: 30_000,
        maxBytes: 16 * 1024 * 1024,
        signal: never,
      },
    ])
  })

  it('sends a body as JSON', async () => {
    const { client, requests } = bench({ status: 204, body: '' })
    await client.change({ method: 'POST', url: '/thing', body: { name: 'ü' }, answer: nothing }, never)
    expect(requests[0]?.body).toBe('{"name":"ü"}')
  })

  it.each([
    'https://evil.example/thing',
    '//evil.example/thing',
    'https://api.example.com:8443/thing',
    'http://api.example.com/thing',
    'https://someone@api.example.com/thing',
  ])('sends nothing to %s, for reading or changing', async (url) => {
    const { client, requests } = bench({}, {})
    expect(await errorOf(client.read({ ...call, url }, never))).toMatchObject({ kind: 'origin-refused' })
    expect(await errorOf(client.change({ ...call, url }, never))).toMatchObject({ kind: 'origin-refused' })
    expect(requests).toEqual([])
  })

  it.each([
    ['offline', 'offline'],
    ['refused', 'offline'],
    ['unknown-host', 'unknown-host'],
    ['timeout', 'timeout'],
    ['tls', 'tls'],
    ['proxy', 'proxy'],
    ['redirected', 'redirected'],
    ['too-large', 'too-large'],
    ['cancelled', 'cancelled'],
  ] as const)('meets %s as %s and names the host; a change that was not sent the same way', async (why, kind) => {
    const expected = { kind, provider: 'api.example.com' }
    const { client } = bench(new HttpFailure(why, true), new HttpFailure(why, false), new HttpFailure(why, true))
    expect(await errorOf(client.read(call, never))).toMatchObject(expected)
    expect(await errorOf(client.change(call, never))).toMatchObject(expected)
    expect(await errorOf(client.change(call, never))).toEqual({ kind: 'answer-lost', provider: 'Example', code: why })
  })

  it('takes the place that did not fit for the code of a broken body', async () => {
    const { client } = bench({ body: '{"ok":1}' }, { body: '{"ok":1}' }, { body: '<html>' })
    expect(await errorOf(client.read(call, never))).toEqual({ kind: 'broken-body', provider: 'Example', code: 'ok' })
    expect(await errorOf(client.change(call, never))).toMatchObject({ kind: 'answer-lost', code: 'broken-body' })
    expect(await errorOf(client.read(call, never))).toEqual({ kind: 'broken-body', provider: 'Example' })
  })

  it('masks the credential in what the provider said, whatever its shape', async () => {
    const { client } = bench({ status: 400, body: 'no such user: EXAMPLE-credential' })
    expect(await errorOf(client.read(call, never))).toMatchObject({ said: 'no such user: •••' })
  })

  it('masks every other secret that its calls carry', async () => {
    const { client } = bench({ status: 400, body: 'not 1234, but step-up-EXAMPLE' })
    const { said } = (await errorOf(client.read(call, never))) as { said: string }
    expect(said).toBe('not •••, but •••')
  })

  it('sends nothing when it was cancelled before', async () => {
    const { client, requests } = bench({}, {})
    for (const action of [client.read, client.change]) {
      expect(await errorOf(action(call, AbortSignal.abort()))).toMatchObject({ kind: 'cancelled' })
    }
    expect(requests).toEqual([])
  })

  it('is not made for what is no origin', async () => {
    const ports = { http: { send: () => Promise.reject(new Error('unused')) }, clock: new FakeClock() }
    const settings = { provider: 'Example', credential: new Secret('a'), auth: bearer, headers: {} }
    for (const wrong of ['', 'not an origin', 'http://example.com']) {
      const make = async (): Promise<unknown> =>
        createClient(ports, { ...settings, origin: wrong, problem: ({ status }) => problemOfStatus(status) })
      expect(await errorOf(make())).toEqual({ kind: 'origin-refused' })
    }
  })

  it('lets nothing out of an adapter that breaks its promise', async () => {
    const leak = new Error('Bearer EXAMPLE-credential')
    const { client, clock } = bench(leak, leak, leak, leak)
    expect(await errorOf(client.change(call, never))).toMatchObject({ kind: 'answer-lost' })
    const reading = errorOf(client.read(call, never))
    for (let tries = 0; tries < 3; tries += 1) {
      await settled()
      clock.advance(10_000)
    }
    expect(JSON.stringify(await reading)).not.toContain('EXAMPLE')
  })

  it('ends a wait before the next try as soon as it is cancelled', async () => {
    const { client, clock, requests } = bench({ status: 503 }, {})
    const cancel = new AbortController()
    const reading = errorOf(client.read(call, cancel.signal))
    await settled()
    expect(clock.waiting).toBe(1)
    cancel.abort()
    expect(await reading).toMatchObject({ kind: 'cancelled' })
    expect(clock.waiting).toBe(0)
    expect(requests).toHaveLength(1)
  })

  it('waits no less than a rate limit asks for', async () => {
    const { client, clock, requests } = bench({ status: 429, headers: { 'retry-after': '7' } }, {})
    const reading = client.read(call, never)
    await settled()
    clock.advance(6_999)
    await settled()
    expect(requests).toHaveLength(1)
    clock.advance(1)
    expect(await reading).toEqual({ ok: true })
  })

  it.each([
    [302, 'redirected'],
    [402, 'plan-needed'],
    [407, 'proxy'],
    [410, 'not-found'],
    [418, 'server-error'],
    [422, 'invalid-input'],
    [451, 'server-error'],
    [507, 'server-error'],
    [0, 'server-error'],
  ])('meets status %i as %s', async (status, kind) => {
    const { client } = bench({ status, body: 'so it is' })
    expect(await errorOf(client.read(call, never))).toEqual({
      kind,
      provider: 'Example',
      code: String(status),
      said: 'so it is',
    })
  })

  it.each([302, 408, 502, 504, 520, 524])('does not know what a change did after %i', async (status) => {
    const { client } = bench({ status })
    expect(await errorOf(client.change(call, never))).toMatchObject({ kind: 'answer-lost', code: String(status) })
  })
})
