import { describe, expect, it } from 'vitest'
import { field, request } from './client.ts'
import { CREATE, GrafbaseFixture, refusal, START, VIEWER } from './grafbase-fixture.ts'

const service = new GrafbaseFixture()

describe('requests', () => {
  it('are GraphQL in JSON, at one path, by POST', async () => {
    expect((await request(service.simulator.origin)).status).toBe(404)
    expect((await request(`${service.simulator.origin}/graphql?query={viewer{email}}`)).status).toBe(405)
    expect(refusal(await service.ask(service.adaJwt, VIEWER, {}, { 'content-type': 'text/plain' }))).toEqual([
      400,
      undefined,
      'BAD_REQUEST',
    ])
    for (const body of ['', '{', '[]', '{"query":""}']) {
      const headers = { 'content-type': 'application/json' }
      expect((await request(`${service.simulator.origin}/graphql`, { method: 'POST', headers, body })).status).toBe(400)
    }
  })

  it('that do not fit the schema are answered with 200 and a code, or 400 for the longer media type', async () => {
    expect(refusal(await service.ask(service.adaJwt, '{ viewer {'))).toEqual([
      200,
      undefined,
      'OPERATION_PARSING_ERROR',
    ])
    const unknown = '{ accessTokens { nodes { lastUsedAt } } }'
    expect(refusal(await service.ask(service.adaJwt, unknown))).toEqual([200, undefined, 'OPERATION_VALIDATION_ERROR'])
    const accept = 'application/graphql-response+json'
    expect((await service.ask(service.adaJwt, unknown, {}, { accept })).status).toBe(400)
    for (const expiresAt of [5, '2026-06-01', '2026-06-01T00:00:00+02:00']) {
      const answer = await service.ask(service.adaJwt, CREATE, { input: { name: 'x', expiresAt } })
      expect(refusal(answer)).toEqual([200, undefined, 'VARIABLE_ERROR'])
    }
    expect(refusal(await service.ask(service.adaJwt, CREATE, { input: { name: 'x', scope: 'all' } }))[2]).toBe(
      'VARIABLE_ERROR',
    )
  })

  it('may ask for the schema', async () => {
    const fields = field(
      await service.data(service.adaJwt, '{ __type(name: "AccessToken") { fields { name } } }', '__type'),
      'fields',
    )
    expect(fields).toContainEqual({ name: 'graphScopes' })
  })
})

describe('credentials', () => {
  it('that are wrong make the caller nobody, and that is no error', async () => {
    const gone = service.state.addToken({ user: service.ada }, { name: 'gone' })
    await service.remove(service.adaJwt, gone.id)
    const ended = service.state.addToken({ user: service.ada }, { name: 'ended', expiresAt: START })
    for (const jwt of ['EXAMPLE', gone.jwt, ended.jwt]) {
      expect((await service.ask(jwt, VIEWER)).body).toEqual({ data: { viewer: null } })
      expect(refusal(await service.ask(jwt, '{ accessTokens { nodes { id } } }'))).toEqual([
        200,
        null,
        'UNAUTHENTICATED',
      ])
      expect(await service.data(jwt, '{ accountBySlug(slug: "acme") { id } }', 'accountBySlug')).toBeNull()
    }
    expect((await service.ask(service.adaJwt, VIEWER, {}, { authorization: `token ${service.adaJwt}` })).body).toEqual({
      data: { viewer: null },
    })
    expect((await service.ask(service.adaJwt, VIEWER)).body).toEqual({ data: { viewer: { email: 'ada@example.com' } } })
  })

  it('of an organization see the organization and are no person', async () => {
    const { jwt } = service.state.addToken({ organization: service.acme }, { name: 'gateway' })
    expect(await service.data(jwt, VIEWER, 'viewer')).toBeNull()
    expect(await service.data(jwt, '{ accountBySlug(slug: "acme") { slug } }', 'accountBySlug')).toEqual({
      slug: 'acme',
    })
    const tokens = '{ accountBySlug(slug: "acme") { accessTokens { nodes { id } } } }'
    expect(refusal(await service.ask(jwt, tokens))[2]).toBe('FORBIDDEN')
    expect(refusal(await service.ask(jwt, CREATE, { input: { name: 'x' } }))).toEqual([200, null, 'FORBIDDEN'])
  })
})

describe('people and organizations', () => {
  it('tells the organizations of the caller and the role in each', async () => {
    service.state.addOrganization({ slug: 'other', name: 'Other' })
    const query = `{ viewer { organizations { nodes { slug name plan } edges { node { id } } }
      organizationMemberships { role account { slug } user { name } } } }`
    expect(await service.data(service.adaJwt, query, 'viewer')).toEqual({
      organizations: {
        nodes: [{ slug: 'acme', name: 'Acme', plan: 'GROWTH' }],
        edges: [{ node: { id: service.acme.id } }],
      },
      organizationMemberships: [{ role: 'OWNER', account: { slug: 'acme' }, user: { name: 'Ada' } }],
    })
    expect(await service.data(service.adaJwt, '{ accountBySlug(slug: "other") { id } }', 'accountBySlug')).toBeNull()
  })

  it('lists graphs', async () => {
    const { id } = service.state.addGraph(service.acme, 'shop')
    const query = '{ accountBySlug(slug: "acme") { graphs { nodes { id slug account { slug } } } } }'
    const graphs = { nodes: [{ id, slug: 'shop', account: { slug: 'acme' } }] }
    expect(await service.data(service.bobJwt, query, 'accountBySlug')).toEqual({ graphs })
  })
})

it('answers a fault’s status in GraphQL’s error body', async () => {
  service.simulator.faults.add({ fault: { kind: 'status', status: 401 } })
  expect(refusal(await service.ask(service.adaJwt, VIEWER))).toEqual([401, undefined, 'UNAUTHENTICATED'])
  service.simulator.faults.add({ fault: { kind: 'status', status: 429, retryAfter: 2 } })
  const limited = await service.ask(service.adaJwt, VIEWER)
  expect([refusal(limited), limited.headers.get('retry-after')]).toEqual([[429, undefined, 'TOO_MANY_REQUESTS'], '2'])
})
