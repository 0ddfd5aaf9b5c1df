import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Provider, ProviderSession } from '#main/ports/provider'
import { loopbackHttp } from '#test/support/loopback-http'
import { plantedGithub, plantGrant, type PlantedGithub } from './stages/github.ts'
import { day, listed, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

let planted: PlantedGithub
let session: ProviderSession
let provider: Provider

beforeEach(async () => {
  planted = await plantedGithub()
  ;({ session, provider } = connected('github', planted.simulator.origin, planted.credential))
})

afterEach(async () => {
  await planted.simulator.close()
})

const state = () => planted.simulator.state
const as = (value: string) => connected('github', planted.simulator.origin, value).session
const classic = (more: { scopes?: readonly string[]; expiresAt?: number } = {}) =>
  state().addToken(planted.ada, { kind: 'classic', name: 'laptop', ...more })

describe('who a GitHub credential is', () => {
  it('is a person, of whose tokens there is no list', async () => {
    const identity = await as(classic().value).identify(never)
    expect(identity).toMatchObject({ id: '1000', login: 'ada', name: 'Ada', kind: 'person', organizations: [] })
    expect(as(planted.credential).parts(identity)).toEqual([planted.classic, planted.fineGrained])
    expect(await failureOf(() => listed(session, planted.classic))).toMatchObject({ kind: 'not-supported' })
  })

  it('is an app in an organization, which sees the tokens that were let in', async () => {
    const identity = await session.identify(never)
    expect(identity).toMatchObject({ login: 'acme', kind: 'organization', organizations: [{ id: 'acme' }] })
    expect(session.parts(identity)).toEqual([planted.grants])
  })

  it('is a person by an app, with the organizations in which the app may see tokens', async () => {
    const { ada, acme } = planted
    const identity = await as(state().addAppUserToken(ada, acme, 'read').value).identify(never)
    expect(identity).toMatchObject({ login: 'ada', kind: 'person', organizations: [{ id: 'acme', name: 'acme' }] })
    expect(session.parts(identity)).toEqual([planted.classic, planted.fineGrained, planted.grants])
    const blind = await as(state().addAppUserToken(ada, acme, undefined).value).identify(never)
    expect(blind.organizations).toEqual([])
  })

  it('is wrong when it is unknown or has expired: GitHub does not say which', async () => {
    for (const value of ['ghp_EXAMPLE', classic({ expiresAt: now - 1 }).value]) {
      expect(await failureOf(() => as(value).identify(never))).toMatchObject({ kind: 'wrong-token' })
    }
  })

  it('must wait until the limit is lifted, also where only GitHub’s own headers say when', async () => {
    state().limits = { authenticated: 1, unauthenticated: 60 }
    const person = as(classic().value)
    await person.identify(never)
    expect(await failureOf(() => person.identify(never))).toMatchObject({ kind: 'rate-limited', waitSeconds: 3600 })
  })
})

describe('personal tokens that were let into an organization', () => {
  it('tells every fact there is', async () => {
    const { ada, acme } = planted
    const token = state().addToken(ada, { kind: 'fine-grained', name: 'ci', expiresAt: now + 9 * day, lastUsedAt: now })
    const permissions = { organization: { members: 'read' }, repository: { contents: 'write', metadata: 'read' } }
    const { id } = state().addGrant(acme, token, { repositories: ['site'], permissions, grantedAt: now - day })
    expect((await listed(session, planted.grants)).tokens).toEqual([
      {
        issuerId: String(id),
        name: 'ci',
        description: 'Chosen repositories',
        created: { kind: 'at', at: now - day },
        lastUsed: { kind: 'at', at: now },
        expiry: { kind: 'at', at: now + 9 * day },
        scopes: { kind: 'listed', names: ['members:read', 'contents:write', 'metadata:read'] },
        createdBy: 'ada',
      },
    ])
  })

  it('keeps never apart from a date', async () => {
    state().addGrant(planted.acme, state().addToken(planted.ada, { kind: 'fine-grained', name: 'endless' }))
    expect((await listed(session, planted.grants)).tokens).toMatchObject([
      { expiry: { kind: 'never' }, lastUsed: { kind: 'never' }, scopes: { kind: 'none' } },
    ])
  })

  it.each([0, 1, 100, 101, 1000])('are all there when there are %i', async (count) => {
    for (let at = 0; at < count; at += 1) plantGrant(planted, `token ${at}`)
    expect((await listed(session, planted.grants)).tokens).toHaveLength(count)
  })

  it('are missing a permission for a personal token, and for an app that may not read them', async () => {
    const blind = state().addInstallationToken(planted.acme, undefined).value
    for (const value of [classic({ scopes: ['admin:org'] }).value, blind]) {
      expect(await failureOf(() => listed(as(value), planted.grants))).toMatchObject({ kind: 'missing-permission' })
    }
  })

  it('lose their access to the organization, and live on elsewhere', async () => {
    const grant = plantGrant(planted, 'ci')
    const token = tokenOf('github', planted.grants, { issuerId: String(grant.id), name: 'ci' })
    expect(await session.revoke(planted.grants, token, never)).toBe('revoked')
    expect((await listed(session, planted.grants)).tokens).toEqual([])
    expect(state().isLive(grant.token)).toBe(true)
    expect(await session.revoke(planted.grants, token, never)).toBe('already-gone')
    const kind = provider.record.tokenKinds.find((one) => one.kind === 'grant')
    expect(JSON.stringify(kind?.support.revoke)).toMatch(/emulated.*only.*stays alive/)
  })

  it('are not gone because the organization is hidden', async () => {
    const other = { ...planted.grants, owner: { ...planted.grants.owner, id: 'other' } }
    const token = tokenOf('github', other, { issuerId: '500', name: 'ci' })
    expect(await failureOf(() => session.revoke(other, token, never))).toMatchObject({ kind: 'not-found' })
  })

  it('are revoked by nothing else here', async () => {
    const token = tokenOf('github', planted.classic, { issuerId: 'a', name: 'laptop' })
    expect(await failureOf(() => session.revoke(planted.classic, token, never))).toMatchObject({
      kind: 'not-supported',
    })
    expect(planted.simulator.requests).toEqual([])
  })
})

describe('an Enterprise Server', () => {
  it('has its API below a path, and no public call to revoke by value', async () => {
    const server = await plantedGithub({ enterpriseServer: true })
    const origin = 'https://github.example.com'
    const here = loopbackHttp()
    const http = {
      send: (request: Parameters<typeof here.send>[0]) =>
        here.send({ ...request, url: request.url.replace(origin, server.simulator.origin) }),
    }
    const there = connected('github', origin, server.credential, http)
    expect(await there.session.identify(never)).toMatchObject({ login: 'acme' })
    plantGrant(server, 'ci')
    expect((await listed(there.session, server.grants)).tokens).toHaveLength(1)
    expect(await there.provider.byValue!(origin)).toBeUndefined()
    await server.simulator.close()
  })

  it.each([
    ['github.com', 'https://api.github.com', 'https://github.com'],
    ['https://www.github.com', 'https://api.github.com', 'https://github.com'],
    ['octo.ghe.com', 'https://api.octo.ghe.com', 'https://octo.ghe.com'],
    ['https://api.octo.ghe.com', 'https://api.octo.ghe.com', 'https://octo.ghe.com'],
    ['github.example.com', 'https://github.example.com', 'https://github.example.com'],
  ])('%s has its API at %s and its pages at %s', (address, origin, pages) => {
    expect(provider.resolve(address)).toEqual({ origin, console: pages })
  })

  it('leads to the pages of tokens', () => {
    const page = (part: PlantedGithub['grants']) =>
      provider.page('https://github.com', tokenOf('github', part, { issuerId: '1', name: 'a' }))
    expect(provider.page('https://github.com', null)).toBe('https://github.com/settings/personal-access-tokens')
    expect(page(planted.classic)).toBe('https://github.com/settings/tokens')
    expect(page(planted.grants)).toBe('https://github.com/organizations/acme/settings/personal-access-tokens/active')
  })
})
