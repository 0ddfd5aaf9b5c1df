import { describe, expect, it } from 'vitest'
import { field, listField, request, textField, type Answer } from './client.ts'
import { DAY, ModerneFixture, nodes, refusal, START } from './moderne-fixture.ts'

const service = new ModerneFixture()
const ME = '{ currentUser { email username role lastActive } }'

describe('the gateway', () => {
  const post = (headers: Record<string, string>, body = JSON.stringify({ query: ME })): Promise<Answer> =>
    request(`${service.origin}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${service.ada}`, 'content-type': 'application/json', ...headers },
      body,
    })
  const code = (answer: Answer): unknown[] => [
    answer.status,
    field(field(listField(answer.body, 'errors')[0], 'extensions'), 'code'),
  ]

  it('has one path and one method', async () => {
    expect((await request(service.origin)).status).toBe(404)
    expect((await request(`${service.origin}/graphql/`)).status).toBe(404)
    const headers = { authorization: `Bearer ${service.ada}` }
    expect((await request(`${service.origin}/graphql?query={currentUser{email}}`, { headers })).status).toBe(405)
  })

  it.each([
    ['no header', {}],
    ['another word', { authorization: 'token VALUE' }],
    ['no word', { authorization: 'VALUE' }],
    ['an unknown value', { authorization: 'Bearer mat-EXAMPLE' }],
  ])('answers %s with a bare 401', async (_, headers: Record<string, string>) => {
    const authorization = headers['authorization']?.replace('VALUE', service.ada)
    const answer = await request(`${service.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      body: JSON.stringify({ query: ME }),
    })
    expect([answer.status, answer.headers.get('www-authenticate'), answer.text]).toEqual([401, 'Bearer', ''])
  })

  it('refuses a token from the moment it ends, and one that is revoked', async () => {
    const { id, value } = service.state.addToken('bob@example.com', { expiresAt: START + 1000 })
    service.clock = START + 999
    expect((await service.ask(value, ME)).status).toBe(200)
    service.clock = START + 1000
    expect((await service.ask(value, ME)).status).toBe(401)
    service.clock = START
    expect(await service.data(service.bob, `mutation { revokeAccessToken(id: "${id}") }`, 'revokeAccessToken')).toBe(
      true,
    )
    expect((await service.ask(value, ME)).status).toBe(401)
  })

  it('refuses other content types, answers it cannot give and bodies that are no request', async () => {
    expect(code(await post({ 'content-type': 'text/plain' }))).toEqual([415, 'INVALID_CONTENT_TYPE_HEADER'])
    expect(code(await post({ accept: 'text/html' }))).toEqual([406, 'INVALID_ACCEPT_HEADER'])
    for (const accept of ['*/*', 'text/html, application/json;q=0.9', 'application/graphql-response+json']) {
      expect((await post({ accept })).status).toBe(200)
    }
    for (const body of ['', '{', '[]', '{}', '{"query":""}', '{"query":"{__typename}","variables":[]}']) {
      expect(code(await post({}, body))).toEqual([400, 'INVALID_GRAPHQL_REQUEST'])
    }
  })

  it('answers 400 to what does not parse, is not in the schema, or has the wrong variables', async () => {
    expect(code(await service.ask(service.ada, '{ currentUser {'))).toEqual([400, 'PARSING_ERROR'])
    for (const query of [
      '{ currentUser { id } }',
      '{ currentUser { tokens { nodes { id } } } }',
      '{ currentUser { tokens { edges { node { lastUsed } } } } }',
      '{ currentUser }',
    ]) {
      expect(code(await service.ask(service.ada, query))).toEqual([400, 'GRAPHQL_VALIDATION_FAILED'])
    }
    const create = 'mutation($at: DateTime) { createAccessToken(expiresAt: $at) { id } }'
    for (const at of ['2026-06-01', '2026-06-01T00:00:00', 1780272000000, 'soon']) {
      expect(code(await service.ask(service.ada, create, { at }))).toEqual([400, 'VALIDATION_INVALID_TYPE_VARIABLE'])
    }
    expect(service.state.tokens).toHaveLength(2)
  })

  it('serves v2 to those who ask for it while v1 still runs', async () => {
    service.state.stillRunsV1 = true
    expect((await service.ask(service.ada, ME)).status).toBe(404)
    expect((await service.ask(service.ada, ME, {}, { 'X-Moderne-Platform-Version': 'v2' })).status).toBe(200)
  })

  it('hides what the services behind it say, where it is set up so', async () => {
    service.state.hidesErrors = true
    const { status, body } = await service.ask(service.bob, '{ users { count } }')
    expect([status, body]).toEqual([
      200,
      { data: null, errors: [{ message: 'Subgraph errors redacted', path: ['users'] }] },
    ])
  })

  it('takes a fault’s 401 as its own', async () => {
    service.faults.add({ fault: { kind: 'status', status: 401 } })
    expect((await service.ask(service.ada, ME)).text).toBe('')
    service.faults.add({ fault: { kind: 'status', status: 429, retryAfter: 3 } })
    const limited = await service.ask(service.ada, ME)
    expect([code(limited), limited.headers.get('retry-after')]).toEqual([[429, 'TOO_MANY_REQUESTS'], '3'])
  })
})

describe('people', () => {
  it('tells who calls', async () => {
    expect(await service.data(service.ada, ME, 'currentUser')).toEqual({
      email: 'ada@example.com',
      username: 'Ada',
      role: 'ADMIN',
      lastActive: '2026-05-10T12:00:00.000Z',
    })
  })

  it('shows administrators everybody’s tokens, and nobody else', async () => {
    const query =
      '{ users(where: { tokenCount: { _gt: 0 } }) { count edges { node { email tokens { edges { node { description } } } } } } }'
    service.state.addUser({ email: 'eve@example.com' })
    expect(nodes(await service.data(service.ada, query, 'users'))).toEqual([
      { email: 'ada@example.com', tokens: { edges: [{ node: { description: 'laptop' } }] } },
      { email: 'bob@example.com', tokens: { edges: [{ node: { description: 'ci' } }] } },
    ])
    expect(refusal(await service.ask(service.bob, query))).toEqual([200, null, 'Forbidden', 'FORBIDDEN'])
    service.state.users.get('bob@example.com')!.role = 'ADMIN'
    expect((await service.ask(service.bob, query)).text).toContain('laptop')
  })

  it('finds one person by email', async () => {
    const query = '{ users(where: { email: { _eq: "bob@example.com" } }) { edges { node { email } } } }'
    expect(nodes(await service.data(service.ada, query, 'users'))).toEqual([{ email: 'bob@example.com' }])
  })
})

describe('tokens', () => {
  it('creates one, shows its value once and lists it without', async () => {
    const query = `mutation($at: DateTime) {
      createAccessToken(description: "new", expiresAt: $at) { id token description created expiresAt }
    }`
    const created = await service.data(service.bob, query, 'createAccessToken', { at: '2026-06-10T14:00:00+02:00' })
    const token = textField(created, 'token')
    expect(token).toMatch(/^mat-EXAMPLE\w+$/)
    const facts = {
      id: textField(created, 'id'),
      description: 'new',
      created: '2026-05-10T12:00:00.000Z',
      expiresAt: '2026-06-10T12:00:00.000Z',
    }
    expect(created).toEqual({ ...facts, token })
    expect((await service.ask(token, ME)).status).toBe(200)
    const list = await service.ask(
      service.bob,
      '{ currentUser { tokens { edges { node { id description created expiresAt } } } } }',
    )
    expect(list.text).not.toContain(token)
    expect(nodes(field(field(field(list.body, 'data'), 'currentUser'), 'tokens'))[1]).toEqual(facts)
  })

  it('takes neither description nor end for granted', async () => {
    const query = 'mutation { createAccessToken { description expiresAt } }'
    const none = { description: null, expiresAt: null }
    expect(await service.data(service.bob, query, 'createAccessToken')).toEqual(none)
  })

  it('refuses an end that has passed', async () => {
    const query = 'mutation { createAccessToken(expiresAt: "2026-05-10T12:00:00Z") { id } }'
    expect(refusal(await service.ask(service.bob, query))[3]).toBe('BAD_REQUEST')
  })

  it('refuses no end and one too far where a connector says so, and the strictest connector counts', async () => {
    service.state.addConnector({ maxExpiryDays: 90 })
    service.state.addConnector({ maxExpiryDays: 30 })
    service.state.addConnector()
    const create = (expiresAt?: number): Promise<Answer> =>
      service.ask(service.bob, 'mutation($at: DateTime) { createAccessToken(expiresAt: $at) { id } }', {
        at: expiresAt === undefined ? null : new Date(expiresAt).toISOString(),
      })
    const broken = [200, null, 'Access tokens must expire within 30 days', 'BAD_REQUEST']
    expect(refusal(await create())).toEqual(broken)
    expect(refusal(await create(START + 30 * DAY + 1))).toEqual(broken)
    expect((await create(START + 30 * DAY)).text).not.toContain('errors')
    expect(service.state.tokensOf('bob@example.com')).toHaveLength(2)
  })

  it('tells the policy of each connector, to everyone', async () => {
    service.state.addConnector({ nickname: 'on site', maxExpiryDays: 90 })
    service.state.addConnector()
    const query = '{ connectors { edges { node { nickname personalAccessTokenConfiguration { maxExpiryDays } } } } }'
    const listed = nodes(await service.data(service.bob, query, 'connectors'))
    expect(listed).toHaveLength(2)
    expect(listed).toContainEqual({ nickname: 'on site', personalAccessTokenConfiguration: { maxExpiryDays: 90 } })
    expect(listed).toContainEqual({ nickname: null, personalAccessTokenConfiguration: null })
  })

  it('says false for a token that is gone, unknown or another one’s, and it is no error', async () => {
    const own = service.state.addToken('bob@example.com')
    const ada = service.state.tokensOf('ada@example.com')[0]!
    const revoke = (value: string, id: string): Promise<unknown> =>
      service.data(value, `mutation { revokeAccessToken(id: "${id}") }`, 'revokeAccessToken')
    expect(await revoke(service.bob, own.id)).toBe(true)
    for (const id of [own.id, ada.id, 'none']) expect(await revoke(service.bob, id)).toBe(false)
    const bob = service.state.tokensOf('bob@example.com')[0]!
    expect(await revoke(service.ada, bob.id)).toBe(false)
    service.state.letsAdminsRevokeOthersById = true
    expect(await revoke(service.ada, bob.id)).toBe(true)
  })

  it('lets administrators end everything of a person at once, themselves too', async () => {
    const all = (value: string, email: string): Promise<Answer> =>
      service.ask(value, `mutation { revokeAllAccessTokens(email: "${email}") }`)
    expect(refusal(await all(service.bob, 'bob@example.com'))).toEqual([200, null, 'Forbidden', 'FORBIDDEN'])
    expect((await all(service.ada, 'nobody@example.com')).body).toEqual({ data: { revokeAllAccessTokens: false } })
    service.state.addToken('bob@example.com')
    expect((await all(service.ada, 'bob@example.com')).body).toEqual({ data: { revokeAllAccessTokens: true } })
    expect(service.state.tokens.map((token) => token.owner)).toEqual(['ada@example.com'])
    expect((await service.ask(service.bob, ME)).status).toBe(401)
    expect((await all(service.ada, 'ada@example.com')).status).toBe(200)
    expect((await service.ask(service.ada, ME)).status).toBe(401)
  })

  it('lets people end all of their own where the tenant does', async () => {
    service.state.letsUsersRevokeAllOfTheirOwn = true
    const all = (email: string): Promise<Answer> =>
      service.ask(service.bob, `mutation { revokeAllAccessTokens(email: "${email}") }`)
    expect(refusal(await all('ada@example.com'))[3]).toBe('FORBIDDEN')
    expect((await all('bob@example.com')).body).toEqual({ data: { revokeAllAccessTokens: true } })
    expect((await service.ask(service.bob, ME)).status).toBe(401)
  })
})

it('can lose the answer of one operation among the others of its path', async () => {
  service.faults.add({ match: { body: /createAccessToken/ }, fault: { kind: 'lost-answer' } })
  expect((await service.ask(service.bob, ME)).status).toBe(200)
  await expect(service.ask(service.bob, 'mutation { createAccessToken { id } }')).rejects.toThrow('fetch failed')
  expect(service.state.tokensOf('bob@example.com')).toHaveLength(2)
})
