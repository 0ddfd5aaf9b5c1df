import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AuditEvent } from '#shared/model/audit-event'
import type { HttpFetch } from '#main/ports/http'
import type { EventQuery, PartScope, Provider, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import { startRudderStackSimulator } from '#test/simulators/rudderstack/index'
import { plantedRudderStack, type PlantedRudderStack } from './stages/rudderstack.ts'
import { day, listed, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never, unusedPorts } from './support.ts'

let planted: PlantedRudderStack
let state: PlantedRudderStack['simulator']['state']

beforeEach(async () => {
  planted = await plantedRudderStack()
  state = planted.simulator.state
})

afterEach(async () => {
  await planted.simulator.close()
})

const as = (value: string): ProviderSession => connected('rudderstack', planted.simulator.origin, value).session
const asPerson = () => as(state.addPersonalToken(planted.workspace, { name: 'laptop' }).value)
const asOrganization = () => as(state.addOrganizationToken(planted.organization, { name: 'audit' }).value)
const answering = (answer: object): ProviderSession => {
  const http: HttpFetch = { send: () => Promise.resolve({ status: 200, headers: {}, body: JSON.stringify(answer) }) }
  return connected('rudderstack', planted.simulator.origin, 'EXAMPLE', http).session
}

describe('who calls RudderStack', () => {
  it('is the workspace, for a personal token as for one of the workspace', async () => {
    const ofWorkspace = state.addWorkspaceToken(planted.workspace, { name: 'ci' }).value
    const { id } = planted.workspace
    for (const session of [asPerson(), as(ofWorkspace)]) {
      const identity = await session.identify(never)
      expect(identity).toEqual({
        id,
        login: 'Production',
        name: 'Production',
        kind: 'person',
        organizations: [],
        teams: [],
        owners: [planted.ofWorkspace.owner],
      })
      expect(session.parts(identity)).toEqual([planted.personal, planted.ofWorkspace])
      expect(session.auditLogs(identity)).toEqual([])
    }
  })

  it('is the organization that its audit log names', async () => {
    const session = asOrganization()
    const identity = await session.identify(never)
    const { id } = planted.organization
    expect(identity).toMatchObject({ id, kind: 'organization', organizations: [{ id, name: id }] })
    expect(session.parts(identity)).toEqual([planted.ofOrganization])
    expect(session.auditLogs(identity)).toEqual([planted.ofOrganization.owner])
  })

  it.each(['growth', 'enterprise'] as const)(
    'is an organization without a name where nothing tells it (%s)',
    async (plan) => {
      const organization = state.addOrganization(plan)
      const session = as(state.addOrganizationToken(organization, { name: 'scim' }).value)
      expect(await session.identify(never)).toMatchObject({
        id: 'organization',
        kind: 'organization',
        provisional: true,
      })
      if (plan === 'growth') return
      // Once something is in its audit log.
      const note = { targetType: 'source', action: 'created', createdAt: now - day }
      state.record({ organization, ...note })
      const told = await session.identify(never)
      expect(told.id).toBe(organization.id)
      expect(told).not.toHaveProperty('provisional')
    },
  )

  it('is nobody for a token that is deleted, or of the other region', async () => {
    const token = state.addPersonalToken(planted.workspace, { name: 'old' })
    const europe = await startRudderStackSimulator({ region: 'EU', now: () => now })
    const elsewhere = connected('rudderstack', europe.origin, token.value).session
    expect(await failureOf(() => elsewhere.identify(never))).toMatchObject({ kind: 'wrong-token' })
    await europe.close()
    state.deleteToken(token)
    expect(await failureOf(() => as(token.value).identify(never))).toMatchObject({
      kind: 'wrong-token',
      provider: 'RudderStack',
      said: 'Unauthorized',
    })
  })

  it('is not taken for wrong where it may not ask for its workspace', async () => {
    state.gates.set('/v2/workspace', 'Insufficient permissions')
    expect(await failureOf(() => asPerson().identify(never))).toMatchObject({ kind: 'missing-permission' })
    state.gates.set('/v2/workspace', 'Flag is not enabled for your account')
    expect(await failureOf(() => asPerson().identify(never))).toMatchObject({
      kind: 'plan-needed',
      said: 'Flag is not enabled for your account',
    })
  })
})

describe('trying a secret at RudderStack', () => {
  const probe = async (part: PartScope, value: string) => {
    const session = part.kind === 'organization' ? asOrganization() : asPerson()
    const identity = await session.identify(never)
    const token = tokenOf('rudderstack', part, { issuerId: 'stored', name: 'stored' })
    const probed = await session.probe(part, token, identity, new Secret(value), never)
    const inspected = await session.inspect(part, identity, new Secret(value), never)
    return [probed.kind, inspected]
  }
  const works = ['works', { kind: 'accepted', proof: 'works', token: {} }]
  const another = ['another', { kind: 'another' }]

  it('works for one of the same workspace or organization', async () => {
    const { workspace, organization } = planted
    const personal = state.addPersonalToken(workspace, { name: 'a' }).value
    const ofWorkspace = state.addWorkspaceToken(workspace, { name: 'b' }).value
    const ofOrganization = state.addOrganizationToken(organization, { name: 'c' }).value
    expect(await probe(planted.personal, personal)).toEqual(works)
    expect(await probe(planted.ofWorkspace, ofWorkspace)).toEqual(works)
    expect(await probe(planted.ofOrganization, ofOrganization)).toEqual(works)
  })

  it('finds another workspace’s, another organization’s, and one of the other level', async () => {
    const other = state.addOrganization()
    state.record({ organization: other, targetType: 'source', action: 'created' })
    const elsewhere = state.addPersonalToken(state.addWorkspace(other), { name: 'a' }).value
    const others = state.addOrganizationToken(other, { name: 'b' }).value
    const mine = state.addWorkspaceToken(planted.workspace, { name: 'c' }).value
    expect(await probe(planted.personal, elsewhere)).toEqual(another)
    expect(await probe(planted.ofOrganization, others)).toEqual(another)
    expect(await probe(planted.ofWorkspace, others)).toEqual(another)
    expect(await probe(planted.ofOrganization, mine)).toEqual(another)
  })

  it('is refused once it is deleted, which is how a guided deletion is seen to be done', async () => {
    const token = state.addWorkspaceToken(planted.workspace, { name: 'a' })
    expect(await probe(planted.ofWorkspace, token.value)).toEqual(works)
    state.deleteToken(token)
    expect(await probe(planted.ofWorkspace, token.value)).toEqual(['refused', { kind: 'refused' }])
    expect(await probe(planted.ofOrganization, 'two words')).toEqual(['refused', { kind: 'refused' }])
  })

  it('is a failure where nothing names the organization', async () => {
    const { value } = state.addOrganizationToken(state.addOrganization('growth'), { name: 'a' })
    expect(await failureOf(() => probe(planted.ofOrganization, value))).toMatchObject({ kind: 'missing-permission' })
  })

  it('is a failure where the network fails', async () => {
    const session = asPerson()
    const identity = await session.identify(never)
    planted.simulator.faults.add({ fault: { kind: 'drop' }, times: Infinity })
    const tried = session.inspect(planted.personal, identity, new Secret('EXAMPLE'), never)
    expect(await failureOf(() => tried)).toMatchObject({ kind: 'offline' })
  })
})

describe('RudderStack’s audit log', () => {
  const query = (): EventQuery => ({ log: planted.ofOrganization.owner, from: now - 7 * day, to: now })
  async function events(session: ProviderSession, asked = query()): Promise<AuditEvent[]> {
    const found: AuditEvent[] = []
    for await (const chunk of session.events(asked, never)) found.push(...chunk)
    return found
  }
  const note = (createdAt: number) =>
    state.record({ organization: planted.organization, targetType: 'source', action: 'updated', createdAt })

  it('tells who did what to what, from where', async () => {
    const [entry] = state.audit
    expect(await events(asOrganization())).toEqual([
      {
        id: entry!.id,
        at: now - day,
        action: 'created',
        actor: entry!.actorId,
        target: `source ${entry!.targetId}`,
        description: '',
        tokenIssuerId: null,
        from: '192.0.2.7',
        succeeded: null,
      },
    ])
  })

  it('takes the first instant and leaves out the last one', async () => {
    const { from, to } = query()
    state.audit.length = 0
    for (const at of [from - 1, from, to - 1, to]) note(at)
    expect((await events(asOrganization())).map(({ at }) => at)).toEqual([from, to - 1])
  })

  it('is read page by page, and no further than the range', async () => {
    state.audit.length = 0
    for (let at = 0; at < 350; at += 1) note(now - 6 * day + at * 60_000)
    const { from } = query()
    expect(await events(asOrganization())).toHaveLength(350)
    planted.simulator.requests.length = 0
    const found = await events(asOrganization(), { ...query(), from, to: now - 6 * day + 150 * 60_000 })
    expect(found).toHaveLength(150)
    expect(planted.simulator.requests).toHaveLength(2)
  })

  it('is not there for a token of a workspace, nor in a smaller plan', async () => {
    expect(await failureOf(() => events(asPerson()))).toMatchObject({ kind: 'wrong-token' })
    const small = state.addOrganization('growth')
    const session = as(state.addOrganizationToken(small, { name: 'a' }).value)
    expect(await failureOf(() => events(session))).toMatchObject({ kind: 'plan-needed' })
  })

  it('is not followed to another server, and not in a circle', async () => {
    const entry = { createdAt: new Date(now - day).toISOString() }
    for (const [next, failure] of [
      ['https://elsewhere.example.com/v2/audit-logs', { kind: 'origin-refused' }],
      ['//elsewhere.example.com/', { kind: 'origin-refused' }],
      ['/v2/audit-logs?after_cursor=1', { kind: 'broken-body', code: 'paging' }],
    ] as const) {
      const session = answering({ data: [entry], paging: { next, total: 9 } })
      expect(await failureOf(() => events(session)), next).toMatchObject(failure)
    }
  })

  it('has both of two entries without ids that happened to one thing at once', async () => {
    const entry = { createdAt: new Date(now - day).toISOString(), targetId: 'source-1' }
    const session = answering({ data: ['create', 'enable'].map((action) => ({ ...entry, action })) })
    expect((await events(session)).map(({ action }) => action)).toEqual(['create', 'enable'])
  })

  it('fails when an entry has no time', async () => {
    expect(await failureOf(() => events(answering({ data: [{ id: 'a' }] })))).toMatchObject({ kind: 'broken-body' })
  })

  it('has no file of its own', async () => {
    expect(await failureOf(() => asOrganization().exportEvents(query(), 'csv', never))).toMatchObject({
      kind: 'not-supported',
    })
  })
})

describe('RudderStack as a provider', () => {
  const { provider }: { provider: Provider } = connected(
    'rudderstack',
    'https://api.rudderstack.com',
    'EXAMPLE',
    unusedPorts.http,
  )

  it('lists, makes, changes and ends nothing by a call', async () => {
    const session = asPerson()
    const token = tokenOf('rudderstack', planted.personal, { issuerId: 'a', name: 'a' })
    const draft = { name: 'a', expiry: { kind: 'never' } } as const
    const identity = await session.identify(never)
    planted.simulator.requests.length = 0
    const tried = [
      () => listed(session, planted.personal),
      () => session.create(planted.personal, draft, never),
      () => session.update(planted.personal, token, {}, never),
      () => session.regenerate(planted.personal, token, { kind: 'never' }, never),
      () => session.revoke(planted.personal, token, never),
      () => session.revokeAll(identity, never),
    ]
    for (const action of tried) expect(await failureOf(action)).toMatchObject({ kind: 'not-supported' })
    expect(planted.simulator.requests).toEqual([])
  })

  it('guides through making and deleting every kind, and through deleting all', () => {
    const { tokenKinds, revokeAll } = provider.record
    expect(tokenKinds.flatMap(({ support }) => [support.create.how, support.revoke.how])).toEqual(
      Array(6).fill('guided'),
    )
    expect(revokeAll).toMatchObject({ how: 'guided', guide: { page: '/profile/tokens' } })
  })

  it('has two regions, whose pages are at one address', () => {
    const console = 'https://app.rudderstack.com'
    expect(provider.resolve('api.eu.rudderstack.com')).toEqual({ origin: 'https://api.eu.rudderstack.com', console })
    expect(provider.resolve('app.rudderstack.com')).toEqual({ origin: 'https://api.rudderstack.com', console })
  })

  it('has a page for personal tokens, and only its first page for the others', () => {
    const console = 'https://app.rudderstack.com'
    const token = (part: PartScope) => tokenOf('rudderstack', part, { issuerId: 'a', name: 'a' })
    expect(provider.page(console, null)).toBe(`${console}/profile/tokens`)
    expect(provider.page(console, token(planted.personal))).toBe(`${console}/profile/tokens`)
    expect(provider.page(console, token(planted.ofWorkspace))).toBe(console)
  })

  it('is sure that a token of another level is not its own credential', async () => {
    const token = (part: PartScope) => tokenOf('rudderstack', part, { issuerId: 'a', name: 'a' })
    const person = await asPerson().identify(never)
    const organization = await asOrganization().identify(never)
    expect(provider.isOwnCredential(person, token(planted.ofWorkspace))).toBe('unknown')
    expect(provider.isOwnCredential(person, token(planted.ofOrganization))).toBe('no')
    expect(provider.isOwnCredential(organization, token(planted.ofOrganization))).toBe('unknown')
    expect(provider.isOwnCredential(organization, token(planted.personal))).toBe('no')
  })
})
