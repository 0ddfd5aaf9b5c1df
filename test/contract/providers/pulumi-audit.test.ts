import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { auditEventSchema } from '#shared/model/audit-event'
import type { ProviderSession } from '#main/ports/provider'
import type { AuditFacts } from '#test/simulators/pulumi/audit-log'
import type { PulumiSimulator } from '#test/simulators/pulumi/index'
import { eventsIn, lastDay } from './stages/events.ts'
import { plantedPulumi, pulumiOrganization } from './stages/pulumi.ts'
import { day, now } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

let simulator: PulumiSimulator
let session: ProviderSession

beforeEach(async () => {
  const planted = await plantedPulumi()
  simulator = planted.simulator
  ;({ session } = connected('pulumi', simulator.origin, planted.credential))
})

afterEach(async () => {
  await simulator.close()
})

const seconds = (at: number): number => at / 1000

function plant(at: number, event: string, more: Partial<AuditFacts> = {}): void {
  const acme = simulator.state.organizations.get('acme')!
  const user = simulator.state.user('ada')
  simulator.state.audit.add(acme, { timestamp: seconds(at), event, description: `${event} happened`, user, ...more })
}

const actions = async (query = lastDay('acme')) => (await eventsIn(session, query)).events.map(({ action }) => action)

describe('the audit log of a Pulumi organization', () => {
  it('tells what was done, by whom, from where and with which token', async () => {
    const token = { id: 'token-id', name: 'ci' }
    plant(now - 5000, 'team-token-created', { sourceIP: '203.0.113.9', token })
    plant(now - 4000, 'stack-updated', { actor: { name: 'deploys', urn: 'urn:pulumi:token:x' } })
    plant(now - 3000, 'auth-failure', { authFailure: true })
    const { events } = await eventsIn(session, lastDay('acme'))
    const common = { target: '', tokenIssuerId: null, from: '', succeeded: null }
    expect(events).toEqual([
      {
        ...common,
        id: expect.any(String) as string,
        at: now - 3000,
        action: 'auth-failure',
        actor: 'ada',
        description: 'auth-failure happened',
        succeeded: false,
      },
      {
        ...common,
        id: expect.any(String) as string,
        at: now - 4000,
        action: 'stack-updated',
        actor: 'deploys',
        description: 'stack-updated happened',
      },
      {
        ...common,
        id: expect.any(String) as string,
        at: now - 5000,
        action: 'team-token-created',
        actor: 'ada',
        description: 'team-token-created happened',
        from: '203.0.113.9',
        signedInWith: { issuerId: 'token-id', name: 'ci' },
      },
    ])
    for (const event of events) expect(auditEventSchema.parse(event)).toEqual(event)
  })

  it('names the token that Keyrack itself signed in with when it makes another one', async () => {
    const draft = { name: 'made', description: '', expiry: { kind: 'never' } } as const
    await session.create(pulumiOrganization, draft, never)
    const { events } = await eventsIn(session, lastDay('acme', { to: now + 1 }))
    const own = simulator.state.tokens.find(({ description }) => description === 'Keyrack')!
    expect(events).toMatchObject([{ action: 'organization-token-created', signedInWith: { issuerId: own.id } }])
  })

  it('has the first instant of a stretch and not the last one', async () => {
    for (const [at, event] of [
      [now - day - 1000, 'before'],
      [now - day, 'first'],
      [now - 1000, 'last'],
      [now, 'after'],
    ] as const)
      plant(at, event)
    expect(await actions()).toEqual(['last', 'first'])
    expect(await actions(lastDay('acme', { from: now - day + 1, to: now + 1 }))).toEqual(['after', 'last'])
  })

  it('is read by version 2, as version 1 means something else by the same words', async () => {
    await actions()
    const [request] = simulator.requests
    expect(request?.path).toMatch(/^\/api\/orgs\/acme\/auditlogs\/v2\?/)
  })

  it('comes page by page, events of one second apart, each once', async () => {
    for (let at = 0; at < 250; at += 1) plant(now - 60_000, `event-${at}`)
    const { chunks, events } = await eventsIn(session, lastDay('acme'))
    expect(chunks).toBe(3)
    expect(new Set(events.map(({ action }) => action)).size).toBe(250)
    expect(new Set(events.map(({ id }) => id)).size).toBe(250)
  })

  it('can be cancelled between two pages', async () => {
    for (let at = 0; at < 250; at += 1) plant(now - 60_000, `event-${at}`)
    const cancel = new AbortController()
    const error = await failureOf(async () => {
      for await (const _chunk of session.events(lastDay('acme'), cancel.signal)) cancel.abort()
    })
    expect(error).toMatchObject({ kind: 'cancelled' })
    expect(simulator.requests).toHaveLength(1)
  })

  it('needs a plan that has one, for the list and for the file', async () => {
    simulator.state.addOrganization({ name: 'small', display: 'Small', plan: 'pro' })
    simulator.state.addMember('small', 'ada', 'admin')
    const said = 'Audit Logs is available only to organizations with an Enterprise subscription.'
    expect(await failureOf(() => eventsIn(session, lastDay('small')))).toMatchObject({
      kind: 'plan-needed',
      said: expect.stringContaining(said) as string,
    })
    expect(await failureOf(() => session.exportEvents(lastDay('small'), 'csv', never))).toMatchObject({
      kind: 'plan-needed',
      said: expect.stringContaining(said) as string,
    })
  })

  it('is missing a permission for those who do not administer', async () => {
    simulator.state.addUser({ login: 'bob', name: 'Bob', email: 'bob@example.com' })
    simulator.state.addMember('acme', 'bob', 'member')
    const { value } = simulator.state.addPersonalToken('bob')
    const bob = connected('pulumi', simulator.origin, value).session
    expect(await failureOf(() => eventsIn(bob, lastDay('acme')))).toMatchObject({ kind: 'missing-permission' })
    expect(bob.auditLogs(await bob.identify(never))).toEqual([{ kind: 'organization', id: 'acme', name: 'Acme' }])
  })

  it('is none of a team’s token, and none of an organization that one was only invited to', async () => {
    simulator.state.addOrganization({ name: 'beta', display: 'Beta', plan: 'enterprise' })
    simulator.state.addMember('beta', 'ada', 'potential-member')
    expect(session.auditLogs(await session.identify(never)).map(({ id }) => id)).toEqual(['acme'])
    const { value } = simulator.state.addTeamToken('acme', 'platform', { name: 'ci' })
    const team = connected('pulumi', simulator.origin, value).session
    expect(team.auditLogs(await team.identify(never))).toEqual([])
  })

  it('comes to an end when the provider does not', async () => {
    const body = JSON.stringify({
      auditLogEvents: [{ timestamp: seconds(now), event: 'again' }],
      continuationToken: 'again',
    })
    const http = { send: () => Promise.resolve({ status: 200, headers: {}, body }) }
    const endless = connected('pulumi', simulator.origin, 'pul-EXAMPLE', http).session
    expect(await failureOf(() => eventsIn(endless, lastDay('acme')))).toMatchObject({
      kind: 'broken-body',
      code: 'paging',
    })
  })

  it('leaves out what has no time that a calendar knows', async () => {
    const body = JSON.stringify({
      auditLogEvents: [
        { timestamp: 1e300, event: 'odd' },
        { timestamp: seconds(now) - 1, event: 'good' },
      ],
    })
    const http = { send: () => Promise.resolve({ status: 200, headers: {}, body }) }
    const odd = connected('pulumi', simulator.origin, 'pul-EXAMPLE', http).session
    expect((await eventsIn(odd, lastDay('acme'))).events).toMatchObject([
      { action: 'good', actor: '', description: '' },
    ])
  })
})

describe('the audit log of a Pulumi organization as a file', () => {
  beforeEach(() => {
    plant(now - day - 60_000, 'too-old')
    plant(now - 5000, 'team-token-created', { sourceIP: '203.0.113.9' })
  })
  const text = async (format: 'csv' | 'cef') =>
    Buffer.from(await session.exportEvents(lastDay('acme'), format, never)).toString('utf8')

  it.each([true, false])('is opened, whether its headers say that it is compressed (%s) or not', async (names) => {
    simulator.state.namesExportEncoding = names
    const [head, ...lines] = (await text('csv')).trimEnd().split('\n')
    expect(head).toMatch(/^Timestamp,Name,Login,Event,/)
    expect(lines).toEqual([expect.stringMatching(/^2026-11-22T08:59:55Z,Ada,ada,team-token-created,/)])
  })

  it('can be in the Common Event Format', async () => {
    expect(await text('cef')).toMatch(/^CEF:0\|Pulumi\|[^\n]*\|team-token-created\|[^\n]*\n$/)
  })

  it('fails as broken when it does not open', async () => {
    const http = {
      send: () => Promise.resolve({ status: 200, headers: {}, body: '', bytes: Buffer.from([0x1f, 0x8b, 8, 0]) }),
    }
    const broken = connected('pulumi', simulator.origin, 'pul-EXAMPLE', http).session
    expect(await failureOf(() => broken.exportEvents(lastDay('acme'), 'csv', never))).toMatchObject({
      kind: 'broken-body',
    })
  })
})
