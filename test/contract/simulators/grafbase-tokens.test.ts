import { beforeEach, describe, expect, it } from 'vitest'
import { field, listField, textField } from './client.ts'
import { CREATE, GrafbaseFixture, refusal, START, VIEWER } from './grafbase-fixture.ts'

const service = new GrafbaseFixture()

describe('personal tokens', () => {
  it('are made, shown once, listed without a value and deleted', async () => {
    const made = await service.create(service.adaJwt, { name: 'new', expiresAt: '2026-06-01T00:00:00Z' })
    const jwt = textField(made, 'jwt')
    const token = {
      id: textField(field(made, 'token'), 'id'),
      name: 'new',
      accountId: null,
      createdAt: '2026-05-10T12:00:00.000Z',
      expiresAt: '2026-06-01T00:00:00.000Z',
      graphScopes: [],
    }
    expect(made).toEqual({
      __typename: 'AccessTokenCreateSuccess',
      jwt,
      token,
      query: { viewer: { email: 'ada@example.com' } },
    })
    expect(await service.data(jwt, VIEWER, 'viewer')).not.toBeNull()
    const list = '{ accessTokens { nodes { id name accountId createdAt expiresAt graphScopes { id } } } }'
    const listed = await service.ask(service.adaJwt, list)
    expect(listed.text).not.toContain(jwt)
    expect(listField(field(field(listed.body, 'data'), 'accessTokens'), 'nodes')).toMatchObject([
      { name: 'laptop' },
      token,
    ])
    expect(await service.remove(service.adaJwt, token.id)).toEqual({
      __typename: 'AccessTokenDeleteSuccess',
      deletedId: token.id,
    })
    expect(await service.data(jwt, VIEWER, 'viewer')).toBeNull()
    expect(await service.remove(service.adaJwt, token.id)).toEqual({ __typename: 'TokenDoesNotExistError' })
  })

  it('cannot be kept to graphs, nor belong to an account', async () => {
    const graph = service.state.addGraph(service.acme, 'shop').id
    expect(await service.create(service.adaJwt, { name: 'x', graphScopes: [graph] })).toEqual({
      __typename: 'UserAccessTokensCannotBeScopedToAGraphError',
    })
    expect(await service.create(service.adaJwt, { name: 'x', accountId: service.acme.id })).toEqual({
      __typename: 'InvalidAccountError',
    })
    expect(service.state.tokens).toHaveLength(2)
  })

  it('are refused by an error where the union has no member', async () => {
    for (const input of [{ name: ' ' }, { name: 'x', expiresAt: '2026-05-10T12:00:00Z' }]) {
      expect(refusal(await service.ask(service.adaJwt, CREATE, { input }))).toEqual([200, null, 'BAD_USER_INPUT'])
    }
  })

  it('have a limit', async () => {
    service.state.tokenLimit = 2
    expect(field(await service.create(service.adaJwt, { name: 'second' }), '__typename')).toBe(
      'AccessTokenCreateSuccess',
    )
    expect(await service.create(service.adaJwt, { name: 'third' })).toEqual({ __typename: 'TokenLimitExceededError' })
  })

  it('of others do not exist', async () => {
    const { id } = service.state.tokensOf({ user: service.ada })[0]!
    expect(await service.remove(service.bobJwt, id)).toEqual({ __typename: 'TokenDoesNotExistError' })
    const node = 'query($id: ID!) { node(id: $id) { __typename ... on AccessToken { name } } }'
    expect(await service.data(service.bobJwt, node, 'node', { id })).toBeNull()
    expect(await service.data(service.adaJwt, node, 'node', { id })).toEqual({
      __typename: 'AccessToken',
      name: 'laptop',
    })
    expect(await service.data(service.adaJwt, node, 'node', { id: service.acme.id })).toEqual({
      __typename: 'Organization',
    })
  })
})

describe('organization tokens', () => {
  const LIST = '{ accountBySlug(slug: "acme") { accessTokens { nodes { name accountId graphScopes { slug } } } } }'

  it('are for all graphs or for chosen ones', async () => {
    const shop = service.state.addGraph(service.acme, 'shop').id
    const all = await service.create(service.adaJwt, { name: 'all', kind: 'ACCOUNT', accountId: service.acme.id })
    await service.create(service.adaJwt, {
      name: 'one',
      kind: 'ACCOUNT',
      accountId: service.acme.id,
      graphScopes: [shop],
    })
    const nodes = [
      { name: 'all', accountId: service.acme.id, graphScopes: [] },
      { name: 'one', accountId: service.acme.id, graphScopes: [{ slug: 'shop' }] },
    ]
    const listed = field(field(await service.data(service.adaJwt, LIST, 'accountBySlug'), 'accessTokens'), 'nodes')
    expect(listed).toHaveLength(2)
    expect(listed).toEqual(expect.arrayContaining(nodes))
    expect(
      field(await service.data(service.adaJwt, '{ accessTokens { nodes { name } } }', 'accessTokens'), 'nodes'),
    ).toEqual([{ name: 'laptop' }])
    const id = textField(field(all, 'token'), 'id')
    expect(await service.remove(service.bobJwt, id)).toEqual({ __typename: 'TokenDoesNotExistError' })
    expect(field(await service.remove(service.adaJwt, id), '__typename')).toBe('AccessTokenDeleteSuccess')
  })

  it('name an account that the caller administers', async () => {
    const missing = { __typename: 'AccountIdMissingForAccountAccessTokenError' }
    expect(await service.create(service.adaJwt, { name: 'x', kind: 'ACCOUNT' })).toEqual(missing)
    const invalid = { __typename: 'InvalidAccountError' }
    expect(await service.create(service.adaJwt, { name: 'x', kind: 'ACCOUNT', accountId: 'none' })).toEqual(invalid)
    expect(await service.create(service.bobJwt, { name: 'x', kind: 'ACCOUNT', accountId: service.acme.id })).toEqual(
      invalid,
    )
    expect(refusal(await service.ask(service.bobJwt, LIST))).toEqual([200, { accountBySlug: null }, 'FORBIDDEN'])
  })

  it('tell which graphs are unknown, those of other organizations too', async () => {
    const other = service.state.addOrganization({ slug: 'other', name: 'Other' })
    const own = service.state.addGraph(service.acme, 'shop').id
    const foreign = service.state.addGraph(other, 'shop').id
    const input = { name: 'x', kind: 'ACCOUNT', accountId: service.acme.id, graphScopes: [own, foreign, 'none'] }
    expect(await service.create(service.adaJwt, input)).toEqual({
      __typename: 'CouldNotFindGraphsError',
      unknownGraphIds: [foreign, 'none'],
    })
  })

  it('have a limit of graphs', async () => {
    service.state.graphScopeLimit = 1
    const graphScopes = ['one', 'two'].map((slug) => service.state.addGraph(service.acme, slug).id)
    const input = { name: 'x', kind: 'ACCOUNT', accountId: service.acme.id, graphScopes }
    expect(await service.create(service.adaJwt, input)).toEqual({ __typename: 'GraphScopeLimitExceededError' })
  })
})

describe('lists', () => {
  const PAGE = `query($first: Int, $after: String, $last: Int, $before: String) {
    accessTokens(first: $first, after: $after, last: $last, before: $before) {
      nodes { name } edges { cursor node { name } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`

  async function page(variables: object): Promise<{ names: unknown[]; info: unknown }> {
    const found = await service.data(service.adaJwt, PAGE, 'accessTokens', variables)
    return { names: listField(found, 'nodes').map((node) => field(node, 'name')), info: field(found, 'pageInfo') }
  }

  beforeEach(() => {
    for (let at = 1; at < 150; at += 1) {
      service.state.addToken({ user: service.ada }, { name: `${at}`, createdAt: START + at })
    }
  })

  it('come in the order things were made, a hundred at most at once', async () => {
    const first = await page({})
    expect([first.names.length, first.names[0], first.names[99]]).toEqual([100, 'laptop', '99'])
    expect(first.info).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
    const second = await page({ first: 1000, after: textField(first.info, 'endCursor') })
    expect([second.names.length, second.names[0], second.names.at(-1)]).toEqual([50, '100', '149'])
    expect(second.info).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
  })

  it('go backwards too', async () => {
    const last = await page({ last: 2 })
    expect(last.names).toEqual(['148', '149'])
    expect(last.info).toMatchObject({ hasPreviousPage: true, hasNextPage: false })
    const before = await page({ last: 2, before: textField(last.info, 'startCursor') })
    expect(before.names).toEqual(['146', '147'])
  })

  it('do not go both ways, nor from a cursor that is none', async () => {
    for (const variables of [{ first: 1, last: 1 }, { first: -1 }, { after: 'none' }]) {
      expect(refusal(await service.ask(service.adaJwt, PAGE, variables))).toEqual([200, null, 'BAD_USER_INPUT'])
    }
  })
})
