import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { auditEventSchema } from '#shared/model/audit-event'
import type { ProviderSession } from '#main/ports/provider'
import type { GitpodSimulator } from '#test/simulators/gitpod/index'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import { eventsIn, lastDay } from './stages/events.ts'
import { plantedGitpod } from './stages/gitpod.ts'
import { day, now } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

let simulator: GitpodSimulator
let userId: string
let organizationId: string
let session: ProviderSession

beforeEach(async () => {
  const planted = await plantedGitpod()
  ;({ simulator, userId } = planted)
  organizationId = simulator.state.teams[0]!.id
  ;({ session } = connected('gitpod', simulator.origin, planted.credential))
})

afterEach(async () => {
  await simulator.close()
})

function plant(timestamp: number, action: string, args: readonly unknown[] = [], actorId = userId) {
  return simulator.state.audit.add({ timestamp, action, organizationId, actorId, args })
}

/** From here on what is asked for is written to the log as well, as it is where the log was bought. */
function recording(): void {
  simulator.state.audit.recording = true
  simulator.state.audit.organizationOf.set(userId, organizationId)
}

const paths = () => simulator.requests.map(({ path }) => path.replace(/^.*\//, ''))

describe('the audit log of a Gitpod organization', () => {
  it('tells what was called by whom, with names where there are some', async () => {
    const gone = '11111111-2222-4333-8444-555555555555'
    const first = plant(now - 5000, 'gitpod.v1.WorkspaceService/startWorkspace', [{ workspaceId: 'acme-site-abc123' }])
    const second = plant(now - 4000, 'gitpod.v1.OrganizationService/deleteMember', [], gone)
    const { events } = await eventsIn(session, lastDay(organizationId))
    const common = { description: '', tokenIssuerId: null, from: '', succeeded: null }
    expect(events).toEqual([
      { ...common, id: second.id, at: now - 4000, action: second.action, actor: gone, target: '' },
      {
        ...common,
        id: first.id,
        at: now - 5000,
        action: first.action,
        actor: 'ada',
        target: 'workspaceId acme-site-abc123',
      },
    ])
    for (const event of events) expect(auditEventSchema.parse(event)).toEqual(event)
  })

  it('gives nothing of the arguments but ids, as they can hold secrets', async () => {
    const args = [
      { variableId: 'EXAMPLE secret value', value: 'EXAMPLE-secret', token: 'EXAMPLE-secret', id: userId },
      'EXAMPLE-secret',
    ]
    plant(now - 5000, 'gitpod.v1.UserService/setVariable', args)
    const { events } = await eventsIn(session, lastDay(organizationId))
    expect(events).toMatchObject([{ target: `id ${userId}` }])
    expect(JSON.stringify(events)).not.toContain('EXAMPLE')
  })

  it('has the first instant of a stretch and not the last one, further back than the week that the service would go', async () => {
    const from = now - 30 * day
    for (const [at, action] of [
      [from - 1, 'before'],
      [from, 'first'],
      [now - 1, 'last'],
      [now, 'after'],
    ] as const)
      plant(at, action)
    const { events } = await eventsIn(session, lastDay(organizationId, { from }))
    expect(events.map(({ action }) => action)).toEqual(['last', 'first'])
  })

  it.each([
    [0, 1],
    [249, 1],
    [250, 2],
    [251, 2],
    [600, 3],
  ])('of %i entries comes in %i pages that count from 0, each once', async (count, pages) => {
    for (let at = 0; at < count; at += 1) plant(now - 1000 - at, `action ${at}`)
    const { chunks, events } = await eventsIn(session, lastDay(organizationId))
    expect(chunks).toBe(pages)
    expect(events.map(({ action }) => action)).toEqual(Array.from({ length: count }, (_, at) => `action ${at}`))
  })

  it('gives every entry once though each look at it is written into it', async () => {
    recording()
    for (let at = 0; at < 600; at += 1) plant(now - 1000 - at, `action ${at}`)
    const { events } = await eventsIn(session, lastDay(organizationId, { to: now + day }))
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    expect(events.filter(({ action }) => action.startsWith('action ')).length).toBe(600)
  })

  it('is told without names where the members are not told', async () => {
    plant(now - 5000, 'action')
    simulator.faults.add({ match: { path: /ListTeams/ }, fault: { kind: 'status', status: 403 } })
    expect((await eventsIn(session, lastDay(organizationId))).events).toMatchObject([{ actor: userId }])
  })

  it('asks nobody for names when there is nothing to name', async () => {
    await eventsIn(session, lastDay(organizationId))
    expect(paths()).toEqual(['ListAuditLogs'])
  })

  it('is missing a permission for members who own nothing', async () => {
    const bob = simulator.state.addUser({ name: 'bob' })
    const team = simulator.state.addTeam({ name: 'Beta', members: [userId, bob.id] })
    const { value } = simulator.state.addToken(bob.id, {
      name: 'bob’s',
      expirationTime: now + day,
      scopes: FULL_ACCESS,
    })
    const theirs = connected('gitpod', simulator.origin, value).session
    expect(await failureOf(() => eventsIn(theirs, lastDay(team.id)))).toMatchObject({ kind: 'missing-permission' })
  })

  it('can be asked for of every organization', async () => {
    expect(session.auditLogs(await session.identify(never))).toEqual([
      { kind: 'organization', id: organizationId, name: 'Acme' },
    ])
  })

  it('is not there as a file', async () => {
    expect(await failureOf(() => session.exportEvents(lastDay(organizationId), 'csv', never))).toMatchObject({
      kind: 'not-supported',
    })
  })

  it('comes to an end when the provider does not', async () => {
    const auditLogs = Array.from({ length: 250 }, (_, at) => ({ id: `id-${at}`, timestamp: '2026-11-22T08:00:00Z' }))
    const http = { send: () => Promise.resolve({ status: 200, headers: {}, body: JSON.stringify({ auditLogs }) }) }
    const endless = connected('gitpod', simulator.origin, 'EXAMPLE', http).session
    expect(await failureOf(() => eventsIn(endless, lastDay(organizationId)))).toMatchObject({
      kind: 'broken-body',
      code: 'paging',
    })
  })
})
