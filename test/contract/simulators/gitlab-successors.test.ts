import { describe, expect, it } from 'vitest'
import type { GitlabToken } from '#test/simulators/gitlab/model'
import type { NewToken } from '#test/simulators/gitlab/state'
import { field, textField, type Answer } from './client.ts'
import { error, GitlabFixture, message, UNAUTHORIZED } from './gitlab-fixture.ts'

const TOKENS = '/personal_access_tokens'

const service = new GitlabFixture()

function add(token: Partial<NewToken> & { name: string }): GitlabToken {
  return service.state.addToken(service.ada, { scopes: ['read_api'], ...token })
}

function ada(method: string, path: string, body?: unknown): Promise<Answer> {
  return service.call(service.own.ada, method, TOKENS + path, body)
}

describe('rotating', () => {
  it('gives a new id and value and a week, keeps the rest, and ends the old one', async () => {
    const old = add({ name: 'ci', scopes: ['api'], description: 'for ci', expiresOn: '2026-09-01' })
    const answer = await ada('POST', `/${old.id}/rotate`)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ name: 'ci', description: 'for ci', scopes: ['api'], expires_at: '2026-05-17' })
    expect(field(answer.body, 'id')).not.toBe(old.id)
    expect(old.revoked).toBe(true)
    expect((await service.call(textField(answer.body, 'token'), 'GET', '/user')).status).toBe(200)
  })

  it('takes a date, a past one too, but none beyond the limit', async () => {
    const [first, second] = [add({ name: 'first' }), add({ name: 'second' })]
    const beyond = await ada('POST', `/${first.id}/rotate`, { expires_at: '2027-05-11' })
    expect(message(beyond)).toEqual([400, '400 Bad request - Expiration date must be before 2027-05-10'])
    expect(error(await ada('POST', `/${first.id}/rotate`, { expires_at: 'soon' }))).toEqual([
      400,
      'expires_at is invalid',
    ])
    expect(first.revoked).toBe(false)
    expect((await ada('POST', `/${first.id}/rotate`, { expires_at: '2027-05-10' })).status).toBe(200)
    const past = await ada('POST', `/${second.id}/rotate?expires_at=2020-01-01`)
    expect(past.body).toMatchObject({ active: false, expires_at: '2020-01-01' })
  })

  it('gives no end where the instance asks for none', async () => {
    service.state.requiresExpiry = false
    expect((await ada('POST', `/${add({ name: 'ci' }).id}/rotate`)).body).toMatchObject({ expires_at: null })
    const far = await ada('POST', `/${add({ name: 'ci' }).id}/rotate`, { expires_at: '2040-01-01' })
    expect(far.body).toMatchObject({ expires_at: '2040-01-01' })
  })

  it('a revoked one revokes everything that came from it, and nothing else', async () => {
    const old = add({ name: 'ci', scopes: ['api'] })
    const second = field((await ada('POST', `/${old.id}/rotate`)).body, 'id')
    const third = (await ada('POST', `/${String(second)}/rotate`)).body
    const again = await ada('POST', `/${old.id}/rotate`)
    expect(message(again)).toEqual([400, '400 Bad request - Token already revoked'])
    expect(error(await service.call(textField(third, 'token'), 'GET', '/user'))).toEqual([401, 'invalid_token'])
    expect(service.own.ada.revoked).toBe(false)
  })

  it('by itself needs api or self_rotate, and a second try with the old value kills the new one', async () => {
    const none = add({ name: 'reader' })
    const refused = await service.call(none, 'POST', `${TOKENS}/self/rotate`)
    expect(error(refused)).toEqual([403, 'insufficient_scope'])
    expect(field(refused.body, 'scope')).toBe('self_rotate api read_api')
    const token = add({ name: 'turner', scopes: ['self_rotate'] })
    const value = textField((await service.call(token, 'POST', `${TOKENS}/self/rotate`)).body, 'token')
    expect((await service.call(value, 'GET', `${TOKENS}/self`)).status).toBe(200)
    expect(error(await service.call(token, 'GET', `${TOKENS}/self`))).toEqual([401, 'invalid_token'])
    expect((await service.call(value, 'GET', `${TOKENS}/self`)).status).toBe(200)
    expect(error(await service.call(token, 'POST', `${TOKENS}/self/rotate`))).toEqual([401, 'invalid_token'])
    expect(error(await service.call(value, 'GET', `${TOKENS}/self`))).toEqual([401, 'invalid_token'])
  })

  it('is refused for an expired one, for another’s and for none, and to a bot by itself', async () => {
    const over = add({ name: 'over', expiresOn: '2026-05-10' })
    expect(message(await ada('POST', `/${over.id}/rotate`))).toEqual(UNAUTHORIZED)
    expect(message(await ada('POST', `/${service.own.bob.id}/rotate`))).toEqual(UNAUTHORIZED)
    expect(message(await ada('POST', '/999/rotate'))).toEqual(UNAUTHORIZED)
    expect((await service.call(service.own.root, 'POST', `${TOKENS}/999/rotate`)).status).toBe(404)
    const bot = service.state.addResourceToken(service.project, { name: 'ci', scopes: ['api'] })
    const wrong = await service.call(bot, 'POST', `${TOKENS}/self/rotate`)
    expect(message(wrong)).toEqual([405, '405 Method Not Allowed'])
    expect(bot.revoked).toBe(false)
  })
})

describe('making', () => {
  const make = (body: unknown, by = service.own.ada) => service.call(by, 'POST', '/user/personal_access_tokens', body)

  it('gives people none but k8s_proxy and self_rotate, with the longest life', async () => {
    const answer = await make({ name: 'proxy', scopes: ['k8s_proxy'] })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({ name: 'proxy', expires_at: '2027-05-10', user_id: service.ada.id })
    expect(textField(answer.body, 'token')).toMatch(/^glpat-/)
    for (const scopes of [['api'], ['k8s_proxy', 'read_api']]) {
      expect(error(await make({ name: 'proxy', scopes }))).toEqual([400, 'scopes does not have a valid value'])
    }
  })

  it('names everything that is missing or wrong', async () => {
    expect(error(await make({}))).toEqual([400, 'name is missing, scopes is missing'])
    const wrong = await make({ name: '', scopes: [], description: 'x'.repeat(256), expires_at: '2028-01-01' })
    expect(message(wrong)).toEqual([
      400,
      "400 Bad request - Name can't be blank and Scopes can't be blank and Description is too long " +
        '(maximum is 255 characters) and Expiration date must be before 2027-05-10',
    ])
    expect(error(await make('{'))).toEqual([400, 'message body does not match declared format'])
  })

  it('takes a form too, and no other type', async () => {
    const send = (type: string) =>
      fetch(`${service.origin}/api/v4/user/personal_access_tokens`, {
        method: 'POST',
        headers: { 'private-token': service.own.ada.value, 'content-type': type },
        body: 'name=proxy&scopes[]=k8s_proxy',
      })
    expect((await send('application/x-www-form-urlencoded')).status).toBe(201)
    expect((await send('text/plain')).status).toBe(415)
  })

  it('for a user is for administrators', async () => {
    const path = `/users/${service.ada.id}/personal_access_tokens`
    const body = { name: 'given', scopes: ['api', 'sudo'] }
    const mine = await service.call(service.own.root, 'POST', path, body)
    expect([mine.status, field(mine.body, 'user_id')]).toEqual([201, service.ada.id])
    expect(message(await service.call(service.own.ada, 'POST', path, body))).toEqual([403, '403 Forbidden'])
    const nobody = await service.call(service.own.root, 'POST', '/users/999/personal_access_tokens', body)
    expect(message(nobody)).toEqual([404, '404 User Not Found'])
  })
})
