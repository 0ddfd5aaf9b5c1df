import { beforeEach, describe, expect, it } from 'vitest'
import type { GithubToken, Grant } from '#test/simulators/github/model'
import { field, type Answer } from './client.ts'
import { DAY, GithubFixture, message, START } from './github-fixture.ts'

const PATH = '/orgs/acme/personal-access-tokens'

const service = new GithubFixture()

let app: GithubToken
let reader: GithubToken
let grant: Grant

beforeEach(() => {
  app = service.state.addInstallationToken(service.acme, 'write')
  reader = service.state.addInstallationToken(service.acme, 'read')
  grant = service.state.addGrant(service.acme, service.fine, {
    repositories: ['site'],
    permissions: { repository: { contents: 'read', metadata: 'read' } },
  })
})

async function ids(query = ''): Promise<unknown[]> {
  const { body } = await service.call(reader, 'GET', PATH + query)
  if (!Array.isArray(body)) throw new Error('expected a list')
  return body.map((one: unknown) => field(one, 'id'))
}

function plant(count: number): Grant[] {
  return Array.from({ length: count }, (_, at) => {
    const token = service.state.addToken(service.ada, { kind: 'fine-grained', name: `token ${at}` })
    return service.state.addGrant(service.acme, token, { repositories: 'all', grantedAt: START - (at + 1) * DAY })
  })
}

describe('the list', () => {
  it('tells of each token that was let in, by the app’s own number for it', async () => {
    const { body } = await service.call(reader, 'GET', PATH)
    expect(body).toEqual([
      {
        id: grant.id,
        owner: expect.objectContaining({ login: 'ada', type: 'User' }) as unknown,
        repository_selection: 'subset',
        repositories_url: expect.stringContaining(`/personal-access-tokens/${grant.id}/repositories`) as unknown,
        permissions: { repository: { contents: 'read', metadata: 'read' } },
        access_granted_at: '2026-05-10T12:00:00Z',
        token_id: service.fine.id,
        token_name: 'ci',
        token_expired: false,
        token_expires_at: '2026-06-09T12:00:00Z',
        token_last_used_at: null,
      },
    ])
    expect(grant.id).not.toBe(service.fine.id)
  })

  it('notes the use and the end of a token, and null for no end', async () => {
    await service.works(service.fine)
    const [endless] = plant(1)
    const facts = async () => {
      const { body } = await service.call(app, 'GET', PATH)
      return body
    }
    expect(await facts()).toMatchObject([
      { token_last_used_at: '2026-05-10T12:00:00Z', token_expired: false },
      { id: endless?.id, token_expires_at: null, repository_selection: 'all' },
    ])
    service.clock = START + 30 * DAY
    app = service.state.addInstallationToken(service.acme, 'read')
    expect(await facts()).toMatchObject([{ token_expired: true }, { token_expired: false }])
  })

  it('comes in pages of 30, of 100 at most, with links by the organization’s number', async () => {
    plant(129)
    expect(await ids()).toHaveLength(30)
    expect(await ids('?per_page=500')).toHaveLength(100)
    expect(await ids('?per_page=100&page=2')).toHaveLength(30)
    const link = async (query: string) => (await service.call(reader, 'GET', PATH + query)).headers.get('link')
    const at = (page: number) =>
      `<${service.origin}/organizations/${service.acme.id}/personal-access-tokens?per_page=50&page=${page}>`
    expect(await link('?per_page=50')).toBe(`${at(2)}; rel="next", ${at(3)}; rel="last"`)
    expect(await link('?per_page=50&page=3')).toBe(`${at(2)}; rel="prev", ${at(1)}; rel="first"`)
    expect(await link('?per_page=200&owner=nobody')).toBeNull()
    const followed = await service.call(reader, 'GET', at(3).slice(1 + service.origin.length, -1))
    expect(followed.body).toHaveLength(30)
  })

  it('is sorted by when they were let in, and filtered', async () => {
    const [first, second] = plant(2)
    const bob = service.state.addUser({ login: 'bob' })
    const used = service.state.addToken(bob, { kind: 'fine-grained', name: 'b', lastUsedAt: START - DAY })
    const bobs = service.state.addGrant(service.acme, used, { grantedAt: START - 9 * DAY })
    const [now, day1, day2, day9] = [grant, first, second, bobs].map((one) => one?.id)
    expect(await ids()).toEqual([now, day1, day2, day9])
    expect(await ids('?direction=asc')).toEqual([day9, day2, day1, now])
    expect(await ids('?owner=bob')).toEqual([day9])
    expect(await ids('?owner[]=bob&owner[]=ada')).toHaveLength(4)
    expect(await ids(`?token_id=${service.fine.id}`)).toEqual([now])
    expect(await ids('?repository=site')).toEqual([now])
    expect(await ids('?permission=contents')).toEqual([now])
    expect(await ids('?last_used_before=2026-05-10T00:00:00Z')).toEqual([day9])
    expect(await ids('?last_used_after=2026-05-10T00:00:00Z')).toEqual([])
    for (const query of ['?direction=up', '?sort=name', '?last_used_after=soon']) {
      expect((await service.call(reader, 'GET', PATH + query)).status).toBe(422)
    }
  })

  it('forgets a token that was revoked by its value', async () => {
    await service.call(undefined, 'POST', '/credentials/revoke', { credentials: [service.fine.value] })
    expect(await ids()).toEqual([])
  })

  it('has the repositories of one that was let into some', async () => {
    const { body } = await service.call(reader, 'GET', `${PATH}/${grant.id}/repositories`)
    expect(body).toMatchObject([{ full_name: 'acme/site' }])
  })
})

describe('who may see and revoke', () => {
  it('are apps with the permission, alone or for a person', async () => {
    const forAda = service.state.addAppUserToken(service.ada, service.acme, 'read')
    expect((await service.call(forAda, 'GET', PATH)).status).toBe(200)
    const without = service.state.addInstallationToken(service.acme, undefined)
    const refused = await service.call(without, 'GET', PATH)
    expect(message(refused)).toEqual([403, 'Resource not accessible by integration'])
    expect(refused.headers.get('x-accepted-github-permissions')).toBe('organization_personal_access_tokens=read')
  })

  it('are no personal tokens, of whatever kind', async () => {
    for (const token of [service.classic, service.fine]) {
      for (const method of ['GET', 'POST']) {
        const answer = await service.call(token, method, PATH, method === 'POST' ? {} : undefined)
        expect(message(answer)).toEqual([403, 'Resource not accessible by personal access token'])
      }
    }
    expect(message(await service.call(undefined, 'GET', PATH))).toEqual([401, 'Requires authentication'])
  })

  it('are not apps that are installed elsewhere', async () => {
    const other = service.state.addInstallationToken(service.state.addOrganization({ login: 'other' }), 'write')
    for (const path of [PATH, '/orgs/nowhere/personal-access-tokens']) {
      expect(message(await service.call(other, 'GET', path))).toEqual([404, 'Not Found'])
    }
  })
})

describe('revoking', () => {
  const some = (body: unknown, by = app): Promise<Answer> => service.call(by, 'POST', PATH, body)

  it('ends the access of one at once, and not the token', async () => {
    const path = `${PATH}/${grant.id}`
    expect((await service.call(app, 'POST', path, { action: 'revoke' })).status).toBe(204)
    expect(await ids()).toEqual([])
    expect(await service.works(service.fine)).toBe(true)
    expect(message(await service.call(app, 'POST', path, { action: 'revoke' }))).toEqual([404, 'Not Found'])
  })

  it('of several is accepted, and done later', async () => {
    const [other, kept] = plant(2)
    service.state.revocationDelay = 5000
    expect((await some({ action: 'revoke', pat_ids: [grant.id, other?.id] })).status).toBe(202)
    expect(await ids()).toHaveLength(3)
    service.clock += 5000
    expect(await ids()).toEqual([kept?.id])
  })

  it('needs the action, the permission to write, and numbers that are grants', async () => {
    for (const body of [
      {},
      { action: 'approve', pat_ids: [grant.id] },
      { action: 'revoke' },
      { action: 'revoke', pat_ids: [] },
    ]) {
      expect((await some(body)).status).toBe(422)
    }
    expect((await some({ action: 'revoke', pat_ids: Array.from({ length: 101 }, () => grant.id) })).status).toBe(422)
    expect((await some({ action: 'revoke', pat_ids: ['1'] })).status).toBe(422)
    expect(message(await some('{'))).toEqual([400, 'Problems parsing JSON'])
    expect(message(await some({ action: 'revoke', pat_ids: [grant.id, 1] }))).toEqual([404, 'Not Found'])
    expect(message(await some({ action: 'revoke', pat_ids: [grant.id] }, reader))).toEqual([
      403,
      'Resource not accessible by integration',
    ])
    expect((await service.call(app, 'POST', `${PATH}/${grant.id}`, {})).status).toBe(422)
    expect(await ids()).toEqual([grant.id])
  })
})
