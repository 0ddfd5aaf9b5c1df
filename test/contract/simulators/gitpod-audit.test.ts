import { beforeEach, describe, expect, it } from 'vitest'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import { field, listField, type Answer } from './client.ts'
import { error, GitpodFixture, LATER, START } from './gitpod-fixture.ts'

const service = new GitpodFixture()
const DAY = 86_400_000
const METHOD = 'gitpod.v1.AuditLogService/ListAuditLogs'

let organizationId: string
let bob: { readonly id: string; readonly value: string }

beforeEach(() => {
  const { state } = service
  const { id } = state.addUser({ name: 'bob' })
  const token = { name: 'laptop', expirationTime: Date.parse(LATER), scopes: FULL_ACCESS }
  bob = { id, value: state.addToken(id, token).value }
  organizationId = state.addTeam({ name: 'Acme', members: [service.userId, id] }).id
})

function list(message: object = {}, value?: string): Promise<Answer> {
  return service.call(METHOD, { organizationId, ...message }, value === undefined ? {} : { value })
}

async function actions(message: object = {}): Promise<unknown[]> {
  const { status, text, body } = await list(message)
  expect(status, text).toBe(200)
  return field(body, 'auditLogs') === undefined
    ? []
    : listField(body, 'auditLogs').map((entry) => field(entry, 'action'))
}

function plant(action: string, timestamp = START, actorId = service.userId): void {
  service.state.audit.add({ timestamp, action, organizationId, actorId, args: [] })
}

describe('who may read it', () => {
  it('is for owners; members are told so, others that there is no such organization', async () => {
    expect((await list()).body).toEqual({ pagination: {} })
    const denied = `You do not have read_audit_logs on organization ${organizationId}`
    expect(error(await list({}, bob.value))).toEqual([403, 'permission_denied', denied])
    const other = service.state.addTeam({ name: 'Other', members: [bob.id] }).id
    for (const id of [other, '00000000-0000-4000-8000-000000000000']) {
      expect(error(await list({ organizationId: id }))).toEqual([404, 'not_found', `Organization ${id} not found.`])
    }
  })

  it('is refused without a credential that reaches the server', async () => {
    const { value } = service.state.addToken(service.userId, { name: 'no scopes', expirationTime: START + DAY })
    for (const wrong of [value, 'EXAMPLE']) {
      expect(error(await list({}, wrong))).toEqual([401, 'unauthenticated', 'unauthenticated'])
    }
  })

  it('wants an organization', async () => {
    for (const message of [{ organizationId: '' }, { organizationId: 'acme' }, { organizationId: null }]) {
      expect(error(await list(message))).toEqual([400, 'invalid_argument', 'organizationId is required'])
    }
  })
})

describe('what is in it', () => {
  beforeEach(() => {
    service.state.audit.recording = true
    service.state.audit.organizationOf.set(service.userId, organizationId)
  })

  it('tells calls of the one server and none of the TokensService', async () => {
    await service.tokens('Create', { token: { name: 'made', expirationTime: LATER } })
    await service.call('gitpod.experimental.v1.UserService/GetAuthenticatedUser')
    await service.call('gitpod.v1.OrganizationService/ListOrganizations', { pagination: { pageSize: 5 } })
    const { body } = await list()
    expect(body).toEqual({
      auditLogs: [
        {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
          timestamp: '2026-05-10T12:00:00Z',
          action: 'gitpod.v1.OrganizationService/listOrganizations',
          organizationId,
          actorId: service.userId,
          args: '[{"pagination":{"pageSize":5}}]',
        },
      ],
      pagination: { total: 1 },
    })
  })

  it('tells of every listing, in the next one', async () => {
    expect(await actions()).toEqual([])
    expect(await actions()).toEqual(['gitpod.v1.AuditLogService/listAuditLogs'])
    expect(await actions()).toHaveLength(2)
  })

  it('tells nothing that was refused, nor of accounts that belong to no organization', async () => {
    await list({ organizationId: 'x' })
    await service.call('gitpod.v1.OrganizationService/ListOrganizations', {}, { value: bob.value })
    expect(await actions()).toEqual([])
  })

  it('tells nothing new where it is off', async () => {
    plant('before')
    service.state.audit.recording = false
    expect(await actions()).toEqual(['before'])
    expect(await actions()).toEqual(['before'])
  })
})

describe('the range', () => {
  it('is a week before its end unless said otherwise, both ends included', async () => {
    plant('now')
    plant('week', START - 7 * DAY)
    plant('older', START - 7 * DAY - 1)
    expect(await actions()).toEqual(['now', 'week'])
    expect(await actions({ from: '2026-01-01T00:00:00Z' })).toEqual(['now', 'week', 'older'])
    expect(await actions({ to: new Date(START - 1).toISOString() })).toEqual(['week', 'older'])
    expect(await actions({ from: '2026-05-10T12:00:00Z', to: '2026-05-10T12:00:00Z' })).toEqual(['now'])
  })

  it('is cut by actor and by the whole action', async () => {
    plant('a/one')
    plant('a/two', START - 1, bob.id)
    expect(await actions({ actorId: bob.id })).toEqual(['a/two'])
    expect(await actions({ action: 'a/one' })).toEqual(['a/one'])
    expect(await actions({ action: 'a' })).toEqual([])
  })
})

describe('pages', () => {
  beforeEach(() => {
    for (let at = 0; at < 260; at += 1) plant(`${at}`, START - at)
  })

  it('count from 0, hold a hundred, and call their own length the total', async () => {
    const { body } = await list()
    expect([listField(body, 'auditLogs').length, field(body, 'pagination')]).toEqual([100, { total: 100 }])
    const last = await list({ pagination: { page: 2, pageSize: 100 } })
    expect(listField(last.body, 'auditLogs')[0]).toMatchObject({ action: '200' })
    expect(field(last.body, 'pagination')).toEqual({ total: 60 })
    expect((await list({ pagination: { page: 3, pageSize: 100 } })).body).toEqual({ pagination: {} })
  })

  it('have two limits that disagree', async () => {
    expect(await actions({ pagination: { pageSize: 250 } })).toHaveLength(250)
    const inner = 'The limit for pagination must not be larger than 250.'
    for (const pageSize of [251, 400]) {
      expect(error(await list({ pagination: { pageSize } }))).toEqual([400, 'invalid_argument', inner])
    }
    const outer = [400, 'invalid_argument', 'Pagesize must not exceed 400']
    expect(error(await list({ pagination: { pageSize: 401 } }))).toEqual(outer)
  })

  it('are everything where a pagination names no size', async () => {
    expect(await actions({ pagination: {} })).toHaveLength(260)
    expect(await actions({ pagination: { page: 2 } })).toHaveLength(260)
    expect(await actions({ pagination: { pageSize: -1 } })).toHaveLength(100)
  })
})
