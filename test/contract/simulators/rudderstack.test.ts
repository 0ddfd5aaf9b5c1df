import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startRudderStackSimulator, type RudderStackSimulator } from '#test/simulators/rudderstack/index'
import type { RudderStackToken, RudderStackWorkspace } from '#test/simulators/rudderstack/model'
import { field, listField, request, textField, type Answer } from './client.ts'

const START = Date.UTC(2026, 4, 10, 12)
const UNAUTHORIZED = [401, { message: 'Unauthorized' }]
const ORGANIZATION_TOKEN = [
  401,
  { error: 'This endpoint requires a workspace-level access token', code: 'UNAUTHORIZED' },
]

let simulator: RudderStackSimulator
let clock: number
let workspace: RudderStackWorkspace
let personal: RudderStackToken
let ofWorkspace: RudderStackToken
let ofOrganization: RudderStackToken

beforeEach(async () => {
  clock = START
  simulator = await startRudderStackSimulator({ now: () => clock })
  const { state } = simulator
  const organization = state.addOrganization()
  workspace = state.addWorkspace(organization, { dataPlaneURL: 'https://dataplane.example.com' })
  personal = state.addPersonalToken(workspace, { name: 'laptop' })
  ofWorkspace = state.addWorkspaceToken(workspace, { name: 'ci' })
  ofOrganization = state.addOrganizationToken(organization, { name: 'audit' })
})

afterEach(() => simulator.close())

function get(path: string, value: string, origin = simulator.origin): Promise<Answer> {
  return request(origin + path, { headers: { authorization: `Bearer ${value}` } })
}

async function seen(path: string, value: string): Promise<unknown[]> {
  const { status, body } = await get(path, value)
  return [status, body]
}

describe('tokens', () => {
  it('are 27 letters and digits, whatever their kind', () => {
    const values = [personal, ofWorkspace, ofOrganization].map((token) => token.value)
    for (const value of values) expect(value).toMatch(/^[0-9A-Za-z]{27}$/)
    expect(new Set(values).size).toBe(3)
  })

  it('are refused when unknown, deleted, or sent in another way', async () => {
    simulator.state.deleteToken(personal)
    for (const value of [personal.value, 'EXAMPLE', ofWorkspace.value.slice(1)]) {
      expect(await seen('/v2/workspace', value)).toEqual(UNAUTHORIZED)
    }
    const basic = Buffer.from(`:${ofWorkspace.value}`).toString('base64')
    for (const authorization of [`Basic ${basic}`, `token ${ofWorkspace.value}`, ofWorkspace.value]) {
      const answer = await request(`${simulator.origin}/v2/workspace`, { headers: { authorization } })
      expect([answer.status, answer.body]).toEqual(UNAUTHORIZED)
    }
    expect((await request(`${simulator.origin}/v2/workspace`)).status).toBe(401)
  })

  it('belong to one region', async () => {
    const europe = await startRudderStackSimulator({ region: 'EU' })
    const home = europe.state.addWorkspace(europe.state.addOrganization(), { environment: 'DEVELOPMENT' })
    const token = europe.state.addPersonalToken(home, { name: 'laptop' })
    expect((await get('/v2/workspace', personal.value, europe.origin)).status).toBe(401)
    expect((await get('/v2/workspace', token.value)).status).toBe(401)
    const answer = await get('/v2/workspace', token.value, europe.origin)
    await europe.close()
    expect(answer.body).toEqual({
      workspace: {
        id: home.id,
        name: 'Production',
        environment: 'DEVELOPMENT',
        status: 'ACTIVE',
        region: 'EU',
        dataPlaneURL: null,
      },
    })
  })

  it('have no API of their own', async () => {
    for (const path of ['/v2/tokens', '/v2/access-tokens', '/v2/service-access-tokens', '/', '/v2/workspaces']) {
      expect(await seen(path, ofOrganization.value)).toEqual([404, { message: 'Not Found' }])
    }
    const headers = { authorization: `Bearer ${personal.value}` }
    expect((await request(`${simulator.origin}/v2/workspace`, { method: 'DELETE', headers })).status).toBe(404)
  })
})

describe('the workspace', () => {
  it('is told to personal tokens and to those of the workspace', async () => {
    for (const { value } of [personal, ofWorkspace]) {
      expect(await seen('/v2/workspace', value)).toEqual([
        200,
        {
          workspace: {
            id: workspace.id,
            name: 'Production',
            environment: 'PRODUCTION',
            status: 'ACTIVE',
            region: 'US',
            dataPlaneURL: 'https://dataplane.example.com',
          },
        },
      ])
    }
  })

  it('is refused to those of an organization, in words that tell them from a wrong value', async () => {
    expect(await seen('/v2/workspace', ofOrganization.value)).toEqual(ORGANIZATION_TOKEN)
    expect(await seen('/v2/sources', ofOrganization.value)).toEqual(ORGANIZATION_TOKEN)
  })

  it('may be behind a feature, which says nothing against the token', async () => {
    const error = 'Flag is not enabled for your account'
    simulator.state.gates.set('/v2/workspace', error)
    expect(await seen('/v2/workspace', personal.value)).toEqual([403, { error }])
    expect(await seen('/v2/workspace', 'EXAMPLE')).toEqual(UNAUTHORIZED)
    expect((await get('/v2/sources', personal.value)).status).toBe(200)
  })
})

describe('sources', () => {
  it('come in pages, the next one by its path', async () => {
    for (let at = 0; at < 51; at += 1) simulator.state.addSource(workspace, `source ${at}`)
    const first = await get('/v2/sources', ofWorkspace.value)
    expect(listField(first.body, 'sources')).toHaveLength(50)
    expect(field(first.body, 'paging')).toEqual({ total: 51, next: '/v2/sources?page=2' })
    const second = await get('/v2/sources?page=2', ofWorkspace.value)
    expect(listField(second.body, 'sources')).toMatchObject([{ name: 'source 50', enabled: true }])
    expect(field(second.body, 'paging')).toEqual({ total: 51 })
    expect((await get('/v2/sources?page=0', ofWorkspace.value)).status).toBe(400)
  })

  it('are refused to a token whose policy leaves them out, while the workspace is not', async () => {
    const { value } = simulator.state.addWorkspaceToken(workspace, { name: 'narrow', seesSources: false })
    expect(await seen('/v2/sources', value)).toEqual([403, { error: 'Insufficient permissions' }])
    expect((await get('/v2/workspace', value)).status).toBe(200)
  })
})

describe('the audit log', () => {
  it('is for tokens of an organization', async () => {
    expect(await seen('/v2/audit-logs', ofOrganization.value)).toEqual([200, { data: [], paging: { total: 0 } }])
    for (const { value } of [personal, ofWorkspace]) expect(await seen('/v2/audit-logs', value)).toEqual(UNAUTHORIZED)
  })

  it('is not in smaller plans', async () => {
    const small = simulator.state.addOrganization('growth')
    const { value } = simulator.state.addOrganizationToken(small, { name: 'audit' })
    const error = 'Feature is not enabled for your account: AUDIT_LOGS'
    expect(await seen('/v2/audit-logs', value)).toEqual([403, { error }])
  })

  it('tells of the organization and of one workspace', async () => {
    const { organization } = workspace
    const other = simulator.state.addOrganization()
    const entry = simulator.state.record({ organization, workspace, targetType: 'source', action: 'create' })
    simulator.state.record({ organization, targetType: 'user', action: 'invite' })
    simulator.state.record({ organization: other, targetType: 'user', action: 'invite' })
    expect((await get(`/v2/audit-logs?workspace_id=${workspace.id}`, ofOrganization.value)).body).toEqual({
      data: [
        {
          id: entry.id,
          actorId: entry.actorId,
          actorType: 'user',
          targetId: entry.targetId,
          targetType: 'source',
          action: 'create',
          ip: '192.0.2.7',
          createdAt: '2026-05-10T12:00:00.000Z',
          workspaceId: workspace.id,
          organizationId: organization.id,
        },
      ],
      paging: { total: 1 },
    })
    const all = listField((await get('/v2/audit-logs', ofOrganization.value)).body, 'data')
    expect(all).toMatchObject([{ targetType: 'source' }, { targetType: 'user', workspaceId: null }])
  })

  it('comes in pages that keep to the question', async () => {
    const { organization } = workspace
    for (let at = 0; at < 250; at += 1) {
      const createdAt = START + (at - 49) * 1000
      simulator.state.record({ organization, targetType: 'source', action: `${at}`, createdAt })
    }
    const actions: unknown[] = []
    const sizes: number[] = []
    let path: string | undefined = `/v2/audit-logs?created_after=${new Date(START).toISOString()}`
    while (path !== undefined) {
      const { body } = await get(path, ofOrganization.value)
      expect(field(field(body, 'paging'), 'total')).toBe(200)
      const data = listField(body, 'data')
      sizes.push(data.length)
      actions.push(...data.map((entry) => field(entry, 'action')))
      path = field(field(body, 'paging'), 'next') === undefined ? undefined : textField(field(body, 'paging'), 'next')
      expect(path ?? '/v2/audit-logs?').toMatch(/^\/v2\/audit-logs\?/)
    }
    expect(sizes).toEqual([100, 100])
    expect(actions).toEqual(Array.from({ length: 200 }, (_, at) => `${at + 50}`))
  })

  it.each(['per_page=0', 'per_page=101', 'per_page=x', 'created_after=yesterday', 'after_cursor=none'])(
    'refuses %s, naming the parameter',
    async (query) => {
      const { status, body } = await get(`/v2/audit-logs?${query}`, ofOrganization.value)
      expect(status).toBe(400)
      expect(field(body, 'details')).toHaveProperty(query.split('=')[0]!)
    },
  )

  it('takes one entry a page, which makes a cheap probe', async () => {
    const { organization } = workspace
    for (const action of ['a', 'b']) simulator.state.record({ organization, targetType: 'source', action })
    const { body } = await get('/v2/audit-logs?per_page=1', ofOrganization.value)
    expect(listField(body, 'data')).toMatchObject([{ action: 'a' }])
    expect(field(body, 'paging')).toMatchObject({ total: 2 })
  })
})

it('answers a fault’s status with one or the other field', async () => {
  simulator.faults.add({ fault: { kind: 'status', status: 401 } })
  expect(await seen('/v2/workspace', personal.value)).toEqual(UNAUTHORIZED)
  simulator.faults.add({ fault: { kind: 'status', status: 500 } })
  expect(await seen('/v2/workspace', personal.value)).toEqual([500, { error: 'Internal Server Error' }])
})
