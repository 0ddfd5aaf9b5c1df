import { beforeEach, describe, expect, it } from 'vitest'
import { startPulumiSimulator } from '#test/simulators/pulumi/index'
import { field, listField, request, textField, type Answer } from './client.ts'
import { DAY, error, FORBIDDEN, PulumiFixture, refused, SECONDS, START, UNAUTHORIZED } from './pulumi-fixture.ts'

const service = new PulumiFixture()

describe('credentials', () => {
  it.each([
    ['no header', undefined],
    ['the word Bearer', 'Bearer VALUE'],
    ['no word', 'VALUE'],
    ['an unknown value', `token pul-${'0'.repeat(40)}`],
  ])('refuses %s', async (_, header) => {
    const authorization = header?.replace('VALUE', service.ada)
    const answer = await request(`${service.origin}/api/user`, authorization ? { headers: { authorization } } : {})
    expect(error(answer)).toEqual(UNAUTHORIZED)
  })

  it('refuses a token from the second it ends', async () => {
    const { value } = service.state.addPersonalToken('ada', { expiresAt: START + 5000 })
    service.clock = START + 4999
    expect((await service.call(value, 'GET', '/api/user')).status).toBe(200)
    service.clock = START + 5000
    expect(error(await service.call(value, 'GET', '/api/user'))).toEqual(UNAUTHORIZED)
  })

  it('refuses a deleted token and a refresh token', async () => {
    const { id, value } = service.state.addPersonalToken('ada')
    const refresh = service.state.addPersonalToken('ada', { kind: 'refresh' })
    expect((await service.call(service.ada, 'DELETE', `/api/user/tokens/${id}`)).status).toBe(204)
    expect(error(await service.call(value, 'GET', '/api/user'))).toEqual(UNAUTHORIZED)
    expect(error(await service.call(refresh.value, 'GET', '/api/user'))).toEqual(UNAUTHORIZED)
  })

  it('notes the second of the last use, for every kind of token', async () => {
    const { state } = service
    const values = [service.ada, state.addOrganizationToken('acme', { name: 'ci' }).value]
    values.push(state.addTeamToken('acme', 'data', { name: 'etl' }).value)
    service.clock = START + 61_999
    for (const value of values) {
      expect(state.findTokenByValue(value)?.lastUsed).toBe(0)
      await service.call(value, 'GET', '/api/user')
      expect(state.findTokenByValue(value)?.lastUsed).toBe(SECONDS + 61)
    }
  })
})

describe('routes', () => {
  it('answers an unknown path in plain text, with or without a credential', async () => {
    for (const [method, path] of [
      ['GET', '/api/nothing'],
      ['PUT', '/api/user/tokens'],
      ['GET', '/api/user/'],
    ] as const) {
      const answer = await service.call(service.ada, method, path)
      expect(answer.status).toBe(404)
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
      expect(answer.text).toBe('404 page not found\n')
    }
    expect((await request(`${service.origin}/`)).text).toBe('404 page not found\n')
  })
})

describe('who am I', () => {
  it('tells a person their organizations and roles, without tokenInfo', async () => {
    const { body } = await service.call(service.ada, 'GET', '/api/user')
    expect(body).toMatchObject({
      githubLogin: 'ada',
      name: 'ADA',
      email: 'ada@example.com',
      organizations: [{ githubLogin: 'acme', name: 'Acme Inc', role: 'admin' }],
    })
    expect(body).not.toHaveProperty('tokenInfo')
  })

  it('tells a machine what it is', async () => {
    const organization = service.state.addOrganizationToken('acme', { name: 'ci' })
    const team = service.state.addTeamToken('acme', 'data', { name: 'etl' })
    expect((await service.call(organization.value, 'GET', '/api/user')).body).toMatchObject({
      githubLogin: 'acme',
      tokenInfo: { name: 'ci', organization: 'acme', team: '' },
    })
    expect((await service.call(team.value, 'GET', '/api/user')).body).toMatchObject({
      tokenInfo: { name: 'etl', organization: 'acme', team: 'data' },
    })
  })

  it('has a default organization for members, and 400 for those without one', async () => {
    const { value } = service.state.addPersonalToken('eve')
    const own = await service.call(service.ada, 'GET', '/api/user/organizations/default')
    expect(own.body).toEqual({ GitHubLogin: 'acme', Messages: [] })
    const none = await service.call(value, 'GET', '/api/user/organizations/default')
    expect(error(none)).toEqual(refused(400, 'Bad Request: User is not a member of any organizations.'))
  })
})

describe('personal tokens', () => {
  it('creates one, shows its value once and lists it without', async () => {
    const created = await service.call(service.ada, 'POST', '/api/user/tokens', {
      description: 'new laptop',
      expires: SECONDS + DAY,
    })
    expect(created.status).toBe(200)
    const value = textField(created.body, 'tokenValue')
    expect(value).toMatch(/^pul-[0-9a-f]{40}$/)
    expect((await service.call(value, 'GET', '/api/user')).status).toBe(200)
    const list = await service.call(service.ada, 'GET', '/api/user/tokens')
    expect(list.text).not.toContain(value)
    expect(listField(list.body, 'tokens')[1]).toEqual({
      id: textField(created.body, 'id'),
      name: '',
      description: 'new laptop',
      created: '2026-05-10T12:00:00.000Z',
      lastUsed: SECONDS,
      expires: SECONDS + DAY,
      admin: false,
      createdBy: 'ada',
      type: 'personal',
    })
  })

  it('takes a missing expiry as never', async () => {
    expect((await service.call(service.ada, 'POST', '/api/user/tokens', { description: 'x' })).status).toBe(200)
    expect(listField((await service.call(service.ada, 'GET', '/api/user/tokens')).body, 'tokens')[1]).toMatchObject({
      expires: 0,
    })
  })

  it('refuses an expiry of more than two years, one that has passed, and one in the wrong type', async () => {
    const twoYears = Date.UTC(2028, 4, 10, 12) / 1000
    const create = (expires: unknown): Promise<Answer> =>
      service.call(service.ada, 'POST', '/api/user/tokens', { expires })
    expect((await create(twoYears)).status).toBe(200)
    const tooFar = refused(400, 'Bad Request: Token expiration cannot be more than two years from now')
    expect(error(await create(twoYears + 1))).toEqual(tooFar)
    for (const expires of [SECONDS, -1, '1', 1.5]) expect((await create(expires)).status).toBe(400)
  })

  it('refuses a body that is no JSON object', async () => {
    for (const body of ['', '{', '[]', 'null']) {
      expect(error(await service.call(service.ada, 'POST', '/api/user/tokens', body))).toMatchObject({
        status: 400,
        code: 400,
      })
    }
  })

  it('lists and deletes the rows of refresh tokens too', async () => {
    const { id } = service.state.addPersonalToken('ada', { kind: 'refresh', description: 'agent' })
    const rows = listField((await service.call(service.ada, 'GET', '/api/user/tokens')).body, 'tokens')
    expect(rows.map((row) => field(row, 'type'))).toEqual(['personal', 'refresh'])
    const deleted = await service.call(service.ada, 'DELETE', `/api/user/tokens/${id}`)
    expect([deleted.status, deleted.text]).toEqual([204, ''])
    expect(await service.names(service.ada, '/api/user/tokens')).toEqual(['laptop'])
  })

  it('answers 404 for a token that is gone, unknown or another one’s', async () => {
    const { state } = service
    const own = state.addPersonalToken('ada')
    const others = [state.addPersonalToken('bob').id, state.addOrganizationToken('acme', { name: 'ci' }).id, 'nothing']
    await service.call(service.ada, 'DELETE', `/api/user/tokens/${own.id}`)
    for (const id of [own.id, ...others]) {
      const answer = await service.call(service.ada, 'DELETE', `/api/user/tokens/${id}`)
      expect(error(answer)).toEqual(refused(404, `Not Found: Token '${id}' not found`))
    }
  })

  it('keeps machines out', async () => {
    const { value } = service.state.addOrganizationToken('acme', { name: 'root', admin: true })
    expect(error(await service.call(value, 'GET', '/api/user/tokens'))).toEqual(FORBIDDEN)
    expect(error(await service.call(value, 'POST', '/api/user/tokens', {}))).toEqual(FORBIDDEN)
    expect(error(await service.call(value, 'DELETE', '/api/user/tokens/x'))).toEqual(FORBIDDEN)
  })
})

describe('listing', () => {
  beforeEach(() => {
    service.state.addPersonalToken('ada', { description: 'ended', createdAt: START - 2000, expiresAt: START })
    service.state.addPersonalToken('ada', { description: 'ends', expiresAt: START + 1000 })
  })

  it.each([
    ['', ['laptop', 'ends']],
    ['?filter=active', ['laptop', 'ends']],
    ['?filter=expired', ['ended']],
    ['?filter=all', ['laptop', 'ended', 'ends']],
    ['?show_expired=true', ['laptop', 'ended', 'ends']],
    ['?show_expired=false', ['laptop', 'ends']],
  ])('with "%s" shows %j', async (query, expected) => {
    expect(await service.names(service.ada, `/api/user/tokens${query}`)).toEqual(expected)
  })

  it('pages to the end, and a deletion on the way neither repeats nor skips', async () => {
    const ids = Array.from({ length: 5 }, (_, at) => service.state.addPersonalToken('eve', { description: `${at}` }).id)
    const eve = service.state.addPersonalToken('eve', { description: 'last' }).value
    const first = await service.call(eve, 'GET', '/api/user/tokens?maxResults=2')
    await service.call(eve, 'DELETE', `/api/user/tokens/${ids[0]}`)
    const next = textField(first.body, 'continuationToken')
    const second = await service.call(eve, 'GET', `/api/user/tokens?maxResults=3&continuationToken=${next}`)
    const last = textField(second.body, 'continuationToken')
    const third = await service.call(eve, 'GET', `/api/user/tokens?maxResults=3&continuationToken=${last}`)
    const seen = [first, second, third].map(({ body }) =>
      listField(body, 'tokens').map((token) => field(token, 'description')),
    )
    expect(seen).toEqual([['0', '1'], ['2', '3', '4'], ['last']])
    expect(third.body).not.toHaveProperty('continuationToken')
  })

  it('gives 100 at once unless asked otherwise, and no token for a next page that would be empty', async () => {
    for (let at = 0; at < 100; at += 1) service.state.addPersonalToken('eve', { expiresAt: START + 1000 * at })
    const eve = service.state.addPersonalToken('eve').value
    const all = await service.call(eve, 'GET', '/api/user/tokens')
    expect(listField(all.body, 'tokens')).toHaveLength(100)
    expect(all.body).not.toHaveProperty('continuationToken')
    service.state.addPersonalToken('eve')
    expect((await service.call(eve, 'GET', '/api/user/tokens')).body).toHaveProperty('continuationToken')
  })

  it.each(['maxResults=0', 'maxResults=1001', 'maxResults=many', 'filter=none', 'continuationToken=made-up'])(
    'refuses %s',
    async (query) => {
      expect(error(await service.call(service.ada, 'GET', `/api/user/tokens?${query}`))).toMatchObject({
        status: 400,
        code: 400,
      })
    },
  )

  it('refuses the continuation token of another listing', async () => {
    const page = await service.call(service.ada, 'GET', '/api/user/tokens?maxResults=1')
    const next = textField(page.body, 'continuationToken')
    expect(
      (await service.call(service.ada, 'GET', `/api/user/tokens?filter=all&continuationToken=${next}`)).status,
    ).toBe(400)
    expect((await service.call(service.bob, 'GET', `/api/user/tokens?continuationToken=${next}`)).status).toBe(400)
  })
})

it('makes the same values from the same seed, and others from another', async () => {
  const values: string[] = []
  for (const seed of [1, 1, 2]) {
    const other = await startPulumiSimulator({ seed })
    other.state.addUser({ login: 'ada', name: 'Ada', email: 'ada@example.com' })
    values.push(other.state.addPersonalToken('ada').value)
    await other.close()
  }
  expect(values[0]).toBe(values[1])
  expect(values[0]).not.toBe(values[2])
})
