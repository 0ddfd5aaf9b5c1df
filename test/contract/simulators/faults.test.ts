import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startGitpodSimulator, type GitpodSimulator } from '#test/simulators/gitpod/index'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import type { Fault } from '#test/simulators/kit/faults'
import { startPulumiSimulator, type PulumiSimulator } from '#test/simulators/pulumi/index'
import { field, listField, request, type Answer } from './client.ts'

const LIST = 'gitpod.experimental.v1.TokensService/ListPersonalAccessTokens'

let pulumi: PulumiSimulator
let gitpod: GitpodSimulator
let pulumiValue: string
let gitpodValue: string

beforeEach(async () => {
  pulumi = await startPulumiSimulator()
  pulumi.state.addUser({ login: 'ada', name: 'Ada', email: 'ada@example.com' })
  pulumiValue = pulumi.state.addPersonalToken('ada').value
  gitpod = await startGitpodSimulator()
  const { id } = gitpod.state.addUser({ name: 'ada' })
  const token = { name: 'laptop', expirationTime: Date.now() + 60_000, scopes: FULL_ACCESS }
  gitpodValue = gitpod.state.addToken(id, token).value
})

afterEach(() => Promise.all([pulumi.close(), gitpod.close()]))

function list(path = '/api/user/tokens'): Promise<Answer> {
  return request(pulumi.origin + path, { headers: { authorization: `token ${pulumiValue}` } })
}

function create(): Promise<Answer> {
  return request(`${pulumi.origin}/api/user/tokens`, {
    method: 'POST',
    headers: { authorization: `token ${pulumiValue}`, 'content-type': 'application/json' },
    body: '{"description":"made"}',
  })
}

function listGitpod(): Promise<Answer> {
  return request(`${gitpod.origin}/${LIST}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gitpodValue}`, 'content-type': 'application/json' },
    body: '{}',
  })
}

/** Whether a token was made meanwhile, told by the simulator's state and not by an answer. */
function made(): boolean {
  return pulumi.state.tokens.some((token) => token.description === 'made')
}

describe('which requests meet a fault', () => {
  const fault: Fault = { kind: 'status', status: 500 }
  const statuses = async (count: number): Promise<number[]> => {
    const seen: number[] = []
    while (seen.length < count) seen.push((await list()).status)
    return seen
  }

  it('one, unless it is told how many', async () => {
    pulumi.faults.add({ fault })
    expect(await statuses(2)).toEqual([500, 200])
    pulumi.faults.add({ fault, times: 2 })
    expect(await statuses(3)).toEqual([500, 500, 200])
  })

  it('all of them with Infinity, until the faults are cleared', async () => {
    pulumi.faults.add({ fault, times: Infinity })
    expect(await statuses(3)).toEqual([500, 500, 500])
    pulumi.faults.clear()
    expect(await statuses(1)).toEqual([200])
  })

  it('those of its method and path; others do not use it up', async () => {
    pulumi.faults.add({ match: { method: 'POST', path: '/api/user/tokens' }, fault })
    expect([(await list()).status, (await create()).status, (await create()).status]).toEqual([200, 500, 200])
    pulumi.faults.add({ match: { path: '/api/user' }, fault })
    expect([(await list()).status, (await list('/api/user?x=1')).status]).toEqual([200, 500])
    pulumi.faults.add({ match: { path: /maxResults=7/g }, fault, times: 2 })
    const paths = ['/api/user/tokens', '/api/user/tokens?maxResults=7', '/api/user?maxResults=7']
    expect(await Promise.all(paths.map(async (path) => (await list(path)).status))).toEqual([200, 500, 500])
  })

  it('those whose body matches, where one path stands for everything', async () => {
    pulumi.faults.add({ match: { body: /"made"/g }, fault, times: 2 })
    expect([(await list()).status, (await create()).status, (await create()).status]).toEqual([200, 500, 500])
    pulumi.faults.add({ match: { path: '/api/user', body: /"made"/ }, fault })
    expect((await create()).status).toBe(200)
  })

  it('the first that matches of several, in the order they were added', async () => {
    pulumi.faults.add({ fault: { kind: 'status', status: 502 } })
    pulumi.faults.add({ fault: { kind: 'status', status: 503 } })
    expect(await statuses(3)).toEqual([502, 503, 200])
  })
})

describe('status', () => {
  it('answers in Pulumi’s error body, and does nothing', async () => {
    pulumi.faults.add({ fault: { kind: 'status', status: 429, retryAfter: 7 } })
    const limited = await create()
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7'])
    expect(limited.body).toEqual({ code: 429, message: 'Too Many Requests' })
    pulumi.faults.add({ fault: { kind: 'status', status: 401 } })
    const message = 'Unauthorized: No credentials provided or are invalid.'
    expect((await create()).body).toEqual({ code: 401, message })
    pulumi.faults.add({ fault: { kind: 'status', status: 403, message: 'Not today' } })
    expect((await create()).body).toEqual({ code: 403, message: 'Not today' })
    expect(made()).toBe(false)
  })

  it.each([
    [400, 'invalid_argument'],
    [401, 'unauthenticated'],
    [403, 'permission_denied'],
    [404, 'not_found'],
    [408, 'deadline_exceeded'],
    [409, 'already_exists'],
    [412, 'failed_precondition'],
    [429, 'resource_exhausted'],
    [500, 'internal'],
    [503, 'unavailable'],
    [418, 'unknown'],
  ])('answers %i in Connect’s error body with %s', async (status, code) => {
    gitpod.faults.add({ fault: { kind: 'status', status } })
    const answer = await listGitpod()
    expect([answer.status, field(answer.body, 'code')]).toEqual([status, code])
    expect(field(answer.body, 'message')).toEqual(expect.any(String))
  })

  it('says rate limit exceeded as Gitpod does, with a fraction of a second in Retry-After', async () => {
    gitpod.faults.add({ fault: { kind: 'status', status: 429, retryAfter: 0.25 } })
    const answer = await listGitpod()
    expect(answer.headers.get('retry-after')).toBe('0.25')
    expect(answer.body).toEqual({ code: 'resource_exhausted', message: 'rate limit exceeded' })
  })
})

describe('spoilt answers', () => {
  it('broken-body carries the request out and cuts the JSON', async () => {
    pulumi.faults.add({ fault: { kind: 'broken-body' } })
    const answer = await create()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(answer.text).toMatch(/^\{"id"/)
    expect(answer.body).toBeUndefined()
    expect(made()).toBe(true)
  })

  it('broken-body cuts something where the true answer has no body', async () => {
    const { id } = pulumi.state.addPersonalToken('ada')
    pulumi.faults.add({ fault: { kind: 'broken-body' } })
    const headers = { authorization: `token ${pulumiValue}` }
    const answer = await request(`${pulumi.origin}/api/user/tokens/${id}`, { method: 'DELETE', headers })
    expect([answer.status, answer.body]).toEqual([200, undefined])
    expect(answer.text).not.toBe('')
  })

  it('wrong-body carries the request out and answers JSON of another shape', async () => {
    pulumi.faults.add({ fault: { kind: 'wrong-body' } })
    expect((await create()).body).toEqual(expect.any(Array))
    expect(made()).toBe(true)
    pulumi.faults.add({ fault: { kind: 'wrong-body', body: { tokens: 'none' } } })
    expect((await list()).body).toEqual({ tokens: 'none' })
  })

  it('huge-body is valid JSON of the size asked for, without saying its length', async () => {
    pulumi.faults.add({ fault: { kind: 'huge-body', bytes: 3_000_000 } })
    const answer = await list()
    expect(answer.headers.get('content-length')).toBeNull()
    expect(answer.text.length).toBeGreaterThanOrEqual(3_000_000)
    expect(answer.body).toBeDefined()
  })

  it('huge-body ends when the client has had enough', async () => {
    pulumi.faults.add({ fault: { kind: 'huge-body', bytes: 1e12 } })
    const response = await fetch(`${pulumi.origin}/api/user/tokens`)
    const reader = response.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    expect((await list()).status).toBe(200)
  })
})

describe('slow-body', () => {
  it('carries the request out and sends the whole true answer, a byte at a time', async () => {
    pulumi.faults.add({ fault: { kind: 'slow-body', everyMs: 1 } })
    const before = performance.now()
    const { status, text, body } = await create()
    expect(status).toBe(200)
    expect(Object.keys(body ?? {})).toEqual(['id', 'tokenValue'])
    // Timers may fire a little early against this clock.
    expect(performance.now() - before).toBeGreaterThan(text.length * 0.8)
    expect(made()).toBe(true)
  })

  it('shows its status and headers at once, and ends when the client gives up', async () => {
    pulumi.faults.add({ fault: { kind: 'slow-body', everyMs: 600_000 } })
    const giveUp = new AbortController()
    const headers = { authorization: `token ${pulumiValue}` }
    const response = await fetch(`${pulumi.origin}/api/user/tokens`, { headers, signal: giveUp.signal })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json'])
    const body = expect(response.text()).rejects.toThrow()
    giveUp.abort()
    await body
    expect((await list()).status).toBe(200)
  })
})

describe('lost connections', () => {
  it('drop does nothing and gives no answer', async () => {
    pulumi.faults.add({ fault: { kind: 'drop' } })
    await expect(create()).rejects.toThrow('fetch failed')
    expect(made()).toBe(false)
    expect((await list()).status).toBe(200)
  })

  it('lost-answer makes the change and gives no answer', async () => {
    pulumi.faults.add({ fault: { kind: 'lost-answer' } })
    await expect(create()).rejects.toThrow('fetch failed')
    expect(made()).toBe(true)
    expect(listField((await list()).body, 'tokens')).toHaveLength(2)
  })

  it('hang never answers, and ends when the client gives up', async () => {
    pulumi.faults.add({ match: { path: '/api/user' }, fault: { kind: 'hang' } })
    const giveUp = new AbortController()
    const hanging = fetch(`${pulumi.origin}/api/user`, { signal: giveUp.signal })
    expect((await list()).status).toBe(200)
    giveUp.abort()
    await expect(hanging).rejects.toThrow()
  })

  it('closing ends what hangs and what waits', async () => {
    pulumi.faults.add({ match: { path: '/api/user/tokens' }, fault: { kind: 'hang' } })
    pulumi.faults.add({ match: { path: '/api/user/tokens' }, fault: { kind: 'latency', ms: 600_000 } })
    const waiting = [list(), list()].map((answer) => expect(answer).rejects.toThrow('fetch failed'))
    pulumi.faults.add({ match: { path: '/api/user' }, fault: { kind: 'status', status: 418 } })
    expect((await list('/api/user')).status).toBe(418)
    await pulumi.close()
    await Promise.all(waiting)
    await pulumi.close()
    await expect(list()).rejects.toThrow('fetch failed')
  })
})

it('a request that still waits when the simulator closes is not carried out', async () => {
  pulumi.faults.add({ match: { method: 'POST' }, fault: { kind: 'latency', ms: 40 } })
  const waiting = expect(create()).rejects.toThrow('fetch failed')
  while (pulumi.requests.length === 0) await listGitpod()
  await pulumi.close()
  await waiting
  gitpod.faults.add({ fault: { kind: 'latency', ms: 80 } })
  await listGitpod()
  expect(made()).toBe(false)
})

it('latency comes before the true answer, and before another fault', async () => {
  pulumi.faults.add({ fault: { kind: 'latency', ms: 40 }, times: Infinity })
  pulumi.faults.add({ fault: { kind: 'status', status: 503 } })
  for (const status of [503, 200]) {
    const before = performance.now()
    expect((await list()).status).toBe(status)
    // Timers may fire a little early against this clock.
    expect(performance.now() - before).toBeGreaterThan(35)
  }
})

it('redirect keeps method and body and does nothing', async () => {
  pulumi.faults.add({ fault: { kind: 'redirect', to: `${gitpod.origin}/elsewhere` } })
  const answer = await create()
  expect([answer.status, answer.headers.get('location')]).toEqual([307, `${gitpod.origin}/elsewhere`])
  expect(made()).toBe(false)
})

it('records every request with its headers and body, those that met a fault too', async () => {
  pulumi.faults.add({ fault: { kind: 'drop' } })
  await expect(create()).rejects.toThrow()
  await list('/api/user/tokens?filter=all')
  expect(pulumi.requests).toMatchObject([
    {
      method: 'POST',
      path: '/api/user/tokens',
      headers: { authorization: `token ${pulumiValue}`, 'content-type': 'application/json' },
      body: '{"description":"made"}',
    },
    { method: 'GET', path: '/api/user/tokens?filter=all', body: '' },
  ])
  expect(gitpod.requests).toEqual([])
})

it('listens where it is told to', async () => {
  const port = Number(new URL(pulumi.origin).port)
  await expect(startPulumiSimulator({ port })).rejects.toThrow('EADDRINUSE')
  await pulumi.close()
  pulumi = await startPulumiSimulator({ port })
  expect(pulumi.origin).toBe(`http://127.0.0.1:${port}`)
})
