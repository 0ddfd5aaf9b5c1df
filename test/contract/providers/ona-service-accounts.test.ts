import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Provider, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import { loopbackHttp } from '#test/support/loopback-http'
import { plantedOna, type PlantedOna } from './stages/ona.ts'
import { day, listed, now, tokenOf } from './stages/stage.ts'
import type { SkippingClock } from './skipping-clock.ts'
import { connected, failureOf, never } from './support.ts'

const minute = 60_000
const draft = { description: 'deploy', expiry: { kind: 'at', at: now + 90 * day } } as const

let planted: PlantedOna
let session: ProviderSession
let provider: Provider
let clock: SkippingClock

beforeEach(async () => {
  let time = (): number => now
  planted = await plantedOna(() => time())
  ;({ session, provider, clock } = connected('ona', planted.simulator.origin, planted.credential))
  time = () => clock.now()
})

afterEach(async () => {
  await planted.simulator.close()
})

const plant = (description: string) =>
  planted.simulator.state.addToken({ serviceAccount: planted.robot }, { description, expiresAt: now + 30 * day })
const pass = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve))
const exchanges = () =>
  planted.simulator.requests.filter(({ path }) => path.endsWith('/CreateServiceAccountAccessToken')).length

describe('the tokens of a service account at Ona', () => {
  it('are listed as the account, with every fact', async () => {
    const { id } = plant('nightly')
    const { tokens } = await listed(session, planted.ofRobot)
    expect(tokens).toEqual([
      {
        issuerId: id,
        name: 'nightly',
        description: 'nightly',
        created: { kind: 'at', at: now },
        lastUsed: { kind: 'never' },
        expiry: { kind: 'at', at: now + 30 * day },
        scopes: { kind: 'full' },
      },
    ])
  })

  it('are all there, on however many pages, for one exchange', async () => {
    for (let at = 0; at < 250; at += 1) plant(`token ${at}`)
    expect(await listed(session, planted.ofRobot)).toMatchObject({ pages: 3, tokens: { length: 250 } })
    expect(exchanges()).toBe(1)
  })

  it('need another exchange once the half hour is over', async () => {
    await listed(session, planted.ofRobot)
    await pass(28 * minute)
    await listed(session, planted.ofRobot)
    expect(exchanges()).toBe(1)
    await pass(2 * minute)
    await listed(session, planted.ofRobot)
    expect(exchanges()).toBe(2)
  })

  it('are reached with the short-lived bearer, which is no part of any failure', async () => {
    const sent: string[] = []
    const http = loopbackHttp()
    const { session: asked } = connected('ona', planted.simulator.origin, planted.credential, {
      send(request) {
        sent.push(request.headers['authorization'] ?? '')
        return http.send(request)
      },
    })
    await listed(asked, planted.ofRobot)
    const bearer = sent[1] ?? ''
    expect(sent).toEqual([`Bearer ${planted.credential}`, bearer])
    expect(bearer).toMatch(/^Bearer ey/)
    const said = `${bearer} and ${planted.credential} are not good`
    planted.simulator.faults.add({ fault: { kind: 'status', status: 400, message: said } })
    const error = JSON.stringify(await failureOf(() => listed(asked, planted.ofRobot)))
    expect(error).not.toContain(bearer.slice(-20))
    expect(error).not.toContain(planted.credential.slice(-20))
  })

  it('do not make the account’s own credential wrong when the bearer is refused', async () => {
    await listed(session, planted.ofRobot)
    planted.robot.suspended = true
    expect(await failureOf(() => listed(session, planted.ofRobot))).toMatchObject({ kind: 'missing-permission' })
  })

  it('are out of reach for a member, who is told so', async () => {
    const bobs = planted.simulator.state.addToken({ user: planted.bob }, { description: 'b', expiresAt: now + day })
    const { session: asked } = connected('ona', planted.simulator.origin, bobs.value)
    expect(await failureOf(() => listed(asked, planted.ofRobot))).toMatchObject({ kind: 'missing-permission' })
  })

  it('are out of reach for the account’s own tokens, which are known all the same', async () => {
    const { value } = plant('nightly')
    const { session: asked } = connected('ona', planted.simulator.origin, value)
    const identity = await asked.identify(never)
    expect(identity).toMatchObject({ id: planted.robot.id, name: 'robot', kind: 'service-account' })
    expect(asked.parts(identity)).toEqual([planted.ofRobot])
    expect(asked.auditLogs(identity)).toEqual([])
    expect(await failureOf(() => listed(asked, planted.ofRobot))).toMatchObject({ kind: 'missing-permission' })
  })

  it('are made with their id, and end at the latest with the account', async () => {
    const made = await session.create(planted.ofRobot, draft, never)
    expect(made.secret.use((value) => value)).toBe(planted.simulator.state.tokens.get(made.token.issuerId)?.value)
    expect(made.token).toMatchObject({ name: 'deploy', expiry: draft.expiry, createdBy: planted.ada.id })
    const lasting = await session.create(planted.ofRobot, { ...draft, expiry: { kind: 'never' } }, never)
    expect(lasting.token.expiry).toEqual({ kind: 'at', at: now + 400 * day })
  })

  it('are made for ever where the account is', async () => {
    const eternal = planted.simulator.state.addServiceAccount(planted.acme, {
      name: 'eternal',
      validUntil: Date.UTC(2120, 0, 1),
      creator: { id: planted.ada.id, principal: 'PRINCIPAL_USER' },
    })
    const part = { ...planted.ofRobot, owner: { ...planted.ofRobot.owner, id: eternal.id } }
    const made = await session.create(part, { ...draft, expiry: { kind: 'never' } }, never)
    expect(made.token.expiry).toEqual({ kind: 'never' })
    expect(await session.formOptions(part, never)).toMatchObject({ maxDays: null })
  })

  it('keep the secret when the answer lacks the rest', async () => {
    const http = loopbackHttp()
    const { session: asked } = connected('ona', planted.simulator.origin, planted.credential, {
      async send(request) {
        const answer = await http.send(request)
        return { ...answer, body: answer.body.replace('"serviceAccountToken"', '"somethingElse"') }
      },
    })
    const made = await asked.create(planted.ofRobot, draft, never)
    expect(made.secret.use((value) => value)).toBe([...planted.simulator.state.tokens.values()].at(-1)?.value)
    expect(made.token.description).toBe('deploy')
  })

  it('may last as long as the account does, says the form', async () => {
    expect(await session.formOptions(planted.ofRobot, never)).toEqual({ roles: [], maxDays: 400, scopes: [] })
    expect(await session.formOptions(planted.personal, never)).toEqual({ roles: [], maxDays: null, scopes: [] })
  })

  it('are revoked, and one that is gone says so; an account that is gone does not', async () => {
    const { id } = plant('nightly')
    const token = tokenOf('ona', planted.ofRobot, { issuerId: id, name: 'nightly' })
    expect(await session.revoke(planted.ofRobot, token, never)).toBe('revoked')
    expect(planted.simulator.state.tokens.has(id)).toBe(false)
    expect(await session.revoke(planted.ofRobot, token, never)).toBe('already-gone')
    const nowhere = {
      ...planted.ofRobot,
      owner: { ...planted.ofRobot.owner, id: '00000000-1111-4222-8333-444444444444' },
    }
    expect(await failureOf(() => session.revoke(nowhere, token, never))).toMatchObject({ kind: 'not-found' })
  })
})

describe('trying a pasted secret at Ona', () => {
  it('tells whose it is, and never which token', async () => {
    const identity = await session.identify(never)
    const { state } = planted.simulator
    const bobs = state.addToken({ user: planted.bob }, { description: 'his', expiresAt: now + day }).value
    const robots = plant('nightly')
    const mine = tokenOf('ona', planted.personal, { issuerId: 'a', name: 'mine' })
    const its = tokenOf('ona', planted.ofRobot, { issuerId: robots.id, name: 'nightly' })
    const ofMine = (value: string) => session.probe(planted.personal, mine, identity, new Secret(value), never)
    const ofRobot = (value: string) => session.probe(planted.ofRobot, its, identity, new Secret(value), never)
    expect(await ofMine(planted.credential)).toEqual({ kind: 'works' })
    expect(await ofMine(bobs)).toEqual({ kind: 'another' })
    expect(await ofMine(robots.value)).toEqual({ kind: 'another' })
    expect(await ofRobot(robots.value)).toEqual({ kind: 'works' })
    expect(await ofRobot(bobs)).toEqual({ kind: 'another' })
    expect(await ofRobot('EXAMPLE-unknown')).toEqual({ kind: 'refused' })
  })

  it('is a failure, and no verdict, when Ona cannot be asked', async () => {
    const identity = await session.identify(never)
    planted.simulator.faults.add({ fault: { kind: 'status', status: 500 }, times: Infinity })
    const token = tokenOf('ona', planted.personal, { issuerId: 'a', name: 'a' })
    const probing = () => session.probe(planted.personal, token, identity, new Secret('EXAMPLE'), never)
    expect(await failureOf(probing)).toMatchObject({ kind: 'server-error' })
  })

  it('cannot tell which token signs in, but which ones cannot', async () => {
    const identity = await session.identify(never)
    const own = tokenOf('ona', planted.personal, { issuerId: 'a', name: 'a' })
    const robots = tokenOf('ona', planted.ofRobot, { issuerId: 'b', name: 'b' })
    expect(provider.isOwnCredential(identity, own)).toBe('unknown')
    expect(provider.isOwnCredential(identity, { ...own, expiry: { kind: 'at', at: now - 1 } })).toBe('no')
    expect(provider.isOwnCredential(identity, robots)).toBe('no')
    const robot = { ...identity, id: planted.robot.id, kind: 'service-account' } as const
    expect(provider.isOwnCredential(robot, robots)).toBe('unknown')
    expect(provider.isOwnCredential(robot, own)).toBe('no')
  })
})

describe('what Ona noted about tokens', () => {
  const query = (more: { from?: number; to?: number } = {}) => ({
    log: { kind: 'organization', id: planted.acme.id, name: 'Acme' } as const,
    from: now - 30 * day,
    to: now + day,
    ...more,
  })

  async function events(asked: ProviderSession = session, more: { from?: number; to?: number } = {}) {
    const found = []
    for await (const chunk of asked.events(query(more), never)) found.push(...chunk)
    return found
  }

  const note = (subjectType: string, subjectId: string, createdAt: number) =>
    planted.simulator.state.record({
      ...{ subjectType, subjectId, createdAt, action: 'create', kind: 'AUDIT_LOG_ENTRY_KIND_RESOURCE_CHANGE' },
      actor: { id: planted.ada.id, principal: 'PRINCIPAL_USER' },
      organization: planted.acme,
    })

  it('is in the log of the organization', async () => {
    expect(session.auditLogs(await session.identify(never))).toEqual([query().log])
  })

  it('tells who did what to which token, the newest first', async () => {
    note('RESOURCE_TYPE_PERSONAL_ACCESS_TOKEN', 'token-1', now - day)
    note('RESOURCE_TYPE_SERVICE_ACCOUNT', 'robot-1', now - 60_000)
    expect(await events()).toMatchObject([
      { target: 'service account robot-1', tokenIssuerId: null, at: now - 60_000 },
      {
        action: 'create',
        actor: `user ${planted.ada.id}`,
        target: 'personal access token token-1',
        description: 'resource change',
        tokenIssuerId: 'token-1',
        at: now - day,
        succeeded: null,
        from: '',
      },
    ])
  })

  it('leaves out what is not about tokens and what is of another time, though the service may not', async () => {
    note('RESOURCE_TYPE_PERSONAL_ACCESS_TOKEN', 'before', now - 40 * day)
    note('RESOURCE_TYPE_PERSONAL_ACCESS_TOKEN', 'within', now - day)
    note('RESOURCE_TYPE_PERSONAL_ACCESS_TOKEN', 'at the end', now)
    note('RESOURCE_TYPE_ENVIRONMENT', 'no token', now - day)
    const http = loopbackHttp()
    const unfiltered = connected('ona', planted.simulator.origin, planted.credential, {
      send: (request) => http.send({ ...request, body: (request.body ?? '').replace('"filter"', '"sieve"') }),
    }).session
    for (const asked of [session, unfiltered]) {
      expect((await events(asked, { to: now })).map(({ tokenIssuerId }) => tokenIssuerId)).toEqual(['within'])
    }
  })

  it('comes page by page, and ends where the service does not', async () => {
    for (let at = 0; at < 250; at += 1) note('RESOURCE_TYPE_PERSONAL_ACCESS_TOKEN', `token-${at}`, now - at)
    expect(await events()).toHaveLength(250)
    const body = JSON.stringify({ pagination: { nextToken: 'again' } })
    const endless = connected('ona', planted.simulator.origin, 'EXAMPLE', {
      send: () => Promise.resolve({ status: 200, headers: {}, body }),
    }).session
    expect(await failureOf(() => events(endless))).toMatchObject({ kind: 'broken-body', code: 'paging' })
  })

  it('is for those who may read it, on plans that have it', async () => {
    const { state, origin } = planted.simulator
    const bobs = state.addToken({ user: planted.bob }, { description: 'b', expiresAt: now + day }).value
    expect(await failureOf(() => events(connected('ona', origin, bobs).session))).toMatchObject({
      kind: 'missing-permission',
    })
    const small = state.addOrganization({ name: 'Small', tier: 'ORGANIZATION_TIER_CORE' })
    const eve = state.addUser(state.addAccount({ name: 'Eve' }), small, { role: 'ORGANIZATION_ROLE_ADMIN' })
    const eves = state.addToken({ user: eve }, { description: 'e', expiresAt: now + day }).value
    expect(await failureOf(() => events(connected('ona', origin, eves).session))).toMatchObject({ kind: 'plan-needed' })
  })

  it('has no file of its own', async () => {
    expect(await failureOf(() => session.exportEvents(query(), 'csv', never))).toMatchObject({ kind: 'not-supported' })
  })
})

describe('where Ona is', () => {
  it.each([
    ['ona.com', 'https://app.ona.com'],
    ['https://app.gitpod.io/', 'https://app.gitpod.io'],
    ['ona.example.com:8443', 'https://ona.example.com:8443'],
  ])('%s has API and pages at %s', (address, origin) => {
    expect(provider.resolve(address)).toEqual({ origin, console: origin })
  })

  it('leads to the page of personal tokens, and to none for a service account’s', () => {
    const page = 'https://app.ona.com/settings/personal-access-tokens'
    expect(provider.page('https://app.ona.com', null)).toBe(page)
    expect(provider.page('https://app.ona.com', tokenOf('ona', planted.personal, { issuerId: 'a', name: 'a' }))).toBe(
      page,
    )
    expect(
      provider.page('https://app.ona.com', tokenOf('ona', planted.ofRobot, { issuerId: 'a', name: 'a' })),
    ).toBeNull()
  })
})
