import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AuditEvent } from '#shared/model/audit-event'
import type { HttpRequest } from '#main/ports/http'
import type { EventQuery, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import { moderneSession } from '#main/providers/moderne/session'
import { startModerneSimulator, type ModerneSimulator } from '#test/simulators/moderne/index'
import { loopbackHttp } from '#test/support/loopback-http'
import { SkippingClock } from './skipping-clock.ts'
import { ada, plantedModerne } from './stages/moderne.ts'
import { day, now } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

let simulator: ModerneSimulator
let session: ProviderSession
let query: EventQuery

beforeEach(async () => {
  const planted = await plantedModerne()
  simulator = planted.simulator
  ;({ session } = connected('moderne', simulator.origin, planted.credential))
  const [log] = session.auditLogs(await session.identify(never))
  query = { log: log!, from: now - 7 * day, to: now }
})

afterEach(async () => {
  await simulator.close()
})

async function events(asked: EventQuery = query, by: ProviderSession = session): Promise<AuditEvent[]> {
  const found: AuditEvent[] = []
  for await (const chunk of by.events(asked, never)) found.push(...chunk)
  return found
}

function note(timestamp: number, more: { outcome?: 'SUCCESS' | 'FAILURE'; description?: string } = {}) {
  const entry = { user: ada, target: 'access.tokens', action: 'create.token', actionType: 'CREATE' } as const
  return simulator.state.record({ ...entry, ...more, timestamp })
}

/** A session whose clock is the simulator's too, so that exports get ready while it waits. */
async function waiting(watched: (request: HttpRequest) => void = () => undefined) {
  await simulator.close()
  const skipping = new SkippingClock(now)
  simulator = await startModerneSimulator({ now: () => skipping.now() })
  simulator.state.addUser({ email: ada, role: 'ADMIN' })
  const credential = new Secret(simulator.state.addToken(ada).value)
  const loopback = loopbackHttp()
  const http = {
    send(request: HttpRequest) {
      watched(request)
      return loopback.send(request)
    },
  }
  return { session: moderneSession({ http, clock: skipping }, simulator.origin, credential), skipping }
}

describe('Moderne’s audit log', () => {
  it('is the tenant’s, and for administrators only', async () => {
    expect(query.log).toEqual({ kind: 'organization', id: '127.0.0.1', name: '127.0.0.1' })
    simulator.state.addUser({ email: 'bob@example.com' })
    const { value } = simulator.state.addToken('bob@example.com')
    const his = connected('moderne', simulator.origin, value).session
    expect(his.auditLogs(await his.identify(never))).toEqual([])
    expect(await failureOf(() => events(query, his))).toMatchObject({ kind: 'missing-permission' })
  })

  it('tells who did what to what, newest first, and whether it succeeded', async () => {
    const { id } = note(now - day, { description: 'Created a token' })
    note(now - 1000, { outcome: 'FAILURE' })
    const found = await events()
    expect(found).toHaveLength(2)
    expect(found[0]).toMatchObject({ at: now - 1000, succeeded: false, description: '' })
    expect(found[1]).toEqual({
      id,
      at: now - day,
      action: 'create.token',
      actor: ada,
      target: 'access.tokens',
      description: 'Created a token',
      tokenIssuerId: null,
      from: '',
      succeeded: true,
    })
  })

  it('takes the first instant and leaves out the last one', async () => {
    for (const at of [query.from - 1, query.from, query.to - 1, query.to]) note(at)
    expect((await events()).map(({ at }) => at)).toEqual([query.to - 1, query.from])
  })

  it('is read to its end, page by page', async () => {
    for (let at = 0; at < 201; at += 1) note(now - 1 - at)
    simulator.requests.length = 0
    expect(await events()).toHaveLength(201)
    expect(simulator.requests).toHaveLength(3)
  })

  it('fails when a time in it is none', async () => {
    const node = { id: 'a', target: 't', action: 'a', timestamp: 'yesterday' }
    const body = JSON.stringify({ data: { auditLogs: { edges: [{ node }], pageInfo: {} } } })
    const http = { send: () => Promise.resolve({ status: 200, headers: {}, body }) }
    const asked = connected('moderne', simulator.origin, 'EXAMPLE', http).session
    expect(await failureOf(() => events(query, asked))).toMatchObject({ kind: 'broken-body' })
  })
})

describe('an export of Moderne’s audit log', () => {
  it.each(['csv', 'cef'] as const)('is waited for, and fetched as %s', async (format) => {
    const { session: by, skipping } = await waiting()
    note(now - day)
    const text = Buffer.from(await by.exportEvents(query, format, never)).toString()
    expect(text).toMatch(format === 'csv' ? /^timestamp,.*\n.*access\.tokens,create\.token/ : /^CEF:0\|Moderne\|/)
    expect(skipping.waits).toEqual([1000, 2000])
    const fetched = simulator.requests.at(-1)
    expect(fetched).toMatchObject({ method: 'GET', headers: { 'x-moderne-platform-version': 'v2' } })
  })

  it('is not fetched from another server', async () => {
    const { session: by } = await waiting()
    simulator.state.downloadUrlOf = () => 'https://files.example.com/audit.csv'
    expect(await failureOf(() => by.exportEvents(query, 'csv', never))).toMatchObject({ kind: 'origin-refused' })
  })

  it('says why Moderne could not make it', async () => {
    const { session: by } = await waiting()
    simulator.state.exportFails = 'The export is too long'
    expect(await failureOf(() => by.exportEvents(query, 'csv', never))).toMatchObject({
      kind: 'server-error',
      provider: 'Moderne',
      said: 'The export is too long',
    })
  })

  it('repeats no credential in that reason', async () => {
    const { session: by } = await waiting()
    const { value } = [...simulator.state.tokens.values()].at(-1)!
    simulator.state.exportFails = `Not for ${value}`
    expect(await failureOf(() => by.exportEvents(query, 'csv', never))).toMatchObject({ said: 'Not for •••' })
  })

  it('is given up after a quarter of an hour', async () => {
    const { session: by, skipping } = await waiting()
    simulator.state.exportTakes = 3_600_000
    expect(await failureOf(() => by.exportEvents(query, 'csv', never))).toMatchObject({ kind: 'timeout' })
    expect(skipping.now() - now).toBeLessThan(16 * 60_000)
    expect(Math.max(...skipping.waits)).toBe(15_000)
  })

  it('can be cancelled while it is made', async () => {
    const cancel = new AbortController()
    const { session: by, skipping } = await waiting(({ body = '' }) => {
      if (body.includes('query Export(')) cancel.abort()
    })
    simulator.state.exportTakes = 3_600_000
    expect(await failureOf(() => by.exportEvents(query, 'csv', cancel.signal))).toMatchObject({ kind: 'cancelled' })
    expect(skipping.waits).toEqual([1000])
  })
})
