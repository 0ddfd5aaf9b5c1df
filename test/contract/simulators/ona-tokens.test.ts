import { describe, expect, it } from 'vitest'
import type { OnaToken } from '#test/simulators/ona/model'
import { field, listField, textField, type Answer } from './client.ts'
import { code, DAY, DENIED, message, NOT_FOUND, OnaFixture, START, UNAUTHENTICATED, UNKNOWN_ID } from './ona-fixture.ts'

const service = new OnaFixture()

type Verb = 'Create' | 'Get' | 'Delete'

function pat(by: OnaToken, verb: Verb, body: object): Promise<Answer> {
  return service.call(by, `UserService/${verb}PersonalAccessToken`, body)
}

describe('making', () => {
  const make = (body: object, by = service.own.ada) =>
    pat(by, 'Create', { userId: service.ada.id, validFor: '60s', ...body })

  it('gives the value and no id, which is found by listing', async () => {
    const answer = await make({ description: 'ci', validFor: '2592000s', readOnly: true })
    const value = textField(answer.body, 'token')
    expect(answer.body).toEqual({ token: value })
    expect((await service.call(value, 'IdentityService/GetAuthenticatedIdentity')).status).toBe(200)
    const list = await service.call(service.own.ada, 'UserService/ListPersonalAccessTokens')
    expect(listField(list.body, 'personalAccessTokens').at(-1)).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      userId: service.ada.id,
      description: 'ci',
      creator: { id: service.ada.id, principal: 'PRINCIPAL_USER' },
      createdAt: '2026-05-10T12:00:00Z',
      expiresAt: '2026-06-09T12:00:00Z',
      lastUsed: '2026-05-10T12:00:00Z',
      readOnly: true,
    })
    expect(list.text).not.toContain(value)
  })

  it('takes a life of up to ninety days', async () => {
    expect((await make({ validFor: '7776000s' })).status).toBe(200)
    const words = 'value must be greater than or equal to 0s and less than or equal to 7776000s'
    for (const validFor of ['7776001s', '7776000.5s', '-1s']) {
      expect(message(await make({ validFor }))).toEqual([
        400,
        `validation error:\n - valid_for: ${words} [duration.gte_lte]`,
      ])
    }
    for (const validFor of [null, '60', 60, 'P1D'])
      expect(code(await make({ validFor }))).toEqual([400, 'invalid_argument'])
  })

  it('is for oneself, by one’s id as a user', async () => {
    expect(message(await make({ userId: '' }))).toEqual([
      400,
      'validation error:\n - user_id: value must be a valid UUID [string.uuid]',
    ])
    expect(code(await make({ userId: service.bob.id }))).toEqual(DENIED)
    expect(code(await make({ userId: service.ada.account.id }))).toEqual(DENIED)
  })
})

describe('listing', () => {
  const ofUser = (id: string) => ({ filter: { userIds: [id] } })

  it('shows members their own, and administrators everybody’s unless they ask for some', async () => {
    expect(await service.descriptions(service.own.bob)).toEqual(["Bob's own"])
    expect(await service.descriptions(service.own.ada)).toEqual(["Ada's own", "Bob's own"])
    expect(await service.descriptions(service.own.ada, ofUser(service.bob.id))).toEqual(["Bob's own"])
    expect(await service.descriptions(service.own.ada, ofUser(service.ada.id))).toEqual(["Ada's own"])
    const list = 'UserService/ListPersonalAccessTokens'
    expect(code(await service.call(service.own.bob, list, ofUser(service.ada.id)))).toEqual(DENIED)
    expect((await service.call(service.own.ada, list, ofUser(UNKNOWN_ID))).body).toEqual({ pagination: {} })
  })

  it('has pages of 25, of 100 at most, with a token for the next', async () => {
    for (let at = 0; at < 129; at += 1) {
      service.state.addToken({ user: service.bob }, { description: `token ${at}`, expiresAt: START + DAY })
    }
    const page = async (pagination: object) => {
      const { body } = await service.call(service.own.bob, 'UserService/ListPersonalAccessTokens', { pagination })
      return {
        names: listField(body, 'personalAccessTokens').map((token) => field(token, 'description')),
        next: field(field(body, 'pagination'), 'nextToken'),
      }
    }
    for (const pageSize of [undefined, 0]) expect((await page({ pageSize })).names).toHaveLength(25)
    const first = await page({ pageSize: 100 })
    const second = await page({ pageSize: 100, token: first.next })
    expect([first.names.length, second.names.length, second.names[0]]).toEqual([100, 30, 'token 99'])
    expect(second.next).toBeUndefined()
    for (const pagination of [
      { pageSize: 101 },
      { pageSize: -1 },
      { token: 'x' },
      { token: `${String(first.next)}x` },
    ]) {
      const wrong = await service.call(service.own.bob, 'UserService/ListPersonalAccessTokens', { pagination })
      expect(code(wrong)).toEqual([400, 'invalid_argument'])
    }
    const theirs = { pagination: { token: first.next } }
    const foreign = await service.call(service.own.ada, 'UserService/ListPersonalAccessTokens', theirs)
    expect(code(foreign)).toEqual([400, 'invalid_argument'])
  })

  it('goes on where it was when the last row of a page is deleted meanwhile', async () => {
    for (const description of ['b', 'c', 'd']) {
      service.state.addToken({ user: service.bob }, { description, expiresAt: START + DAY })
    }
    const list = 'UserService/ListPersonalAccessTokens'
    const first = await service.call(service.own.bob, list, { pagination: { pageSize: 2 } })
    const last = listField(first.body, 'personalAccessTokens')[1]
    await pat(service.own.bob, 'Delete', { personalAccessTokenId: field(last, 'id') })
    const token = field(field(first.body, 'pagination'), 'nextToken')
    expect(await service.descriptions(service.own.bob, { pagination: { pageSize: 2, token } })).toEqual(['c', 'd'])
  })

  it('takes no more than 25 users, all of them by UUID', async () => {
    const list = (userIds: unknown) =>
      service.call(service.own.ada, 'UserService/ListPersonalAccessTokens', { filter: { userIds } })
    expect((await list(Array.from({ length: 25 }, () => service.ada.id))).status).toBe(200)
    expect(code(await list(Array.from({ length: 26 }, () => service.ada.id)))).toEqual([400, 'invalid_argument'])
    expect(code(await list(['ada']))).toEqual([400, 'invalid_argument'])
  })
})

describe('reading and deleting', () => {
  it('reaches one’s own and, for administrators, those of the organization', async () => {
    const id = { personalAccessTokenId: service.own.bob.id }
    for (const by of [service.own.bob, service.own.ada]) {
      expect(field((await pat(by, 'Get', id)).body, 'pat')).toMatchObject({ description: "Bob's own" })
    }
    const verbs = ['Get', 'Delete'] as const
    for (const verb of verbs) {
      expect(code(await pat(service.own.eve, verb, id))).toEqual(NOT_FOUND)
      expect(code(await pat(service.own.bob, verb, { personalAccessTokenId: service.own.ada.id }))).toEqual(NOT_FOUND)
      expect(code(await pat(service.own.ada, verb, { personalAccessTokenId: UNKNOWN_ID }))).toEqual(NOT_FOUND)
      expect(code(await pat(service.own.ada, verb, {}))).toEqual([400, 'invalid_argument'])
    }
    expect(service.state.tokens.size).toBe(3)
  })

  it('ends the token at once, and finds it no second time', async () => {
    const id = { personalAccessTokenId: service.own.bob.id }
    expect((await pat(service.own.ada, 'Delete', id)).body).toEqual({})
    expect(code(await pat(service.own.ada, 'Delete', id))).toEqual(NOT_FOUND)
    expect(code(await service.call(service.own.bob, 'IdentityService/GetAuthenticatedIdentity'))).toEqual(
      UNAUTHENTICATED,
    )
  })
})

it('lets a read-only token read and change nothing', async () => {
  const reader = service.state.addToken(
    { user: service.ada },
    { description: 'reader', expiresAt: START + DAY, readOnly: true },
  )
  expect(await service.descriptions(reader)).toHaveLength(3)
  const account = service.state.addServiceAccount(service.acme, {
    name: 'ci',
    validUntil: START + DAY,
    creator: reader.creator,
  })
  const id = { serviceAccountId: account.id }
  const changes: readonly (readonly [string, object])[] = [
    ['UserService/CreatePersonalAccessToken', { userId: service.ada.id, validFor: '60s' }],
    ['UserService/DeletePersonalAccessToken', { personalAccessTokenId: reader.id }],
    ['ServiceAccountService/CreateServiceAccount', { name: 'cd', validUntil: '2027-01-01T00:00:00Z' }],
    ['ServiceAccountService/UpdateServiceAccount', { ...id, name: 'cd' }],
    ['ServiceAccountService/DeleteServiceAccount', id],
    ['ServiceAccountService/CreateServiceAccountAccessToken', id],
  ]
  for (const [method, body] of changes) expect(code(await service.call(reader, method, body)), method).toEqual(DENIED)
  expect([service.state.tokens.size, account.name, account.suspended, service.state.audit]).toEqual([
    4,
    'ci',
    false,
    [],
  ])
})
