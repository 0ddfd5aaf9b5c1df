import { beforeEach, describe, expect, it } from 'vitest'
import type { OnaServiceAccount, OnaToken } from '#test/simulators/ona/model'
import { field, listField, textField, type Answer } from './client.ts'
import { code, DAY, DENIED, NOT_FOUND, OnaFixture, START, UNAUTHENTICATED, UNKNOWN_ID } from './ona-fixture.ts'

const IDENTITY = 'IdentityService/GetAuthenticatedIdentity'
const YEAR = 365 * DAY

const service = new OnaFixture()

let ci: OnaServiceAccount

beforeEach(() => {
  ci = service.state.addServiceAccount(service.acme, {
    name: 'ci',
    validUntil: START + YEAR,
    creator: service.own.ada.creator,
  })
})

function call(by: OnaToken | string, method: string, body: object = {}): Promise<Answer> {
  return service.call(by, `ServiceAccountService/${method}`, body)
}

async function bearer(by = service.own.ada): Promise<string> {
  const { body } = await call(by, 'CreateServiceAccountAccessToken', { serviceAccountId: ci.id })
  return textField(body, 'token')
}

describe('service accounts', () => {
  it('are made by administrators, with a name and an end', async () => {
    const wanted = { name: 'deploy', description: 'for cd', validUntil: '2027-01-01T00:00:00Z' }
    const { body } = await call(service.own.ada, 'CreateServiceAccount', wanted)
    expect(field(body, 'serviceAccount')).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      organizationId: service.acme.id,
      ...wanted,
      creator: { id: service.ada.id, principal: 'PRINCIPAL_USER' },
      createdAt: '2026-05-10T12:00:00Z',
    })
    expect(code(await call(service.own.bob, 'CreateServiceAccount', wanted))).toEqual(DENIED)
    for (const wrong of [
      { name: '' },
      { name: 'x'.repeat(65) },
      { description: 'x'.repeat(501) },
      { validUntil: null },
      { validUntil: '2027-01-01' },
    ]) {
      const answer = await call(service.own.ada, 'CreateServiceAccount', { ...wanted, ...wrong })
      expect(code(answer)).toEqual([400, 'invalid_argument'])
    }
  })

  it('are listed to everybody in the organization, suspended ones when asked for', async () => {
    const gone = service.state.addServiceAccount(service.acme, {
      name: 'old',
      description: 'Legacy',
      validUntil: START + YEAR,
      creator: service.own.ada.creator,
    })
    gone.suspended = true
    const names = async (by: OnaToken, filter: object = {}) => {
      const { body } = await call(by, 'ListServiceAccounts', { filter })
      return ((field(body, 'serviceAccounts') ?? []) as unknown[]).map((one) => field(one, 'name'))
    }
    expect(await names(service.own.bob)).toEqual(['ci'])
    expect(await names(service.own.bob, { includeSuspended: true })).toEqual(['ci', 'old'])
    expect(await names(service.own.bob, { includeSuspended: true, search: 'LEG' })).toEqual(['old'])
    expect(await names(service.own.bob, { serviceAccountIds: [gone.id] })).toEqual([])
    expect(await names(service.own.eve)).toEqual([])
    const read = await call(service.own.bob, 'GetServiceAccount', { serviceAccountId: gone.id })
    expect(field(read.body, 'serviceAccount')).toMatchObject({ name: 'old', suspended: true })
    for (const by of [service.own.eve, service.own.ada]) {
      const id = by === service.own.eve ? ci.id : UNKNOWN_ID
      expect(code(await call(by, 'GetServiceAccount', { serviceAccountId: id }))).toEqual(NOT_FOUND)
    }
  })

  it('can be renamed, their end cannot be changed, and those of the system not at all', async () => {
    const id = { serviceAccountId: ci.id }
    const later = { ...id, description: 'new', validUntil: '2040-01-01T00:00:00Z' }
    const { body } = await call(service.own.ada, 'UpdateServiceAccount', later)
    expect(field(body, 'serviceAccount')).toMatchObject({
      name: 'ci',
      description: 'new',
      validUntil: '2027-05-10T12:00:00Z',
    })
    expect(code(await call(service.own.ada, 'UpdateServiceAccount', { ...id, name: '' }))).toEqual([
      400,
      'invalid_argument',
    ])
    const system = service.state.addServiceAccount(service.acme, {
      name: 'system',
      validUntil: START + YEAR,
      systemManaged: true,
      creator: service.own.ada.creator,
    })
    for (const method of ['UpdateServiceAccount', 'DeleteServiceAccount']) {
      expect(code(await call(service.own.ada, method, { serviceAccountId: system.id }))).toEqual(DENIED)
      expect(code(await call(service.own.bob, method, id))).toEqual(DENIED)
    }
  })

  it('end with their deletion, and every token of theirs', async () => {
    const token = service.state.addToken({ serviceAccount: ci }, { description: 'a', expiresAt: START + DAY })
    const acting = await bearer()
    expect((await call(service.own.ada, 'DeleteServiceAccount', { serviceAccountId: ci.id })).body).toEqual({})
    for (const by of [token, acting]) expect(code(await service.call(by, IDENTITY))).toEqual(UNAUTHENTICATED)
    const again = await call(service.own.ada, 'DeleteServiceAccount', { serviceAccountId: ci.id })
    expect(code(again)).toEqual(NOT_FOUND)
    const dead = await call(service.own.ada, 'CreateServiceAccountAccessToken', { serviceAccountId: ci.id })
    expect(code(dead)).toEqual([400, 'failed_precondition'])
  })
})

describe('acting as a service account', () => {
  it('is for administrators, and for half an hour', async () => {
    expect(code(await call(service.own.bob, 'CreateServiceAccountAccessToken', { serviceAccountId: ci.id }))).toEqual(
      DENIED,
    )
    const acting = await bearer()
    const who = { subject: { id: ci.id, principal: 'PRINCIPAL_SERVICE_ACCOUNT' } }
    expect((await service.call(acting, IDENTITY)).body).toMatchObject(who)
    service.clock += 30 * 60_000 - 1
    expect((await call(acting, 'ListServiceAccountTokens')).status).toBe(200)
    service.clock += 1
    expect(code(await call(acting, 'ListServiceAccountTokens'))).toEqual(UNAUTHENTICATED)
  })

  it('ends with the account, if that is sooner', async () => {
    service.clock = START + YEAR - 60_000
    const admin = service.state.addToken({ user: service.ada }, { description: 'later', expiresAt: START + 2 * YEAR })
    const acting = await bearer(admin)
    expect((await call(acting, 'ListServiceAccountTokens')).status).toBe(200)
    service.clock = START + YEAR
    expect(code(await call(acting, 'ListServiceAccountTokens'))).toEqual(UNAUTHENTICATED)
  })

  it('is no way to personal tokens or the account', async () => {
    const acting = await bearer()
    for (const method of [
      'UserService/GetAuthenticatedUser',
      'UserService/ListPersonalAccessTokens',
      'AccountService/GetAccount',
      'EventService/ListAuditLogs',
    ]) {
      expect(code(await service.call(acting, method)), method).toEqual(DENIED)
    }
    expect(code(await call(acting, 'CreateServiceAccountAccessToken', { serviceAccountId: ci.id }))).toEqual(DENIED)
  })
})

describe('tokens of a service account', () => {
  const make = (by: OnaToken | string, body: object = {}) =>
    call(by, 'CreateServiceAccountToken', { description: 'deploy', validFor: '86400s', ...body })

  it('are managed by the bearer for it alone, not by a personal token nor by themselves', async () => {
    const token = service.state.addToken({ serviceAccount: ci }, { description: 'a', expiresAt: START + DAY })
    for (const by of [service.own.ada, token]) {
      expect(code(await make(by))).toEqual(DENIED)
      expect(code(await call(by, 'ListServiceAccountTokens'))).toEqual(DENIED)
      for (const method of ['GetServiceAccountToken', 'DeleteServiceAccountToken']) {
        expect(code(await call(by, method, { serviceAccountTokenId: token.id }))).toEqual(DENIED)
      }
    }
    expect((await service.call(token, IDENTITY)).body).toMatchObject({
      subject: { id: ci.id, principal: 'PRINCIPAL_SERVICE_ACCOUNT' },
    })
  })

  it('are shown once with their value, a JWT, and then without', async () => {
    const acting = await bearer()
    const { body } = await make(acting)
    const value = textField(body, 'token')
    expect(value).toMatch(/^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/)
    const made = field(body, 'serviceAccountToken')
    const id = textField(made, 'id')
    expect(made).toEqual({
      id,
      serviceAccountId: ci.id,
      description: 'deploy',
      creator: { id: service.ada.id, principal: 'PRINCIPAL_USER' },
      createdAt: '2026-05-10T12:00:00Z',
      expiresAt: '2026-05-11T12:00:00Z',
    })
    const list = await call(acting, 'ListServiceAccountTokens')
    expect(listField(list.body, 'tokens')).toEqual([made])
    expect(list.text).not.toContain(value)
    await service.call(value, IDENTITY)
    const one = await call(acting, 'GetServiceAccountToken', { serviceAccountTokenId: id })
    expect(field(one.body, 'token')).toMatchObject({ lastUsed: '2026-05-10T12:00:00Z' })
  })

  it('end with the account at the latest, and may be asked for eighty years', async () => {
    const acting = await bearer()
    const { body } = await make(acting, { validFor: '2524608000s' })
    expect(field(field(body, 'serviceAccountToken'), 'expiresAt')).toBe('2027-05-10T12:00:00Z')
    for (const validFor of ['2524608001s', null]) {
      expect(code(await make(acting, { validFor }))).toEqual([400, 'invalid_argument'])
    }
    service.clock = START + YEAR
    expect(code(await service.call(textField(body, 'token'), IDENTITY))).toEqual(UNAUTHENTICATED)
  })

  it('are deleted once, and are not found from another account', async () => {
    const token = service.state.addToken({ serviceAccount: ci }, { description: 'a', expiresAt: START + DAY })
    const acting = await bearer()
    const id = { serviceAccountTokenId: token.id }
    ci = service.state.addServiceAccount(service.acme, {
      name: 'cd',
      validUntil: START + YEAR,
      creator: service.own.ada.creator,
    })
    expect(code(await call(await bearer(), 'DeleteServiceAccountToken', id))).toEqual(NOT_FOUND)
    expect((await call(acting, 'DeleteServiceAccountToken', id)).body).toEqual({})
    expect(code(await call(acting, 'DeleteServiceAccountToken', id))).toEqual(NOT_FOUND)
    expect(code(await service.call(token, IDENTITY))).toEqual(UNAUTHENTICATED)
    expect(code(await call(acting, 'DeleteServiceAccountToken', { serviceAccountTokenId: '' }))).toEqual([
      400,
      'invalid_argument',
    ])
  })
})
