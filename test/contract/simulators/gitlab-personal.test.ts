import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { GitlabToken } from '#test/simulators/gitlab/model'
import type { NewToken } from '#test/simulators/gitlab/state'
import type { Answer } from './client.ts'
import { DAY, error, GitlabFixture, message, START, UNAUTHORIZED } from './gitlab-fixture.ts'

const TOKENS = '/personal_access_tokens'

const service = new GitlabFixture()

function add(token: Partial<NewToken> & { name: string }): GitlabToken {
  return service.state.addToken(service.ada, { scopes: ['read_api'], ...token })
}

function ada(method: string, path: string, body?: unknown): Promise<Answer> {
  return service.call(service.own.ada, method, TOKENS + path, body)
}

describe('a list', () => {
  it('shows every date and no value, revoked and expired ones too', async () => {
    const gone = add({ name: 'gone', revoked: true, description: 'for tests', expiresOn: '2026-05-10' })
    const answer = await ada('GET', '?search=gone')
    expect(answer.body).toEqual([
      {
        id: gone.id,
        name: 'gone',
        revoked: true,
        created_at: '2026-05-10T12:00:00.000Z',
        description: 'for tests',
        scopes: ['read_api'],
        user_id: service.ada.id,
        last_used_at: null,
        active: false,
        expires_at: '2026-05-10',
        last_used_ips: [],
      },
    ])
    expect(answer.text).not.toContain(gone.value)
  })

  it('is of one’s own; an administrator’s is of all, or of the user asked for', async () => {
    add({ name: 'impersonated', impersonation: true })
    expect(await service.rows(service.own.ada, TOKENS)).toEqual(["ada's own"])
    expect(await service.rows(service.own.root, TOKENS)).toHaveLength(5)
    const ofAda = `${TOKENS}?user_id=${service.ada.id}`
    expect(await service.rows(service.own.ada, ofAda)).toEqual(["ada's own"])
    expect(await service.rows(service.own.root, ofAda)).toEqual(["ada's own", 'impersonated'])
    expect(message(await service.call(service.own.eve, 'GET', ofAda))).toEqual(UNAUTHORIZED)
    const nobody = await service.call(service.own.root, 'GET', `${TOKENS}?user_id=999`)
    expect(message(nobody)).toEqual([404, '404 Not Found'])
  })

  it('is filtered by state, where one that ends today is in neither', async () => {
    add({ name: 'revoked', revoked: true })
    add({ name: 'past', expiresOn: '2026-05-09' })
    add({ name: 'today', expiresOn: '2026-05-10' })
    add({ name: 'tomorrow', expiresOn: '2026-05-11' })
    expect(await service.rows(service.own.ada, `${TOKENS}?state=active`)).toEqual(["ada's own", 'tomorrow'])
    expect(await service.rows(service.own.ada, `${TOKENS}?state=inactive`)).toEqual(['revoked', 'past'])
    expect(await service.rows(service.own.ada, `${TOKENS}?revoked=true`)).toEqual(['revoked'])
    expect(await service.rows(service.own.ada, `${TOKENS}?revoked=false`)).toHaveLength(4)
    expect(error(await ada('GET', '?state=x&revoked=y'))).toEqual([
      400,
      'revoked is invalid, state does not have a valid value',
    ])
  })

  it('is filtered by dates', async () => {
    add({ name: 'dated old', createdAt: START - 10 * DAY, lastUsedAt: START - 5 * DAY, expiresOn: '2026-06-01' })
    add({ name: 'dated new', createdAt: START - DAY })
    const named = (query: string) => service.rows(service.own.ada, `${TOKENS}?search=dated&${query}`)
    expect(await named('created_before=2026-05-01')).toEqual(['dated old'])
    expect(await named('created_after=2026-05-01T00:00:00Z')).toEqual(['dated new'])
    expect(await named('last_used_before=2026-05-10')).toEqual(['dated old'])
    expect(await named('last_used_after=2026-05-06')).toEqual([])
    expect(await named('expires_before=2026-06-01')).toEqual([])
    expect(await named('expires_before=2026-06-02')).toEqual(['dated old'])
    expect(await named('expires_after=2026-06-01')).toEqual(['dated old'])
    expect(error(await ada('GET', '?created_after=soon'))).toEqual([400, 'created_after is invalid'])
    expect(error(await ada('GET', '?expires_after=2026-02-31'))).toEqual([400, 'expires_after is invalid'])
  })

  it('is searched by parts of names, by whole ones for one or two letters', async () => {
    add({ name: 'Deploy' })
    add({ name: 'de' })
    expect(await service.rows(service.own.ada, `${TOKENS}?search=PLO`)).toEqual(['Deploy'])
    expect(await service.rows(service.own.ada, `${TOKENS}?search=de`)).toEqual(['de'])
  })

  it('is sorted as asked, by id unless asked or where the order is unknown', async () => {
    add({ name: 'b', createdAt: START - DAY, expiresOn: '2026-06-02', lastUsedAt: START - 2 })
    add({ name: 'a', createdAt: START - 2 * DAY, expiresOn: '2026-06-01', lastUsedAt: START - 3 })
    const sorted = (sort: string) => service.rows(service.own.ada, `${TOKENS}?sort=${sort}`)
    const own = "ada's own"
    expect(await sorted('')).toEqual([own, 'b', 'a'])
    expect(await sorted('created_asc')).toEqual(['a', 'b', own])
    expect(await sorted('created_desc')).toEqual([own, 'b', 'a'])
    expect(await sorted('expires_asc')).toEqual(['a', 'b', own])
    expect(await sorted('expires_desc')).toEqual([own, 'b', 'a'])
    expect(await sorted('last_used_asc')).toEqual(['a', 'b', own])
    expect(await sorted('name_asc')).toEqual(['a', own, 'b'])
    expect(await sorted('colour')).toEqual([own, 'b', 'a'])
  })
})

describe('one token', () => {
  it('is shown to its owner and to an administrator; to others it might as well not be', async () => {
    const path = `${TOKENS}/${service.own.ada.id}`
    expect((await service.call(service.own.ada, 'GET', path)).body).toMatchObject({ name: "ada's own" })
    expect((await service.call(service.own.root, 'GET', path)).status).toBe(200)
    expect(message(await service.call(service.own.eve, 'GET', path))).toEqual(UNAUTHORIZED)
    expect(message(await service.call(service.own.eve, 'GET', `${TOKENS}/999`))).toEqual(UNAUTHORIZED)
    expect(message(await service.call(service.own.root, 'GET', `${TOKENS}/999`))).toEqual([404, '404 Not Found'])
    expect(error(await service.call(service.own.ada, 'GET', `${TOKENS}/x`))).toEqual([400, 'id is invalid'])
  })

  it('shows itself whatever its scopes, a project’s with its role', async () => {
    const runner = add({ name: 'runner', scopes: ['read_registry'] })
    const bot = service.state.addResourceToken(service.project, { name: 'ci', scopes: ['read_registry'], level: 30 })
    expect((await service.call(runner, 'GET', `${TOKENS}/self`)).body).toMatchObject({ id: runner.id })
    expect((await service.call(bot, 'GET', `${TOKENS}/self`)).body).toMatchObject({
      access_level: 30,
      resource_type: 'project',
      resource_id: service.project.id,
    })
  })
})

describe('revoking', () => {
  it('is final, may be said twice, and keeps the row', async () => {
    const token = add({ name: 'doomed', scopes: ['api'] })
    for (const status of [204, 204]) expect((await ada('DELETE', `/${token.id}`)).status).toBe(status)
    expect(error(await service.call(token, 'GET', '/user'))).toEqual([401, 'invalid_token'])
    expect((await ada('GET', `/${token.id}`)).body).toMatchObject({ revoked: true, active: false })
  })

  it('of another’s is refused, and of none not found', async () => {
    const theirs = await service.call(service.own.eve, 'DELETE', `${TOKENS}/${service.own.ada.id}`)
    expect(message(theirs)).toEqual([400, '400 Bad request - Not permitted to revoke'])
    expect(service.own.ada.revoked).toBe(false)
    expect(message(await ada('DELETE', '/999'))).toEqual([404, '404 Not found'])
    expect((await service.call(service.own.root, 'DELETE', `${TOKENS}/${service.own.ada.id}`)).status).toBe(204)
  })

  it('of itself needs no scope', async () => {
    const token = add({ name: 'last will', scopes: ['read_registry'] })
    expect((await service.call(token, 'DELETE', `${TOKENS}/self`)).status).toBe(204)
    expect(token.revoked).toBe(true)
  })

  it('without an id is no call at all', async () => {
    expect((await ada('DELETE', '')).status).toBe(405)
    expect((await ada('DELETE', '/')).status).toBe(404)
  })
})

describe('values', () => {
  it('are routable: version, length and checksum of what stands before', () => {
    const { value } = service.own.ada
    const [, body = '', payload = '', length = '', sum = ''] =
      /^((?:glpat-)([\w-]+)\.01\.([0-9a-z]{2}))([0-9a-z]{7})$/.exec(value) ?? []
    expect(payload.startsWith('EXAMPLE')).toBe(true)
    expect(Number.parseInt(length, 36)).toBe(payload.length)
    expect(Number.parseInt(sum, 36)).toBe(crc32(body))
    const routing = Buffer.from(payload, 'base64url').subarray(16, -1).toString()
    expect(routing).toBe(`o:1\nu:${service.ada.id}`)
  })

  it('are short ones on an older instance', () => {
    service.state.hasRoutableValues = false
    const { value } = service.state.addToken(service.ada, { name: 'old', scopes: ['api'] })
    expect(value).toMatch(/^glpat-EXAMPLE[0-9A-Za-z]{13}$/)
  })
})
