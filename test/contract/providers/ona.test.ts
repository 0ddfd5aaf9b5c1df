import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HttpFetch } from '#main/ports/http'
import type { ProviderSession } from '#main/ports/provider'
import type { OnaToken, OnaUser } from '#test/simulators/ona/model'
import type { NewToken } from '#test/simulators/ona/state'
import { loopbackHttp } from '#test/support/loopback-http'
import { plantedOna, type PlantedOna } from './stages/ona.ts'
import { day, listed, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

const http = loopbackHttp()
const inAMonth = { kind: 'at', at: now + 30 * day } as const
const draft = { description: 'deploy', expiry: inAMonth }

let planted: PlantedOna
let session: ProviderSession

beforeEach(async () => {
  planted = await plantedOna()
  ;({ session } = connected('ona', planted.simulator.origin, planted.credential))
})

afterEach(async () => {
  await planted.simulator.close()
})

function plant(description: string, more: Partial<NewToken> = {}, user: OnaUser = planted.ada): OnaToken {
  return planted.simulator.state.addToken({ user }, { expiresAt: now + 30 * day, ...more, description })
}

const asListed = ({ id, description }: OnaToken) =>
  tokenOf('ona', planted.personal, { issuerId: id, name: description })
const paths = () => planted.simulator.requests.map(({ path }) => path.replace('/api/gitpod.v1.', ''))

/** Does something else at the service right after each creation, before anything more is asked. */
function afterCreating(deed: () => void): HttpFetch {
  return {
    async send(request) {
      const answer = await http.send(request)
      if (request.url.endsWith('/CreatePersonalAccessToken')) deed()
      return answer
    },
  }
}

describe('who an Ona credential is', () => {
  it('is a person in one organization, with the service accounts there', async () => {
    const { ada, acme, robot, simulator, personal, ofRobot } = planted
    simulator.state.addUser(ada.account, simulator.state.addOrganization({ name: 'Elsewhere' }))
    const gone = { name: 'gone', validUntil: now - 1, creator: { id: ada.id, principal: 'PRINCIPAL_USER' } as const }
    simulator.state.addServiceAccount(acme, gone)
    const identity = await session.identify(never)
    expect(identity).toEqual({
      id: ada.id,
      login: 'ada@example.com',
      name: 'Ada',
      email: 'ada@example.com',
      kind: 'person',
      organizations: [{ id: acme.id, name: 'Acme', role: 'admin' }],
      teams: [],
      owners: [{ kind: 'service-account', id: robot.id, name: 'robot', organization: acme.id }],
    })
    expect(session.parts(identity)).toEqual([personal, ofRobot])
  })

  it('is known without what is not told', async () => {
    for (const path of [/GetAuthenticatedUser$/, /GetAccount$/, /ListServiceAccounts$/]) {
      planted.simulator.faults.add({ match: { path }, fault: { kind: 'status', status: 403 } })
    }
    expect(await session.identify(never)).toMatchObject({
      id: planted.ada.id,
      name: planted.ada.id,
      organizations: [{ id: planted.acme.id, name: planted.acme.id }],
      owners: [],
    })
  })

  it('knows every service account, on however many pages', async () => {
    const creator = { id: planted.ada.id, principal: 'PRINCIPAL_USER' } as const
    for (let at = 0; at < 150; at += 1) {
      planted.simulator.state.addServiceAccount(planted.acme, { name: `robot ${at}`, validUntil: now + day, creator })
    }
    expect((await session.identify(never)).owners).toHaveLength(151)
  })

  it('is wrong when it is unknown, expired or revoked: Ona does not say which', async () => {
    const expired = plant('expired', { expiresAt: now - 1 }).value
    for (const value of [expired, 'EXAMPLE-unknown']) {
      const error = await failureOf(() => connected('ona', planted.simulator.origin, value).session.identify(never))
      expect(error).toMatchObject({ kind: 'wrong-token', code: 'unauthenticated' })
    }
  })

  it('is nobody whose tokens can be looked after when it is a runner', async () => {
    const body = JSON.stringify({ subject: { id: 'a', principal: 'PRINCIPAL_RUNNER' } })
    const answering = { send: () => Promise.resolve({ status: 200, headers: {}, body }) }
    const { session: asked } = connected('ona', planted.simulator.origin, 'EXAMPLE', answering)
    expect(await failureOf(() => asked.identify(never))).toMatchObject({ kind: 'not-supported' })
  })
})

describe('Ona’s personal tokens as listed', () => {
  it('tells every fact there is', async () => {
    const { id } = plant('laptop', { createdAt: now - day, lastUsed: now - 60_000, readOnly: true })
    const { tokens } = await listed(session, planted.personal)
    expect(tokens.find(({ issuerId }) => issuerId === id)).toEqual({
      issuerId: id,
      name: 'laptop',
      description: 'laptop',
      created: { kind: 'at', at: now - day },
      lastUsed: { kind: 'at', at: now - 60_000 },
      expiry: inAMonth,
      scopes: { kind: 'listed', names: ['read-only'] },
    })
  })

  it('takes an absent last use for none, and an absent end for one that is not told', async () => {
    plant('unused')
    const { tokens } = await listed(session, planted.personal)
    expect(tokens.at(-1)).toMatchObject({ lastUsed: { kind: 'never' }, scopes: { kind: 'full' } })
    const body = JSON.stringify({ personalAccessTokens: [{ id: 'a', lastUsed: 'yesterday' }] })
    const answering = { send: () => Promise.resolve({ status: 200, headers: {}, body }) }
    const asked = await listed(
      connected('ona', planted.simulator.origin, 'EXAMPLE', answering).session,
      planted.personal,
    )
    expect(asked.tokens).toMatchObject([
      { name: 'a', created: { kind: 'unknown' }, lastUsed: { kind: 'unknown' }, expiry: { kind: 'unknown' } },
    ])
  })

  it('has the caller’s only, though an administrator could get everybody’s', async () => {
    plant('bob’s', {}, planted.bob)
    expect((await listed(session, planted.personal)).tokens.map(({ name }) => name)).toEqual(['Keyrack'])
    // A server that overlooks the filter.
    const unfiltered: HttpFetch = {
      send: (request) => http.send({ ...request, body: (request.body ?? '').replace('userIds', 'creatorIds') }),
    }
    const { session: asked } = connected('ona', planted.simulator.origin, planted.credential, unfiltered)
    expect((await listed(asked, planted.personal)).tokens.map(({ name }) => name)).toEqual(['Keyrack'])
  })
})

describe('making a personal token at Ona', () => {
  it('finds the token that the answer did not name, by what was not there before', async () => {
    plant('deploy')
    const made = await session.create(planted.personal, { ...draft, scopes: ['full'] }, never)
    const stored = planted.simulator.state.tokens.get(made.token.issuerId)
    expect(made.secret.use((value) => value)).toBe(stored?.value)
    expect(stored).toMatchObject({ description: 'deploy', expiresAt: inAMonth.at, readOnly: false })
    expect((await listed(session, planted.personal)).tokens).toContainEqual(made.token)
    expect(paths().slice(0, 3)).toEqual([
      'UserService/ListPersonalAccessTokens',
      'UserService/CreatePersonalAccessToken',
      'UserService/ListPersonalAccessTokens',
    ])
  })

  it('is read-only unless more was chosen', async () => {
    const made = await session.create(planted.personal, draft, never)
    expect(made.token.scopes).toEqual({ kind: 'listed', names: ['read-only'] })
    expect(planted.simulator.state.tokens.get(made.token.issuerId)).toMatchObject({ readOnly: true })
  })

  it('takes another token that was made at the same moment for another one', async () => {
    const other = afterCreating(() => plant('something else', { readOnly: true }))
    const { session: asked } = connected('ona', planted.simulator.origin, planted.credential, other)
    const made = await asked.create(planted.personal, draft, never)
    expect(made.secret.use((value) => value)).toBe(planted.simulator.state.tokens.get(made.token.issuerId)?.value)
  })

  it('tells two alike apart by using the secret', async () => {
    const twins = afterCreating(() => {
      plant('deploy', { readOnly: true })
      plant('deploy', { readOnly: true, lastUsed: now })
    })
    const { session: asked } = connected('ona', planted.simulator.origin, planted.credential, twins)
    const made = await asked.create(planted.personal, draft, never)
    expect(made.secret.use((value) => value)).toBe(planted.simulator.state.tokens.get(made.token.issuerId)?.value)
  })

  it('goes by what was asked for where no use is told yet', async () => {
    const other = afterCreating(() => plant('something else', { readOnly: true }))
    const silent: HttpFetch = {
      async send(request) {
        const answer = await other.send(request)
        return { ...answer, body: answer.body.replace(/,?"lastUsed":"[^"]*"/g, '') }
      },
    }
    const { session: asked } = connected('ona', planted.simulator.origin, planted.credential, silent)
    const made = await asked.create(planted.personal, draft, never)
    expect(made.secret.use((value) => value)).toBe(planted.simulator.state.tokens.get(made.token.issuerId)?.value)
  })

  it('names no token when two alike were used at the same moment', async () => {
    let twin: OnaToken | undefined
    const used: HttpFetch = {
      async send(request) {
        const answer = await http.send(request)
        if (request.url.endsWith('/CreatePersonalAccessToken')) twin = plant('deploy', { readOnly: true })
        if (twin !== undefined && request.url.endsWith('/GetAuthenticatedIdentity')) twin.lastUsed = now
        return answer
      },
    }
    const { session: asked } = connected('ona', planted.simulator.origin, planted.credential, used)
    const made = await asked.create(planted.personal, draft, never)
    expect(planted.simulator.state.tokens.has(made.token.issuerId)).toBe(false)
  })

  it('cannot be cancelled any more once the token is made', async () => {
    const cancel = new AbortController()
    const cancelled = afterCreating(() => cancel.abort())
    const { session: asked } = connected('ona', planted.simulator.origin, planted.credential, cancelled)
    const made = await asked.create(planted.personal, draft, cancel.signal)
    expect(made.secret.use((value) => value)).toBe(planted.simulator.state.tokens.get(made.token.issuerId)?.value)
  })

  it('waits for a list that lags behind', async () => {
    let looks = 0
    const lagging: HttpFetch = {
      async send(request) {
        const answer = await http.send(request)
        if (!request.url.endsWith('/ListPersonalAccessTokens')) return answer
        looks += 1
        return looks <= 3 ? { ...answer, body: '{}' } : answer
      },
    }
    const { session: asked, clock } = connected('ona', planted.simulator.origin, planted.credential, lagging)
    // Here everything seems new once the list has caught up, so that only what was asked for tells.
    const made = await asked.create(planted.personal, draft, never)
    expect(made.secret.use((value) => value)).toBe(planted.simulator.state.tokens.get(made.token.issuerId)?.value)
    expect(clock.waits).toEqual([1000, 2000])
  })

  it.each([
    ['the list cannot be read', { kind: 'status', status: 500 } as const],
    ['the way is cut', { kind: 'drop' } as const],
  ])('keeps the secret, and names no token, when %s afterwards', async (_name, fault) => {
    const cut = afterCreating(() => planted.simulator.faults.add({ fault, times: Infinity }))
    const { session: asked } = connected('ona', planted.simulator.origin, planted.credential, cut)
    const made = await asked.create(planted.personal, draft, never)
    const newest = [...planted.simulator.state.tokens.values()].at(-1)
    expect(made.secret.use((value) => value)).toBe(newest?.value)
    expect(made.token).toMatchObject({ description: 'deploy', expiry: inAMonth, lastUsed: { kind: 'unknown' } })
    expect(made.token.issuerId).not.toBe(newest?.id)
    planted.simulator.faults.clear()
    const token = tokenOf('ona', planted.personal, made.token)
    expect(await failureOf(() => session.revoke(planted.personal, token, never))).toMatchObject({ kind: 'not-found' })
  })

  it('names no token when two alike cannot be told apart', async () => {
    const twins: HttpFetch = {
      async send(request) {
        const answer = await http.send(request)
        if (request.url.endsWith('/CreatePersonalAccessToken')) plant('deploy', { readOnly: true })
        // A service that notes the use of a token much later.
        return { ...answer, body: answer.body.replace(/,?"lastUsed":"[^"]*"/g, '') }
      },
    }
    const { session: asked } = connected('ona', planted.simulator.origin, planted.credential, twins)
    const made = await asked.create(planted.personal, draft, never)
    expect(planted.simulator.state.tokens.has(made.token.issuerId)).toBe(false)
  })

  it.each([
    [{ ...draft, scopes: ['some'] }, 'scopes'],
    [{ ...draft, expiry: { kind: 'at', at: now - 1 } as const }, 'expiry'],
  ])('sends nothing for what Ona has not: %j', async (wrong, field) => {
    const error = await failureOf(() => session.create(planted.personal, wrong, never))
    expect(error).toMatchObject({ kind: 'invalid-input', field })
    expect(planted.simulator.requests).toEqual([])
  })

  it('is refused by Ona beyond 90 days, and to a read-only token', async () => {
    const far = { ...draft, expiry: { kind: 'at', at: now + 91 * day } as const }
    expect(await failureOf(() => session.create(planted.personal, far, never))).toMatchObject({ kind: 'invalid-input' })
    const reader = plant('reader', { readOnly: true }).value
    const { session: asked } = connected('ona', planted.simulator.origin, reader)
    expect(await failureOf(() => asked.create(planted.personal, draft, never))).toMatchObject({
      kind: 'missing-permission',
    })
  })
})

describe('revoking a personal token at Ona', () => {
  it('ends it, and says so when it was gone already', async () => {
    const victim = plant('victim')
    expect(await session.revoke(planted.personal, asListed(victim), never)).toBe('revoked')
    expect(planted.simulator.state.tokens.has(victim.id)).toBe(false)
    expect(await session.revoke(planted.personal, asListed(victim), never)).toBe('already-gone')
  })

  it('does not take a missing service for a missing token', async () => {
    const nowhere: HttpFetch = { send: (request) => http.send({ ...request, url: `${request.url}OfYesterday` }) }
    const { session: asked } = connected('ona', planted.simulator.origin, planted.credential, nowhere)
    const error = await failureOf(() => asked.revoke(planted.personal, asListed(plant('victim')), never))
    expect(error).toMatchObject({ kind: 'not-supported' })
  })

  it('is the only change there is: nothing can be updated or regenerated in place', async () => {
    const token = asListed(plant('deploy'))
    const actions = [
      () => session.update(planted.personal, token, { description: 'other' }, never),
      () => session.regenerate(planted.personal, token, inAMonth, never),
    ]
    for (const action of actions) expect(await failureOf(action)).toMatchObject({ kind: 'not-supported' })
    expect(planted.simulator.requests).toEqual([])
  })
})
