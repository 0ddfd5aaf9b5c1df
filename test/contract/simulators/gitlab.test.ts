import { describe, expect, it } from 'vitest'
import { startGitlabSimulator } from '#test/simulators/gitlab/index'
import { field, listField, request } from './client.ts'
import { error, GitlabFixture, message, MINUTE, START, UNAUTHORIZED } from './gitlab-fixture.ts'

const service = new GitlabFixture()

describe('signing in', () => {
  const user = (headers: Record<string, string>) => request(`${service.origin}/api/v4/user`, { headers })

  it('takes PRIVATE-TOKEN and Bearer, and nothing else', async () => {
    const { value } = service.own.ada
    expect((await user({ 'private-token': value })).status).toBe(200)
    expect((await user({ authorization: `Bearer ${value}` })).status).toBe(200)
    for (const authorization of [`token ${value}`, value, `Basic ${btoa(`ada:${value}`)}`]) {
      expect(message(await user({ authorization }))).toEqual(UNAUTHORIZED)
    }
    expect(message(await user({}))).toEqual(UNAUTHORIZED)
    expect(message(await user({ 'private-token': 'glpat-EXAMPLE0000000000000' }))).toEqual(UNAUTHORIZED)
    expect(message(await request(`${service.origin}/api/v4/user?private_token=${value}`))).toEqual(UNAUTHORIZED)
  })

  it('says of a token that was good once what became of it', async () => {
    const gone = service.state.addToken(service.ada, { name: 'gone', scopes: ['api'], revoked: true })
    const over = service.state.addToken(service.ada, { name: 'over', scopes: ['api'], expiresOn: '2026-05-10' })
    const answers = [await service.call(gone, 'GET', '/user'), await service.call(over, 'GET', '/user')]
    for (const answer of answers) expect(error(answer)).toEqual([401, 'invalid_token'])
    expect(answers.map(({ body }) => field(body, 'error_description'))).toEqual([
      'Token was revoked. You have to re-authorize from the user.',
      'Token is expired. You can either do re-authorization or token refresh.',
    ])
    expect(answers[0]?.headers.get('www-authenticate')).toContain('error="invalid_token"')
  })

  it('ends a token at midnight UTC of its day', async () => {
    const token = service.state.addToken(service.ada, { name: 'short', scopes: ['api'], expiresOn: '2026-05-11' })
    service.clock = Date.UTC(2026, 4, 11) - 1
    expect((await service.call(token, 'GET', '/user')).status).toBe(200)
    service.clock += 1
    expect((await service.call(token, 'GET', '/user')).status).toBe(401)
  })

  it('refuses a token without the scope, naming those it takes', async () => {
    const reader = service.state.addToken(service.ada, { name: 'reader', scopes: ['read_api'] })
    const user = service.state.addToken(service.ada, { name: 'user', scopes: ['read_user'] })
    expect((await service.call(reader, 'GET', '/personal_access_tokens')).status).toBe(200)
    expect((await service.call(user, 'GET', '/user')).status).toBe(200)
    for (const [token, method, path] of [
      [user, 'GET', '/personal_access_tokens'],
      [reader, 'DELETE', `/personal_access_tokens/${service.own.ada.id}`],
      [reader, 'POST', `/projects/${service.project.id}/access_tokens`],
    ] as const) {
      const answer = await service.call(token, method, path)
      expect(error(answer)).toEqual([403, 'insufficient_scope'])
      expect(field(answer.body, 'scope')).toBe('api read_api')
    }
    expect(service.own.ada.revoked).toBe(false)
  })

  it('refuses a blocked user whatever the token may do', async () => {
    service.ada.isBlocked = true
    const reason = '403 Forbidden - Your account has been blocked.'
    expect(message(await service.call(service.own.ada, 'GET', '/user'))).toEqual([403, reason])
  })
})

describe('the use of a token', () => {
  const self = async () => (await service.call(service.own.ada, 'GET', '/personal_access_tokens/self')).body

  it('is noted every ten minutes at most, with the address', async () => {
    expect(await self()).toMatchObject({ last_used_at: '2026-05-10T12:00:00.000Z', last_used_ips: ['127.0.0.1'] })
    service.clock += 10 * MINUTE - 1
    expect(await self()).toMatchObject({ last_used_at: '2026-05-10T12:00:00.000Z' })
    service.clock += 1
    expect(await self()).toMatchObject({ last_used_at: '2026-05-10T12:10:00.000Z' })
  })

  it('keeps the five newest addresses, each once', async () => {
    service.own.ada.lastUsedIps = ['10.0.0.5', '10.0.0.4', '10.0.0.3', '10.0.0.2', '10.0.0.1']
    const all = ['127.0.0.1', '10.0.0.5', '10.0.0.4', '10.0.0.3', '10.0.0.2']
    expect(await self()).toMatchObject({ last_used_ips: all })
    service.clock += 2 * MINUTE
    expect(await self()).toMatchObject({ last_used_ips: all })
  })

  it('is without addresses on an older instance', async () => {
    service.state.showsLastUsedIps = false
    expect(await self()).not.toHaveProperty('last_used_ips')
  })
})

describe('pages', () => {
  const page = (query: string) => service.call(service.own.ada, 'GET', `/personal_access_tokens${query}`)
  const header = async (query: string, ...names: string[]) => {
    const { headers } = await page(query)
    return names.map((name) => headers.get(name))
  }

  it('are of 20, of 100 at most, and say in headers which others there are', async () => {
    for (let at = 0; at < 200; at += 1) service.state.addToken(service.ada, { name: `token ${at}`, scopes: ['api'] })
    expect(await header('', 'x-per-page', 'x-page', 'x-next-page', 'x-prev-page', 'x-total', 'x-total-pages')).toEqual([
      '20',
      '1',
      '2',
      '',
      '201',
      '11',
    ])
    expect(await header('?per_page=500&page=3', 'x-per-page', 'x-next-page', 'x-prev-page')).toEqual(['100', '', '2'])
    expect(await service.rows(service.own.ada, '/personal_access_tokens?per_page=100&page=3')).toEqual(['token 199'])
    expect(await service.rows(service.own.ada, '/personal_access_tokens?page=12')).toEqual([])
  })

  it('have links that keep the filters', async () => {
    for (let at = 0; at < 3; at += 1) service.state.addToken(service.ada, { name: `token ${at}`, scopes: ['api'] })
    const { headers } = await page('?search=token&per_page=1&page=2')
    const at = (number: number) =>
      `${service.origin}/api/v4/personal_access_tokens?search=token&per_page=1&page=${number}`
    const [prev, next, first, last] = [at(1), at(3), at(1), at(3)].map((url) => `<${url}>`)
    expect(headers.get('link')).toBe(
      `${prev}; rel="prev", ${next}; rel="next", ${first}; rel="first", ${last}; rel="last"`,
    )
  })

  it('have links to where the instance believes it lives', async () => {
    service.state.externalOrigin = 'https://gitlab.example'
    expect((await page('')).headers.get('link')).toMatch(
      /^<https:\/\/gitlab\.example\/api\/v4\/personal_access_tokens\?/,
    )
  })

  it('are refused where number or size are none', async () => {
    expect(error(await page('?page=0'))).toEqual([400, 'page does not have a valid value'])
    expect(error(await page('?page=x'))).toEqual([400, 'page is invalid'])
    expect(error(await page('?per_page=0'))).toEqual([400, 'per_page has a value not allowed'])
    expect(error(await page('?per_page=-1'))).toEqual([400, 'per_page does not have a valid value'])
  })

  it('of more than 10,000 rows are not counted', async () => {
    for (let at = 0; at < 10_000; at += 1) service.state.addToken(service.ada, { name: 'many', scopes: ['api'] })
    expect(await header('', 'x-total', 'x-total-pages', 'x-next-page')).toEqual([null, null, '2'])
    expect((await page('')).headers.get('link')).not.toContain('rel="last"')
  })
})

describe('the limit of requests', () => {
  const ask = () => service.call(service.own.ada, 'GET', '/version')

  it('is told on every answer, and refuses in plain text until the minute is over', async () => {
    service.state.requestsPerMinute = 2
    service.clock = START + 15_000
    const [first, second, third] = [await ask(), await ask(), await ask()]
    expect([first, second, third].map(({ status }) => status)).toEqual([200, 200, 429])
    expect(first.headers.get('ratelimit-remaining')).toBe('1')
    expect(first.headers.get('retry-after')).toBeNull()
    expect([third.text, third.headers.get('retry-after')]).toEqual(['Retry later\n', '45'])
    expect(third.headers.get('ratelimit-reset')).toBe(String(START / 1000 + 60))
    service.clock += 45_000
    expect((await ask()).status).toBe(200)
  })

  it('is none on an instance without one', async () => {
    expect((await ask()).headers.get('ratelimit-limit')).toBeNull()
  })
})

describe('the account', () => {
  it('is a person, or the bot behind a project token', async () => {
    const bot = service.state.addResourceToken(service.project, { name: 'ci', scopes: ['api'] })
    expect((await service.call(service.own.ada, 'GET', '/user')).body).toMatchObject({ username: 'ada', bot: false })
    expect((await service.call(bot, 'GET', '/user')).body).toMatchObject({ name: 'ci', bot: true })
    const root = await service.call(service.own.root, 'GET', '/user')
    expect(root.body).toMatchObject({ username: 'root', is_admin: true })
  })

  it('sees its groups and projects, and public ones of strangers unless it asks for its own', async () => {
    service.state.addGroup({ path: 'open', visibility: 'public' })
    service.state.addGroup({ path: 'hidden' })
    service.state.addProject({ path: 'lib', visibility: 'public' })
    expect(await service.rows(service.own.ada, '/groups')).toEqual(['Acme', 'open'])
    expect(await service.rows(service.own.ada, '/groups?min_access_level=50')).toEqual(['Acme'])
    expect(await service.rows(service.own.bob, '/projects')).toEqual(['lib', 'Site'])
    expect(await service.rows(service.own.bob, '/projects?membership=true')).toEqual(['Site'])
    expect(await service.rows(service.own.bob, '/projects?owned=true')).toEqual([])
    expect(await service.rows(service.own.ada, '/projects?owned=true', 'path_with_namespace')).toEqual(['acme/site'])
    expect(message(await service.call(service.own.eve, 'GET', '/groups/acme'))).toEqual([404, '404 Group Not Found'])
    expect((await service.call(service.own.ada, 'GET', '/projects/acme%2Fsite')).status).toBe(200)
  })

  it('tells what a token reaches, with both lists on one page and the headers of the projects alone', async () => {
    for (let at = 0; at < 3; at += 1) service.state.addGroup({ path: `g${at}`, members: { [service.ada.id]: 20 } })
    const reader = service.state.addToken(service.ada, { name: 'reader', scopes: ['read_user'] })
    const path = '/personal_access_tokens/self/associations'
    const all = await service.call(reader, 'GET', path)
    expect(listField(all.body, 'groups')).toHaveLength(4)
    expect(listField(all.body, 'projects')).toMatchObject([
      { name: 'Site', access_levels: { project_access_level: null, group_access_level: 50 } },
    ])
    const first = await service.call(reader, 'GET', `${path}?per_page=2`)
    expect(first.headers.get('x-next-page')).toBe('')
    expect(listField(first.body, 'groups')).toHaveLength(2)
    const owned = await service.call(reader, 'GET', `${path}?min_access_level=50`)
    expect(listField(owned.body, 'groups')).toMatchObject([{ name: 'Acme', access_levels: 50 }])
  })
})

it('fails in its own bodies when it is told to', async () => {
  service.faults.add({ fault: { kind: 'status', status: 409 } })
  expect(message(await service.call(service.own.ada, 'GET', '/user'))).toEqual([409, '409 Conflict: Resource lock'])
  service.faults.add({ fault: { kind: 'status', status: 429, retryAfter: 30 } })
  const limited = await service.call(service.own.ada, 'GET', '/user')
  expect([limited.status, limited.text, limited.headers.get('retry-after')]).toEqual([429, 'Retry later\n', '30'])
})

it('knows no other paths, and says which methods a path has', async () => {
  expect(error(await service.call(service.own.ada, 'GET', '/nothing'))).toEqual([404, '404 Not Found'])
  const wrong = await service.call(service.own.ada, 'PUT', '/personal_access_tokens/1')
  expect([...error(wrong), wrong.headers.get('allow')]).toEqual([405, '405 Not Allowed', 'GET, DELETE'])
  expect((await request(`${service.origin}/user`)).status).toBe(404)
})

it('lives below a path where it is told to', async () => {
  const below = await startGitlabSimulator({ pathPrefix: '/git' })
  const { value } = below.state.addToken(below.state.addUser({ username: 'ada' }), { name: 'own', scopes: ['api'] })
  const headers = { 'private-token': value }
  const statuses = ['/git/api/v4/user', '/api/v4/user'].map(async (path) => {
    return (await request(below.origin + path, { headers })).status
  })
  expect(await Promise.all(statuses)).toEqual([200, 404])
  await below.close()
})
