import { beforeEach, describe, expect, it } from 'vitest'
import type { GitlabToken } from '#test/simulators/gitlab/model'
import { field, textField, type Answer } from './client.ts'
import { error, GitlabFixture, message, UNAUTHORIZED } from './gitlab-fixture.ts'

const service = new GitlabFixture()

let ofProject: string
let ofGroup: string
let ci: GitlabToken

beforeEach(() => {
  ofProject = `/projects/${service.project.id}/access_tokens`
  ofGroup = `/groups/${service.group.id}/access_tokens`
  ci = service.state.addResourceToken(service.project, { name: 'ci', scopes: ['api'] })
})

const forbiddenToMake = (kind: string) => [
  400,
  `400 Bad request - User does not have permission to create ${kind} access token`,
]

describe('seeing', () => {
  it('a project’s is for its maintainers, the owners of its group, and its own tokens', async () => {
    for (const token of [service.own.ada, service.own.bob, service.own.root, ci]) {
      expect(await service.rows(token, ofProject)).toEqual(['ci'])
    }
    expect(await service.rows(service.own.bob, '/projects/acme%2Fsite/access_tokens', 'access_level')).toEqual([40])
    const eve = await service.call(service.own.eve, 'GET', ofProject)
    expect(message(eve)).toEqual([404, '404 Project Not Found'])
    const guest = service.state.addResourceToken(service.project, { name: 'low', scopes: ['api'], level: 30 })
    expect(message(await service.call(guest, 'GET', ofProject))).toEqual(UNAUTHORIZED)
  })

  it('a group’s is for its owners', async () => {
    service.state.addResourceToken(service.group, { name: 'bot', scopes: ['api'], level: 50 })
    expect(await service.rows(service.own.ada, ofGroup)).toEqual(['bot'])
    expect(message(await service.call(service.own.bob, 'GET', ofGroup))).toEqual([404, '404 Group Not Found'])
    service.group.members.set(service.bob.id, 40)
    expect(message(await service.call(service.own.bob, 'GET', ofGroup))).toEqual(UNAUTHORIZED)
    const unknown = await service.call(service.own.ada, 'GET', '/groups/999/access_tokens')
    expect(message(unknown)).toEqual([404, '404 Group Not Found'])
  })

  it('is for nobody on a plan without such tokens', async () => {
    service.project.hasTokens = false
    expect(message(await service.call(service.own.ada, 'GET', ofProject))).toEqual(UNAUTHORIZED)
    const made = await service.call(service.own.ada, 'POST', ofProject, { name: 'x', scopes: ['api'] })
    expect(message(made)).toEqual(forbiddenToMake('project'))
  })

  it('one shows where it belongs, and has a bot of its own', async () => {
    const answer = await service.call(service.own.ada, 'GET', `${ofProject}/${ci.id}`)
    expect(answer.body).toMatchObject({ access_level: 40, resource_type: 'project', resource_id: service.project.id })
    expect(field(answer.body, 'user_id')).toBe(ci.user.id)
    expect(answer.text).not.toContain(ci.value)
    const elsewhere = service.state.addResourceToken(service.group, { name: 'bot', scopes: ['api'] })
    for (const id of [elsewhere.id, 999]) {
      const none = await service.call(service.own.ada, 'GET', `${ofProject}/${id}`)
      expect(message(none)).toEqual([404, '404 project Access Token Not Found'])
    }
    const wrong = await service.call(service.own.ada, 'GET', `${ofProject}/x`)
    expect(error(wrong)).toEqual([400, 'token_id is invalid'])
  })

  it('keeps to the filters of every list', async () => {
    ci.revoked = true
    service.state.addResourceToken(service.project, { name: 'cd', scopes: ['api'] })
    expect(await service.rows(service.own.ada, ofProject)).toEqual(['ci', 'cd'])
    expect(await service.rows(service.own.ada, `${ofProject}?state=active`)).toEqual(['cd'])
  })
})

describe('making', () => {
  const wanted = { name: 'made', scopes: ['read_repository'] }
  const make = (by: GitlabToken, body: object, path = ofProject): Promise<Answer> =>
    service.call(by, 'POST', path, body)

  it('gives a value once, the role of a maintainer and the longest life unless others are asked for', async () => {
    const plain = await make(service.own.bob, wanted)
    expect(plain.status).toBe(201)
    expect(plain.body).toMatchObject({ ...wanted, access_level: 40, expires_at: '2027-05-10', last_used_at: null })
    expect((await service.call(textField(plain.body, 'token'), 'GET', '/personal_access_tokens/self')).status).toBe(200)
    const chosen = await make(
      service.own.ada,
      { ...wanted, access_level: 15, expires_at: '2026-06-01', description: 'd' },
      ofGroup,
    )
    expect(chosen.body).toMatchObject({
      access_level: 15,
      expires_at: '2026-06-01',
      description: 'd',
      resource_type: 'group',
    })
  })

  it('is for people with the right to, and not by another such token', async () => {
    expect(message(await make(ci, wanted))).toEqual(forbiddenToMake('project'))
    service.group.members.set(service.bob.id, 40)
    expect(message(await make(service.own.bob, wanted, ofGroup))).toEqual(forbiddenToMake('group'))
    service.group.mayCreateTokens = false
    expect(message(await make(service.own.ada, wanted))).toEqual(forbiddenToMake('project'))
  })

  it('gives no role above one’s own', async () => {
    const words = '400 Bad request - Access level of the token contains permissions not held by the creating user'
    expect(message(await make(service.own.bob, { ...wanted, access_level: 50 }))).toEqual([400, words])
    expect((await make(service.own.ada, { ...wanted, access_level: 50 })).status).toBe(201)
  })

  it('refuses scopes, roles and dates that are none', async () => {
    expect(error(await make(service.own.ada, { access_level: 35 }))).toEqual([
      400,
      'access_level does not have a valid value, name is missing, scopes is missing',
    ])
    expect(error(await make(service.own.ada, { ...wanted, scopes: ['read_user'] }))).toEqual([
      400,
      'scopes does not have a valid value',
    ])
    const beyond = await make(service.own.ada, { ...wanted, expires_at: '2027-05-11' })
    expect(message(beyond)).toEqual([400, '400 Bad request - Expiration date must be before 2027-05-10'])
    expect(await service.rows(service.own.ada, ofProject)).toEqual(['ci'])
  })
})

describe('rotating', () => {
  it('gives another id and value to the same bot with the same role', async () => {
    const answer = await service.call(service.own.bob, 'POST', `${ofProject}/${ci.id}/rotate`, {
      expires_at: '2026-07-01',
    })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ name: 'ci', access_level: 40, expires_at: '2026-07-01', user_id: ci.user.id })
    expect(field(answer.body, 'id')).not.toBe(ci.id)
    expect(error(await service.call(ci, 'GET', '/user'))).toEqual([401, 'invalid_token'])
    expect((await service.call(textField(answer.body, 'token'), 'GET', '/user')).status).toBe(200)
  })

  it('twice ends the family', async () => {
    const path = `${ofProject}/${ci.id}/rotate`
    const value = textField((await service.call(service.own.bob, 'POST', path)).body, 'token')
    const again = await service.call(service.own.bob, 'POST', path)
    expect(message(again)).toEqual([400, '400 Bad request - Token already revoked'])
    expect(error(await service.call(value, 'GET', '/user'))).toEqual([401, 'invalid_token'])
  })

  it('by itself works for the project it is of', async () => {
    const answer = await service.call(ci, 'POST', `${ofProject}/self/rotate`)
    expect(answer.body).toMatchObject({ name: 'ci', expires_at: '2026-05-17' })
    const person = await service.call(service.own.bob, 'POST', `${ofProject}/self/rotate`)
    expect(message(person)).toEqual([405, '405 Method Not Allowed'])
    const other = service.state.addResourceToken(service.group, { name: 'bot', scopes: ['self_rotate'], level: 50 })
    expect(message(await service.call(other, 'POST', `${ofProject}/self/rotate`))).toEqual(UNAUTHORIZED)
    expect((await service.call(other, 'POST', `${ofGroup}/self/rotate`)).status).toBe(200)
  })

  it('another’s is not for bots, nor for those whose role is below the token’s', async () => {
    const strong = service.state.addResourceToken(service.project, { name: 'strong', scopes: ['api'], level: 50 })
    const weak = await service.call(service.own.bob, 'POST', `${ofProject}/${strong.id}/rotate`)
    const words = '400 Bad request - Not eligible to rotate tokens with permissions not held by the user'
    expect(message(weak)).toEqual([400, words])
    expect(message(await service.call(strong, 'POST', `${ofProject}/${ci.id}/rotate`))).toEqual(UNAUTHORIZED)
    expect(message(await service.call(service.own.bob, 'POST', `${ofProject}/999/rotate`))).toEqual(UNAUTHORIZED)
    expect((await service.call(service.own.root, 'POST', `${ofProject}/999/rotate`)).status).toBe(404)
    expect([strong.revoked, ci.revoked]).toEqual([false, false])
  })
})

describe('revoking', () => {
  it('may be said twice, by another such token too', async () => {
    const other = service.state.addResourceToken(service.project, { name: 'cd', scopes: ['api'] })
    expect((await service.call(other, 'DELETE', `${ofProject}/${ci.id}`)).status).toBe(204)
    expect((await service.call(service.own.bob, 'DELETE', `${ofProject}/${ci.id}`)).status).toBe(204)
    expect(error(await service.call(ci, 'GET', '/user'))).toEqual([401, 'invalid_token'])
  })

  it('is refused to those who may not manage, and finds no others', async () => {
    service.project.members.set(service.bob.id, 30)
    const refused = await service.call(service.own.bob, 'DELETE', `${ofProject}/${ci.id}`)
    expect(message(refused)).toEqual([400, '400 Bad request - Bob cannot delete ci'])
    expect(ci.revoked).toBe(false)
    const none = await service.call(service.own.ada, 'DELETE', `${ofProject}/${service.own.ada.id}`)
    expect(message(none)).toEqual([404, '404 project Access Token Not Found'])
  })
})
