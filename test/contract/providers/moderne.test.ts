import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PartScope, Provider, ProviderSession } from '#main/ports/provider'
import type { ModerneSimulator } from '#test/simulators/moderne/index'
import { ada, bob, modernePersonal, ofBob, plantedModerne } from './stages/moderne.ts'
import { day, listed, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

let simulator: ModerneSimulator
let session: ProviderSession
let provider: Provider
let credential: string

beforeEach(async () => {
  ;({ simulator, credential } = await plantedModerne())
  ;({ session, provider } = connected('moderne', simulator.origin, credential))
  simulator.state.addUser({ email: bob, username: 'Bob' })
})

afterEach(async () => {
  await simulator.close()
})

const as = (value: string): ProviderSession => connected('moderne', simulator.origin, value).session
const personal = (issuerId: string) => tokenOf('moderne', modernePersonal, { issuerId, name: '' })
const hisToken = (issuerId: string) => tokenOf('moderne', ofBob, { issuerId, name: '' })

describe('who calls Moderne', () => {
  it('is an administrator with the tenant’s other people that have tokens', async () => {
    simulator.state.addToken(bob)
    simulator.state.addUser({ email: 'carol@example.com' })
    const identity = await session.identify(never)
    expect(identity).toEqual({
      id: ada,
      login: ada,
      name: 'ada',
      email: ada,
      kind: 'person',
      organizations: [{ id: '127.0.0.1', name: '127.0.0.1', role: 'admin' }],
      teams: [],
      owners: [ofBob.owner],
    })
    expect(session.parts(identity)).toEqual([modernePersonal, ofBob])
  })

  it('is a person who sees nobody else, and asks for nobody', async () => {
    const his = as(simulator.state.addToken(bob).value)
    const identity = await his.identify(never)
    expect(identity.organizations).toMatchObject([{ role: 'user' }])
    expect(his.parts(identity)).toEqual([{ owner: { kind: 'me', id: bob, name: 'Bob' }, kind: 'personal' }])
    expect(simulator.requests).toHaveLength(1)
  })

  it('pages through the people, and names those without a name by their email', async () => {
    for (let at = 0; at < 230; at += 1) {
      const { email } = simulator.state.addUser({ email: `p${at}@example.com` })
      simulator.state.addToken(email)
    }
    const { owners = [] } = await session.identify(never)
    expect(new Set(owners.map(({ id }) => id)).size).toBe(230)
    expect(owners[0]).toEqual({ kind: 'person', id: 'p0@example.com', name: 'p0@example.com' })
  })

  it('is known without the other people when those are not told', async () => {
    simulator.faults.add({ match: { body: /People/ }, fault: { kind: 'status', status: 403 } })
    expect(await session.identify(never)).not.toHaveProperty('owners')
  })

  it('is not known when the network fails among the people', async () => {
    simulator.faults.add({ match: { body: /People/ }, fault: { kind: 'drop' }, times: Infinity })
    expect(await failureOf(() => session.identify(never))).toMatchObject({ kind: 'offline' })
  })

  it('is answered by v2 on a tenant where v1 still runs', async () => {
    simulator.state.stillRunsV1 = true
    expect(await session.identify(never)).toMatchObject({ id: ada })
  })

  it('is asked of a server that has no v2, which fails as not supported', async () => {
    const http = { send: () => Promise.resolve({ status: 404, headers: {}, body: 'Not Found' }) }
    const asked = connected('moderne', simulator.origin, credential, http).session
    expect(await failureOf(() => asked.identify(never))).toMatchObject({ kind: 'not-supported', code: '404' })
  })
})

describe('Moderne tokens as listed', () => {
  it('tells every fact, and that the last use is not known', async () => {
    const { id } = simulator.state.addToken(ada, { description: 'CI', created: now - day, expiresAt: now + day })
    const { tokens } = await listed(session, modernePersonal)
    expect(tokens.find(({ issuerId }) => issuerId === id)).toEqual({
      issuerId: id,
      name: 'CI',
      description: 'CI',
      created: { kind: 'at', at: now - day },
      lastUsed: { kind: 'unknown' },
      expiry: { kind: 'at', at: now + day },
      scopes: { kind: 'full' },
    })
  })

  it('tells "never" from a date, names one without a description by its id, and has the expired ones', async () => {
    const { id } = simulator.state.addToken(ada)
    simulator.state.addToken(ada, { description: 'old', created: now - 2 * day, expiresAt: now - day })
    const { tokens } = await listed(session, modernePersonal)
    expect(tokens.map(({ name }) => name)).toEqual(['Keyrack', 'old', id])
    expect(tokens[2]).toMatchObject({ description: '', expiry: { kind: 'never' } })
  })

  it('takes an expiry that is missing or no time for unknown, never for "never"', async () => {
    const nodes = [{ id: 'a' }, { id: 'b', expiresAt: 'soon' }, { id: 'c', expiresAt: null }]
    const tokens = { edges: nodes.map((node) => ({ node })), pageInfo: {} }
    const body = JSON.stringify({ data: { currentUser: { tokens } } })
    const http = { send: () => Promise.resolve({ status: 200, headers: {}, body }) }
    const asked = connected('moderne', simulator.origin, credential, http).session
    const found = await listed(asked, modernePersonal)
    expect(found.tokens.map(({ expiry }) => expiry.kind)).toEqual(['unknown', 'unknown', 'never'])
  })

  it('are another person’s for an administrator, every page of them', async () => {
    for (let at = 0; at < 101; at += 1) simulator.state.addToken(bob, { description: `his ${at}` })
    const { tokens, pages } = await listed(session, ofBob)
    expect([tokens.length, pages]).toEqual([101, 2])
    expect(tokens.every(({ name }) => name.startsWith('his'))).toBe(true)
  })

  it('are refused to those who are no administrator', async () => {
    const his = as(simulator.state.addToken(bob).value)
    const part: PartScope = { owner: { kind: 'person', id: ada, name: 'ada' }, kind: 'of-another' }
    expect(await failureOf(() => listed(his, part))).toMatchObject({ kind: 'missing-permission', provider: 'Moderne' })
  })

  it('fail as not found, and not as none, when there is no such person any more', async () => {
    const part: PartScope = { owner: { kind: 'person', id: 'gone@example.com', name: '' }, kind: 'of-another' }
    expect(await failureOf(() => listed(session, part))).toMatchObject({ kind: 'not-found' })
  })

  it('fail when a page says that there is another one, and not where', async () => {
    const tokens = { edges: [], pageInfo: { hasNextPage: true, endCursor: null } }
    const body = JSON.stringify({ data: { currentUser: { tokens } } })
    const http = { send: () => Promise.resolve({ status: 200, headers: {}, body }) }
    const asked = connected('moderne', simulator.origin, credential, http).session
    expect(await failureOf(() => listed(asked, modernePersonal))).toMatchObject({ kind: 'broken-body', code: 'paging' })
  })
})

describe('the form for a Moderne token', () => {
  it('has the strictest policy of the connectors', async () => {
    for (const maxExpiryDays of [null, 90, 30, 365]) simulator.state.addConnector({ maxExpiryDays })
    for (let at = 0; at < 120; at += 1) simulator.state.addConnector()
    expect(await session.formOptions(modernePersonal, never)).toEqual({ roles: [], maxDays: 30, scopes: [] })
  })

  it('has no limit where no connector sets one, and opens without connectors that are not told', async () => {
    simulator.state.addConnector()
    expect(await session.formOptions(modernePersonal, never)).toMatchObject({ maxDays: null })
    simulator.faults.add({ fault: { kind: 'status', status: 403 }, times: Infinity })
    expect(await session.formOptions(modernePersonal, never)).toMatchObject({ maxDays: null })
  })
})

describe('making a Moderne token', () => {
  const draft = { description: 'deploy', expiry: { kind: 'at', at: now + 30 * day } } as const

  it('gives a secret that works and a token that is listed', async () => {
    const identity = await session.identify(never)
    const made = await session.create(modernePersonal, draft, never)
    expect(made.secret.use((value) => value)).toMatch(new RegExp(provider.record.secret.pattern))
    expect((await listed(session, modernePersonal)).tokens).toContainEqual(made.token)
    expect(made.token.expiry).toEqual({ kind: 'at', at: now + 30 * day })
    const token = tokenOf('moderne', modernePersonal, made.token)
    expect(await session.probe(modernePersonal, token, identity, made.secret, never)).toEqual({ kind: 'works' })
  })

  it('never expires when that is wanted', async () => {
    const made = await session.create(modernePersonal, { ...draft, expiry: { kind: 'never' } }, never)
    expect(made.token.expiry).toEqual({ kind: 'never' })
    expect(simulator.state.findToken(made.token.issuerId)).toMatchObject({ description: 'deploy', expiresAt: null })
  })

  it('is held to the tenant’s policy, which says how long', async () => {
    simulator.state.addConnector({ maxExpiryDays: 7 })
    for (const expiry of [draft.expiry, { kind: 'never' } as const]) {
      const error = await failureOf(() => session.create(modernePersonal, { ...draft, expiry }, never))
      expect(error).toMatchObject({ kind: 'expiry-policy', limit: 7, said: 'Access tokens must expire within 7 days' })
    }
  })

  it('names the expiry when that has passed', async () => {
    const expiry = { kind: 'at', at: now - day } as const
    expect(await failureOf(() => session.create(modernePersonal, { ...draft, expiry }, never))).toMatchObject({
      kind: 'invalid-input',
      field: 'expiry',
    })
  })

  it('is not known to have failed where the gateway hides what a service said', async () => {
    simulator.state.hidesErrors = true
    simulator.state.addConnector({ maxExpiryDays: 7 })
    expect(await failureOf(() => session.create(modernePersonal, draft, never))).toMatchObject({ kind: 'answer-lost' })
  })

  it('is for nobody else', async () => {
    expect(await failureOf(() => session.create(ofBob, draft, never))).toMatchObject({ kind: 'not-supported' })
    expect(simulator.requests).toEqual([])
  })
})

describe('revoking a Moderne token', () => {
  it('ends it, and says so when it was gone already', async () => {
    const { id } = simulator.state.addToken(ada)
    expect(await session.revoke(modernePersonal, personal(id), never)).toBe('revoked')
    expect(simulator.state.findToken(id)).toBeUndefined()
    expect(await session.revoke(modernePersonal, personal(id), never)).toBe('already-gone')
  })

  it('does not take another person’s token for gone that Moderne only would not revoke', async () => {
    const { id } = simulator.state.addToken(bob)
    expect(await failureOf(() => session.revoke(ofBob, hisToken(id), never))).toMatchObject({
      kind: 'missing-permission',
      code: 'not-revoked',
    })
    simulator.state.letsAdminsRevokeOthersById = true
    expect(await session.revoke(ofBob, hisToken(id), never)).toBe('revoked')
    expect(await session.revoke(ofBob, hisToken(id), never)).toBe('already-gone')
  })

  it('never asks with an empty id', async () => {
    expect(await failureOf(() => session.revoke(modernePersonal, personal(''), never))).toMatchObject({
      kind: 'internal',
    })
    expect(simulator.requests).toEqual([])
  })
})

describe('revoking every Moderne token', () => {
  it('ends all of the caller’s, the credential among them, and nobody else’s', async () => {
    simulator.state.addToken(ada)
    simulator.state.addToken(bob)
    const identity = await session.identify(never)
    await session.revokeAll(identity, never)
    expect(simulator.state.tokens.map(({ owner }) => owner)).toEqual([bob])
    expect(await failureOf(() => session.identify(never))).toMatchObject({ kind: 'wrong-token' })
  })

  it('is refused where only administrators may', async () => {
    const his = as(simulator.state.addToken(bob).value)
    const identity = await his.identify(never)
    expect(await failureOf(() => his.revokeAll(identity, never))).toMatchObject({ kind: 'missing-permission' })
    simulator.state.letsUsersRevokeAllOfTheirOwn = true
    await his.revokeAll(identity, never)
    expect(simulator.state.tokensOf(bob)).toEqual([])
  })

  it('is not known to be done when Moderne says that not all were revoked', async () => {
    const identity = { ...(await session.identify(never)), id: 'nobody@example.com' }
    expect(await failureOf(() => session.revokeAll(identity, never))).toMatchObject({
      kind: 'answer-lost',
      code: 'not-all-revoked',
    })
    simulator.requests.length = 0
    expect(await failureOf(() => session.revokeAll({ ...identity, id: '' }, never))).toMatchObject({ kind: 'internal' })
    expect(simulator.requests).toEqual([])
  })

  it('is sent once, though its answer is lost', async () => {
    const identity = await session.identify(never)
    simulator.requests.length = 0
    simulator.faults.add({ fault: { kind: 'lost-answer' } })
    expect(await failureOf(() => session.revokeAll(identity, never))).toMatchObject({ kind: 'answer-lost' })
    expect(simulator.requests).toHaveLength(1)
    expect(simulator.state.tokensOf(ada)).toEqual([])
  })
})
