import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Provider, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import { plantedGrafbase, type PlantedGrafbase } from './stages/grafbase.ts'
import { day, listed, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

const inAMonth = { kind: 'at', at: now + 30 * day } as const
const draft = { name: 'deploy', expiry: inAMonth }

let planted: PlantedGrafbase
let session: ProviderSession
let provider: Provider

beforeEach(async () => {
  planted = await plantedGrafbase()
  ;({ session, provider } = connected('grafbase', planted.simulator.origin, planted.credential))
})

afterEach(async () => {
  await planted.simulator.close()
})

const as = (credential: string) => connected('grafbase', planted.simulator.origin, credential).session
const bobs = () => planted.simulator.state.addToken({ user: planted.bob }, { name: 'bob’s' })
const ofAcme = (name: string) => planted.simulator.state.addToken({ organization: planted.acme }, { name })
const answering = (data: unknown) =>
  connected('grafbase', planted.simulator.origin, 'EXAMPLE', {
    send: () => Promise.resolve({ status: 200, headers: {}, body: JSON.stringify({ data }) }),
  }).session

describe('who a Grafbase credential is', () => {
  it('is a person with organizations, each with tokens of its own', async () => {
    const identity = await session.identify(never)
    expect(identity).toEqual({
      id: planted.ada.id,
      login: 'ada@example.com',
      name: 'Ada',
      email: 'ada@example.com',
      kind: 'person',
      organizations: [{ id: 'acme', name: 'Acme', role: 'owner' }],
      teams: [],
    })
    expect(session.parts(identity)).toEqual([planted.personal, planted.ofAcme])
  })

  it('is wrong when it is unknown or has ended', async () => {
    const ended = planted.simulator.state.addToken({ user: planted.ada }, { name: 'ended', expiresAt: now - 1 }).jwt
    for (const value of [ended, 'EXAMPLE-unknown']) {
      expect(await failureOf(() => as(value).identify(never))).toMatchObject({ kind: 'wrong-token' })
    }
  })

  it('is missing a permission when it is an organization’s, which stands for no person', async () => {
    const { jwt } = ofAcme('gateway')
    expect(await failureOf(() => as(jwt).identify(never))).toMatchObject({ kind: 'missing-permission' })
  })

  it('is wrong when Grafbase knows nobody by it and says no more', async () => {
    const nobody = answering({ viewer: null, accessTokens: { nodes: [], pageInfo: { hasNextPage: false } } })
    expect(await failureOf(() => nobody.identify(never))).toMatchObject({ kind: 'wrong-token' })
  })
})

describe('Grafbase tokens as listed', () => {
  it('tells every fact there is, of a person’s token and of an organization’s', async () => {
    const { state } = planted.simulator
    const graph = state.addGraph(planted.acme, 'shop')
    const facts = { name: 'gateway', graphScopes: [graph], createdAt: now - day, expiresAt: inAMonth.at }
    const { id } = state.addToken({ organization: planted.acme }, facts)
    expect((await listed(session, planted.ofAcme)).tokens).toEqual([
      {
        issuerId: id,
        name: 'gateway',
        description: '',
        created: { kind: 'at', at: now - day },
        lastUsed: { kind: 'unknown' },
        expiry: inAMonth,
        scopes: { kind: 'listed', names: ['shop'] },
      },
    ])
    expect((await listed(session, planted.personal)).tokens).toMatchObject([
      { name: 'Keyrack', expiry: { kind: 'never' }, scopes: { kind: 'full' } },
    ])
  })

  it('keeps never and not told apart', async () => {
    const nodes = [{ id: 'a', expiresAt: null }, { id: 'b' }, { id: 'c', expiresAt: 'some day' }]
    const asked = answering({ accessTokens: { nodes, pageInfo: { hasNextPage: false, endCursor: null } } })
    expect((await listed(asked, planted.personal)).tokens.map(({ expiry }) => expiry.kind)).toEqual([
      'never',
      'unknown',
      'unknown',
    ])
  })

  it('is no list when another page is promised and none is named', async () => {
    const asked = answering({ accessTokens: { nodes: [], pageInfo: { hasNextPage: true, endCursor: null } } })
    expect(await failureOf(() => listed(asked, planted.personal))).toMatchObject({ kind: 'broken-body' })
  })

  it('is forbidden to a member, and is not there for an organization that is not', async () => {
    expect(await failureOf(() => listed(as(bobs().jwt), planted.ofAcme))).toMatchObject({ kind: 'missing-permission' })
    const nowhere = { ...planted.ofAcme, owner: { ...planted.ofAcme.owner, id: 'nowhere' } }
    for (const action of [
      () => listed(session, nowhere),
      () => session.formOptions(nowhere, never),
      () => session.create(nowhere, { ...draft, scopes: ['full'] }, never),
    ]) {
      expect(await failureOf(action)).toMatchObject({ kind: 'not-found' })
    }
  })
})

describe('making a Grafbase token', () => {
  it('gives a secret, and a token as it is listed', async () => {
    const made = await session.create(planted.personal, draft, never)
    expect(made.secret.use((value) => value)).toBe(planted.simulator.state.findToken(made.token.issuerId)?.jwt)
    expect((await listed(session, planted.personal)).tokens).toContainEqual(made.token)
    expect(made.token).toMatchObject({ name: 'deploy', expiry: inAMonth, scopes: { kind: 'full' } })
  })

  it('makes one that never ends', async () => {
    const made = await session.create(planted.personal, { ...draft, expiry: { kind: 'never' } }, never)
    expect(made.token.expiry).toEqual({ kind: 'never' })
  })

  it('offers an organization’s graphs, all of them on however many pages', async () => {
    const graphs = Array.from({ length: 150 }, (_, at) => planted.simulator.state.addGraph(planted.acme, `graph-${at}`))
    const { scopes } = await session.formOptions(planted.ofAcme, never)
    expect(scopes).toHaveLength(150)
    expect(scopes).toContainEqual({
      id: graphs[149]?.id,
      label: 'graph-149',
      says: 'Tokens for chosen graphs reach no others.',
      scopes: ['graph-149'],
    })
    expect(await session.formOptions(planted.personal, never)).toEqual({ roles: [], maxDays: null, scopes: [] })
  })

  it('is for chosen graphs, or for all', async () => {
    const graph = planted.simulator.state.addGraph(planted.acme, 'shop')
    const some = await session.create(planted.ofAcme, { ...draft, scopes: [graph.id] }, never)
    expect(planted.simulator.state.findToken(some.token.issuerId)).toMatchObject({
      owner: { organization: planted.acme },
      graphScopes: [graph],
    })
    const all = await session.create(planted.ofAcme, { ...draft, scopes: ['full'] }, never)
    expect(all.token.scopes).toEqual({ kind: 'full' })
  })

  it.each([[[]], [['full', 'graph_1']]])('is never for all graphs by accident: %j', async (scopes) => {
    const error = await failureOf(() => session.create(planted.ofAcme, { ...draft, scopes }, never))
    expect(error).toMatchObject({ kind: 'invalid-input', field: 'scopes' })
    expect(planted.simulator.requests).toEqual([])
  })

  it('tells what each member of the union stands for', async () => {
    const { state } = planted.simulator
    const graphs = [state.addGraph(planted.acme, 'shop'), state.addGraph(planted.acme, 'blog')]
    const create =
      (scopes: string[], asked = session) =>
      () =>
        asked.create(planted.ofAcme, { ...draft, scopes }, never)
    expect(await failureOf(create(['full'], as(bobs().jwt)))).toMatchObject({
      kind: 'missing-permission',
      code: 'InvalidAccountError',
    })
    expect(await failureOf(create(['graph_gone']))).toMatchObject({
      kind: 'invalid-input',
      field: 'scopes',
      code: 'CouldNotFindGraphsError',
    })
    state.graphScopeLimit = 1
    expect(await failureOf(create(graphs.map(({ id }) => id)))).toMatchObject({
      kind: 'invalid-input',
      field: 'scopes',
      code: 'GraphScopeLimitExceededError',
    })
    state.tokenLimit = 0
    expect(await failureOf(create(['full']))).toMatchObject({ kind: 'invalid-input', code: 'TokenLimitExceededError' })
  })

  it.each(['AccountIdMissingForAccountAccessTokenError', 'UserAccessTokensCannotBeScopedToAGraphError'])(
    'says what is wrong after %s',
    async (__typename) => {
      const error = await failureOf(() =>
        answering({ accessTokenCreate: { __typename } }).create(planted.personal, draft, never),
      )
      expect(error).toMatchObject({ kind: 'invalid-input', code: __typename })
      expect(error.said).toMatch(/^[A-Z].*\.$/)
    },
  )

  it('takes a member of tomorrow’s union for an answer that cannot be read', async () => {
    const asked = answering({ accessTokenCreate: { __typename: 'AccessTokenCreateSuccessV2' } })
    expect(await failureOf(() => asked.create(planted.personal, draft, never))).toMatchObject({ kind: 'answer-lost' })
  })
})

describe('revoking a Grafbase token', () => {
  it('ends it, and says so when it was gone already', async () => {
    const { id } = ofAcme('gateway')
    const token = tokenOf('grafbase', planted.ofAcme, { issuerId: id, name: 'gateway' })
    expect(await session.revoke(planted.ofAcme, token, never)).toBe('revoked')
    expect(planted.simulator.state.findToken(id)).toBeUndefined()
    expect(await session.revoke(planted.ofAcme, token, never)).toBe('already-gone')
  })

  it('does not take a token that one may not delete for one that is gone', async () => {
    const { id } = ofAcme('gateway')
    const token = tokenOf('grafbase', planted.ofAcme, { issuerId: id, name: 'gateway' })
    expect(await failureOf(() => as(bobs().jwt).revoke(planted.ofAcme, token, never))).toMatchObject({
      kind: 'missing-permission',
    })
    const page = { nodes: [{ id }], pageInfo: { hasNextPage: false } }
    const denying = answering({
      accessTokenDelete: { __typename: 'TokenDoesNotExistError' },
      accountBySlug: { accessTokens: page },
    })
    expect(await failureOf(() => denying.revoke(planted.ofAcme, token, never))).toMatchObject({
      kind: 'missing-permission',
    })
  })

  it('is the only change there is: nothing can be updated or regenerated in place', async () => {
    const token = tokenOf('grafbase', planted.personal, { issuerId: 'a', name: 'a' })
    const actions = [
      () => session.update(planted.personal, token, { name: 'other' }, never),
      () => session.regenerate(planted.personal, token, inAMonth, never),
      async () => session.events({ log: planted.ofAcme.owner, from: 0, to: now }, never)[Symbol.asyncIterator]().next(),
    ]
    for (const action of actions) expect(await failureOf(action)).toMatchObject({ kind: 'not-supported' })
    expect(planted.simulator.requests).toEqual([])
  })
})

describe('trying a pasted secret at Grafbase', () => {
  it('tells whose it is, and never which token', async () => {
    const identity = await session.identify(never)
    const mine = tokenOf('grafbase', planted.personal, { issuerId: 'a', name: 'mine' })
    const its = tokenOf('grafbase', planted.ofAcme, { issuerId: 'b', name: 'gateway' })
    const ofMine = (value: string) => session.probe(planted.personal, mine, identity, new Secret(value), never)
    const ofIts = (value: string) => session.probe(planted.ofAcme, its, identity, new Secret(value), never)
    const gateway = ofAcme('gateway').jwt
    expect(await ofMine(planted.credential)).toEqual({ kind: 'works' })
    expect(await ofMine(bobs().jwt)).toEqual({ kind: 'another' })
    expect(await ofMine('EXAMPLE-unknown')).toEqual({ kind: 'refused' })
    expect(await ofIts(gateway)).toEqual({ kind: 'works' })
    expect(await ofIts(bobs().jwt)).toEqual({ kind: 'another' })
    expect(await ofIts('EXAMPLE-unknown')).toEqual({ kind: 'refused' })
    // It is accepted and names nobody: that is neither a proof nor a refusal.
    expect(await failureOf(() => ofMine(gateway))).toMatchObject({ kind: 'missing-permission' })
  })

  it('cannot tell which token signs in, but which ones cannot', async () => {
    const identity = await session.identify(never)
    const mine = tokenOf('grafbase', planted.personal, { issuerId: 'a', name: 'mine' })
    expect(provider.isOwnCredential(identity, mine)).toBe('unknown')
    expect(provider.isOwnCredential(identity, { ...mine, expiry: { kind: 'at', at: now - 1 } })).toBe('no')
    const its = tokenOf('grafbase', planted.ofAcme, { issuerId: 'b', name: 'gateway' })
    expect(provider.isOwnCredential(identity, its)).toBe('no')
  })
})

describe('where Grafbase was', () => {
  it('is said to be shut down, before anybody signs in', () => {
    expect(provider.record.notice).toMatch(/shut down/)
  })

  it.each([
    ['grafbase.com', 'https://api.grafbase.com', 'https://app.grafbase.com'],
    ['https://api.grafbase.com/graphql', 'https://api.grafbase.com', 'https://app.grafbase.com'],
    ['https://grafbase.example.com/graphql/', 'https://grafbase.example.com', 'https://grafbase.example.com'],
    ['grafbase.example.com:8443', 'https://grafbase.example.com:8443', 'https://grafbase.example.com:8443'],
  ])('%s has its API at %s and its pages at %s', (address, origin, console) => {
    expect(provider.resolve(address)).toEqual({ origin, console })
  })

  it('leads to the page of personal tokens, and to none for an organization’s', () => {
    const its = tokenOf('grafbase', planted.ofAcme, { issuerId: 'b', name: 'gateway' })
    expect(provider.page('https://app.grafbase.com', null)).toBe('https://app.grafbase.com/settings/access-tokens')
    expect(provider.page('https://app.grafbase.com', its)).toBeNull()
  })
})
