import { get } from 'node:http'
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { GithubToken, TokenKind } from '#test/simulators/github/model'
import { field, request, type Answer } from './client.ts'
import { DAY, GithubFixture, message, START } from './github-fixture.ts'

const BAD_CREDENTIALS = [401, 'Bad credentials']
const EXPIRATION = 'github-authentication-token-expiration'

const service = new GithubFixture()

function user(token: GithubToken | undefined): Promise<Answer> {
  return service.call(token, 'GET', '/user')
}

describe('signing in', () => {
  it('takes Bearer and token, and says of anything else that it is bad', async () => {
    const send = (headers: Record<string, string>) => request(`${service.origin}/user`, { headers })
    const { value } = service.classic
    for (const scheme of ['Bearer', 'bearer', 'token']) {
      expect((await send({ authorization: `${scheme} ${value}` })).status).toBe(200)
    }
    for (const authorization of [
      value,
      `Basic ${btoa(`ada:${value}`)}`,
      'Bearer ghp_EXAMPLE',
      `PRIVATE-TOKEN ${value}`,
    ]) {
      const answer = await send({ authorization })
      expect(answer.body).toEqual({
        message: 'Bad credentials',
        documentation_url: 'https://docs.github.com/rest',
        status: '401',
      })
    }
    expect(message(await send({}))).toEqual([401, 'Requires authentication'])
    expect(message(await request(`${service.origin}/user?access_token=${value}`))).toEqual([
      401,
      'Requires authentication',
    ])
  })

  it('refuses a bad credential even where none is needed', async () => {
    const headers = { authorization: 'Bearer ghp_EXAMPLE' }
    expect(message(await request(`${service.origin}/rate_limit`, { headers }))).toEqual(BAD_CREDENTIALS)
    expect((await service.call(undefined, 'GET', '/rate_limit')).status).toBe(200)
  })

  it('ends with the token, and is nothing for a refresh token', async () => {
    const refresh = service.state.addToken(service.ada, { kind: 'refresh', name: '' })
    expect(message(await user(refresh))).toEqual(BAD_CREDENTIALS)
    service.clock = START + 30 * DAY - 1
    expect(await service.works(service.classic)).toBe(true)
    service.clock += 1
    expect(message(await user(service.classic))).toEqual(BAD_CREDENTIALS)
  })

  it('needs a User-Agent', async () => {
    const status = await new Promise((resolve) => {
      const headers = { authorization: `Bearer ${service.classic.value}` }
      get(`${service.origin}/user`, { headers }, (response) => resolve(response.resume().statusCode))
    })
    expect(status).toBe(403)
  })

  it('refuses a version of the API that is none', async () => {
    const send = (version: string) => {
      const authorization = `Bearer ${service.classic.value}`
      return request(`${service.origin}/user`, { headers: { authorization, 'x-github-api-version': version } })
    }
    const known = await send('2022-11-28')
    expect([known.status, known.headers.get('x-github-api-version-selected')]).toEqual([200, '2022-11-28'])
    expect((await send('2020-01-01')).status).toBe(400)
  })
})

describe('what headers tell of a token', () => {
  it('are the scopes and the end of a classic one', async () => {
    const { headers, body } = await user(service.classic)
    expect(headers.get('x-oauth-scopes')).toBe('repo, read:org')
    expect(headers.get(EXPIRATION)).toBe('2026-06-09 12:00:00 UTC')
    expect(body).toMatchObject({ login: 'ada', name: 'Ada', type: 'User' })
  })

  it('are an empty text for no scopes, and nothing of an end that never comes', async () => {
    const { headers } = await user(service.state.addToken(service.ada, { kind: 'classic', name: 'bare' }))
    expect([headers.get('x-oauth-scopes'), headers.get(EXPIRATION)]).toEqual(['', null])
  })

  it('are no scopes of a fine-grained one, and the end in its owner’s zone', async () => {
    const { headers } = await user(service.fine)
    expect([headers.get('x-oauth-scopes'), headers.get(EXPIRATION)]).toEqual([null, '2026-06-09 17:30:00 +0530'])
    const west = service.state.addUser({ login: 'wes', zoneMinutes: -210 })
    const theirs = service.state.addToken(west, { kind: 'fine-grained', name: 'x', expiresAt: START })
    service.clock = START - 1
    expect((await user(theirs)).headers.get(EXPIRATION)).toBe('2026-05-10 08:30:00 -0330')
  })

  it('come with refusals too', async () => {
    const answer = await service.call(service.classic, 'GET', '/nothing')
    expect([answer.status, answer.headers.get('x-oauth-scopes')]).toEqual([404, 'repo, read:org'])
  })

  it('are of no use to an installation, which is nobody', async () => {
    const app = service.state.addInstallationToken(service.acme, 'read')
    expect(message(await user(app))).toEqual([403, 'Resource not accessible by integration'])
    expect((await service.call(app, 'GET', '/installation/repositories')).status).toBe(200)
    expect((await service.call(service.classic, 'GET', '/installation/repositories')).status).toBe(403)
    service.clock += 3_600_000
    expect(message(await service.call(app, 'GET', '/installation/repositories'))).toEqual(BAD_CREDENTIALS)
  })
})

describe('values', () => {
  const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
  const number = (text: string) => [...text].reduce((sum, digit) => sum * 62 + DIGITS.indexOf(digit), 0)

  it.each([
    ['classic', 'ghp_'],
    ['oauth', 'gho_'],
    ['app-user', 'ghu_'],
    ['refresh', 'ghr_'],
  ] satisfies [TokenKind, string][])('of %s tokens begin with %s and end with their checksum', (kind, prefix) => {
    const { value } = service.state.addToken(service.ada, { kind, name: '' })
    expect(value).toMatch(/^gh[a-z]_EXAMPLE[0-9A-Za-z]{29}$/)
    expect(value.startsWith(prefix)).toBe(true)
    expect(number(value.slice(-6))).toBe(crc32(value.slice(4, -6)))
  })

  it('of fine-grained ones are long', () => {
    expect(service.fine.value).toMatch(/^github_pat_EXAMPLE[0-9A-Za-z]{15}_[0-9A-Za-z]{59}$/)
  })
})

describe('the limit of requests', () => {
  const left = (answer: Answer) => answer.headers.get('x-ratelimit-remaining')

  it('is a person’s over all tokens, told on every answer, and does not count being asked for', async () => {
    expect([left(await user(service.classic)), left(await user(service.fine))]).toEqual(['4999', '4998'])
    const { body } = await service.call(service.classic, 'GET', '/rate_limit')
    expect(field(body, 'rate')).toEqual({ limit: 5000, used: 2, remaining: 4998, reset: START / 1000 + 3600 })
    expect(left(await user(service.fine))).toBe('4997')
  })

  it('is 60 an hour without a credential', async () => {
    for (let at = 0; at < 60; at += 1) await service.call(undefined, 'GET', '/orgs/acme')
    const over = await service.call(undefined, 'GET', '/orgs/acme')
    expect([over.status, left(over), over.headers.get('x-ratelimit-reset')]).toEqual([
      403,
      '0',
      String(START / 1000 + 3600),
    ])
    expect(over.text).toContain('API rate limit exceeded for 127.0.0.1.')
    expect(await service.works(service.classic)).toBe(true)
    service.clock += 3_600_000
    expect((await service.call(undefined, 'GET', '/orgs/acme')).status).toBe(200)
  })

  it('refuses a person with 403 until the hour is over', async () => {
    service.state.limits.authenticated = 1
    expect(await service.works(service.classic)).toBe(true)
    const over = await user(service.fine)
    expect(message(over)).toEqual([403, `API rate limit exceeded for user ID ${service.ada.id}.`])
    expect(over.headers.get('retry-after')).toBeNull()
  })

  it('has a second kind, when it is told to', async () => {
    service.faults.add({ fault: { kind: 'status', status: 429, retryAfter: 60 } })
    const answer = await user(service.classic)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60'])
    expect(answer.text).toContain('secondary rate limit')
  })
})
