import { describe, expect, it } from 'vitest'
import { field, listField, request } from './client.ts'
import { code, DAY, DENIED, message, OnaFixture, START, UNAUTHENTICATED } from './ona-fixture.ts'

const IDENTITY = 'IdentityService/GetAuthenticatedIdentity'

const service = new OnaFixture()

describe('signing in', () => {
  it('takes a bearer and nothing else', async () => {
    const { value } = service.own.ada
    const url = `${service.origin}/api/gitpod.v1.${IDENTITY}`
    const send = (headers: Record<string, string>) =>
      request(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{}' })
    expect((await send({ authorization: `Bearer ${value}` })).status).toBe(200)
    for (const headers of [{}, { authorization: `token ${value}` }, { authorization: value }, { cookie: value }]) {
      expect(code(await send(headers))).toEqual(UNAUTHENTICATED)
    }
    expect(code(await service.call('nobody', IDENTITY))).toEqual(UNAUTHENTICATED)
  })

  it('ends with the token, and with the user', async () => {
    service.clock = START + 60 * DAY - 1
    expect((await service.call(service.own.ada, IDENTITY)).status).toBe(200)
    service.clock += 1
    expect(code(await service.call(service.own.ada, IDENTITY))).toEqual(UNAUTHENTICATED)
    service.clock = START
    service.ada.isSuspended = true
    expect(code(await service.call(service.own.ada, IDENTITY))).toEqual(UNAUTHENTICATED)
  })

  it('is noted as the last use, which is absent before', async () => {
    const get = (id: string) =>
      service.call(service.own.ada, 'UserService/GetPersonalAccessToken', { personalAccessTokenId: id })
    expect(field((await get(service.own.bob.id)).body, 'pat')).not.toHaveProperty('lastUsed')
    service.clock += 1500
    await service.call(service.own.bob, IDENTITY)
    expect(field((await get(service.own.bob.id)).body, 'pat')).toMatchObject({ lastUsed: '2026-05-10T12:00:01.500Z' })
  })
})

describe('who calls', () => {
  it('is a user of one organization', async () => {
    expect((await service.call(service.own.ada, IDENTITY)).body).toEqual({
      subject: { id: service.ada.id, principal: 'PRINCIPAL_USER' },
      organizationId: service.acme.id,
      organizationTier: 'ORGANIZATION_TIER_ENTERPRISE',
    })
    const { body } = await service.call(service.own.ada, 'UserService/GetAuthenticatedUser')
    expect(field(body, 'user')).toMatchObject({
      id: service.ada.id,
      organizationId: service.acme.id,
      name: 'Ada',
      status: 'USER_STATUS_ACTIVE',
      email: 'ada@example.com',
    })
  })

  it('has an account with every organization, as another user in each', async () => {
    const second = service.state.addOrganization({ name: 'Second', tier: 'ORGANIZATION_TIER_FREE' })
    const there = service.state.addUser(service.ada.account, second)
    const { body } = await service.call(service.own.ada, 'AccountService/GetAccount')
    expect(listField(field(body, 'account'), 'memberships')).toEqual([
      {
        userId: service.ada.id,
        userRole: 'ORGANIZATION_ROLE_ADMIN',
        organizationId: service.acme.id,
        organizationName: 'Acme',
        organizationMemberCount: 2,
        organizationTier: 'ORGANIZATION_TIER_ENTERPRISE',
      },
      {
        userId: there.id,
        userRole: 'ORGANIZATION_ROLE_MEMBER',
        organizationId: second.id,
        organizationName: 'Second',
        organizationMemberCount: 1,
        organizationTier: 'ORGANIZATION_TIER_FREE',
      },
    ])
  })
})

describe('the audit log', () => {
  const LIST = 'EventService/ListAuditLogs'
  const CREATE = 'UserService/CreatePersonalAccessToken'
  const deeds = async (filter: object = {}, more: object = {}) => {
    const { body } = await service.call(service.own.ada, LIST, { filter, ...more })
    return listField(body, 'entries').map((entry) => [field(entry, 'action'), field(entry, 'actorId')])
  }

  async function story() {
    await service.call(service.own.ada, CREATE, { userId: service.ada.id, validFor: '60s' })
    service.clock += 1000
    const made = { name: 'ci', validUntil: '2027-01-01T00:00:00Z' }
    await service.call(service.own.ada, 'ServiceAccountService/CreateServiceAccount', made)
    service.clock += 1000
    await service.call(service.own.bob, 'UserService/DeletePersonalAccessToken', {
      personalAccessTokenId: service.own.bob.id,
    })
  }

  it('tells the newest first who did what, of one’s organization', async () => {
    await story()
    await service.call(service.own.eve, CREATE, { userId: service.own.eve.creator.id, validFor: '60s' })
    const { body } = await service.call(service.own.ada, LIST)
    const entries = listField(body, 'entries')
    expect(entries).toHaveLength(3)
    expect(entries[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      actorId: service.bob.id,
      actorPrincipal: 'PRINCIPAL_USER',
      subjectId: service.own.bob.id,
      subjectType: 'RESOURCE_TYPE_PERSONAL_ACCESS_TOKEN',
      action: 'delete',
      createdAt: '2026-05-10T12:00:02Z',
      kind: 'AUDIT_LOG_ENTRY_KIND_RESOURCE_CHANGE',
    })
    expect(field(body, 'pagination')).toEqual({})
    expect(await deeds({}, { sort: { field: 'createdAt', order: 'SORT_ORDER_ASC' } })).toEqual([
      ['create', service.ada.id],
      ['create', service.ada.id],
      ['delete', service.bob.id],
    ])
    const wrong = await service.call(service.own.ada, LIST, { sort: { field: 'action' } })
    expect(code(wrong)).toEqual([400, 'invalid_argument'])
  })

  it('is filtered by actor, subject, kind and time, from within and to without', async () => {
    await story()
    expect(await deeds({ actorIds: [service.bob.id] })).toHaveLength(1)
    expect(await deeds({ actorPrincipals: ['PRINCIPAL_SERVICE_ACCOUNT'] })).toEqual([])
    expect(await deeds({ subjectIds: [service.own.bob.id] })).toHaveLength(1)
    expect(await deeds({ subjectTypes: ['RESOURCE_TYPE_SERVICE_ACCOUNT'] })).toHaveLength(1)
    expect(await deeds({ from: '2026-05-10T12:00:01Z', to: '2026-05-10T12:00:02Z' })).toHaveLength(1)
    const wrong = await service.call(service.own.ada, LIST, { filter: { actorIds: ['x'] } })
    expect(message(wrong)).toEqual([
      400,
      'validation error:\n - filter.actor_ids[0]: value must be a valid UUID [string.uuid]',
    ])
  })

  it('shows everything for a misspelt kind', async () => {
    await story()
    expect(await deeds({ subjectTypes: ['RESOURCE_TYPE_PERSONAL_TOKEN'] })).toHaveLength(3)
  })

  it('comes in pages and one by one', async () => {
    await story()
    const page = async (token?: unknown) => {
      const { body } = await service.call(service.own.ada, LIST, { pagination: { pageSize: 2, token } })
      return { entries: listField(body, 'entries'), next: field(field(body, 'pagination'), 'nextToken') }
    }
    const first = await page()
    const second = await page(first.next)
    expect([first.entries.length, second.entries.length, second.next]).toEqual([2, 1, undefined])
    const auditLogEntryId = field(second.entries[0], 'id')
    const one = await service.call(service.own.ada, 'EventService/GetAuditLog', { auditLogEntryId })
    expect(field(one.body, 'entry')).toEqual(second.entries[0])
    const theirs = await service.call(service.own.eve, 'EventService/GetAuditLog', { auditLogEntryId })
    expect(code(theirs)).toEqual(DENIED)
  })

  it('is for administrators and readers of Enterprise organizations', async () => {
    const reader = service.state.addUser(service.bob.account, service.acme, { readsAuditLog: true })
    const token = service.state.addToken({ user: reader }, { description: '', expiresAt: START + DAY, readOnly: true })
    expect((await service.call(token, LIST)).status).toBe(200)
    expect(code(await service.call(service.own.bob, LIST))).toEqual(DENIED)
    expect(code(await service.call(service.own.eve, LIST))).toEqual(DENIED)
  })
})

describe('the protocol', () => {
  it('has paths below /api only, by POST, in JSON', async () => {
    const send = (path: string, init: RequestInit) =>
      request(service.origin + path, { headers: { authorization: `Bearer ${service.own.ada.value}` }, ...init })
    const known = `/api/gitpod.v1.${IDENTITY}`
    expect((await send(known.slice(4), { method: 'POST', body: '{}' })).status).toBe(404)
    expect((await send('/api/gitpod.v1.UserService/UpdatePersonalAccessToken', { method: 'POST' })).status).toBe(404)
    expect((await send(known, {})).status).toBe(405)
    expect((await send(known, { method: 'POST', body: '{}' })).status).toBe(415)
    expect(code(await service.call(service.own.ada, IDENTITY, ''))).toEqual([400, 'invalid_argument'])
    expect(code(await service.call(service.own.ada, IDENTITY, '[]'))).toEqual([400, 'invalid_argument'])
    expect((await service.call(service.own.ada, IDENTITY, { colour: 'red' })).status).toBe(200)
  })

  it.each([
    [400, 'invalid_argument'],
    [401, 'unauthenticated'],
    [403, 'permission_denied'],
    [429, 'resource_exhausted'],
    [501, 'unimplemented'],
    [503, 'unavailable'],
    [504, 'deadline_exceeded'],
  ])('fails with %i in Connect’s body with %s when it is told to', async (status, name) => {
    service.faults.add({ fault: { kind: 'status', status } })
    expect(code(await service.call(service.own.ada, IDENTITY))).toEqual([status, name])
  })
})
