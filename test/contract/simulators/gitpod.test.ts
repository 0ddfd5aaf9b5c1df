import { describe, expect, it } from 'vitest'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import { field, listField, request, type Answer } from './client.ts'
import { error, GitpodFixture, LATER, START, TOKENS, UNKNOWN_CALLER } from './gitpod-fixture.ts'

const service = new GitpodFixture()

describe('the protocol', () => {
  const url = (): string => `${service.origin}/${TOKENS}/ListPersonalAccessTokens`
  const authorization = (): string => `Bearer ${service.own.value}`

  it('refuses every method but POST', async () => {
    const answer = await request(url(), { headers: { authorization: authorization() } })
    expect([answer.status, answer.headers.get('allow'), answer.text]).toEqual([405, 'POST', ''])
  })

  it('refuses a content type that is not JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const answer = await service.call(`${TOKENS}/ListPersonalAccessTokens`, {}, { headers: { 'content-type': type } })
      expect([answer.status, answer.headers.get('accept-post'), answer.text]).toEqual([415, 'application/json', ''])
    }
    const withCharset = { headers: { 'content-type': 'application/json; charset=utf-8' } }
    expect((await service.call(`${TOKENS}/ListPersonalAccessTokens`, {}, withCharset)).status).toBe(200)
  })

  it('refuses an empty body, and one that is no JSON object', async () => {
    const empty = 'unmarshal into *v1.ListPersonalAccessTokensRequest: zero-length payload is not a valid JSON object'
    expect(error(await service.tokens('List', ''))).toEqual([400, 'invalid_argument', empty])
    for (const body of ['{', '[]', '"x"', 'null']) {
      const answer = await service.tokens('List', body)
      expect([answer.status, field(answer.body, 'code')]).toEqual([400, 'invalid_argument'])
    }
  })

  it('takes version 1 of the protocol or none named', async () => {
    const named = (version: string): Promise<Answer> =>
      service.call(`${TOKENS}/ListPersonalAccessTokens`, {}, { headers: { 'connect-protocol-version': version } })
    expect((await named('1')).status).toBe(200)
    expect(error(await named('2'))).toEqual([400, 'invalid_argument', 'Connect-Protocol-Version must be "1": got "2"'])
  })

  it('answers at the path of the installation’s own host too', async () => {
    expect((await service.call(`public-api/${TOKENS}/ListPersonalAccessTokens`)).status).toBe(200)
  })

  it('answers an unknown service or method with a bare 404, in text or as a page', async () => {
    for (const path of [`${TOKENS}/RevokeEverything`, 'gitpod.experimental.v1.Nothing/Do', `${TOKENS}/toString`, 'x']) {
      const answer = await service.call(path)
      expect([answer.status, answer.text]).toEqual([404, '404 page not found\n'])
    }
    const page = await service.call('gitpod.v1.OrganizationService/Nothing')
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
    expect(page.text).toContain('Cannot POST /gitpod.v1.OrganizationService/Nothing')
  })

  it('says unimplemented where the service has a method and leaves it so', async () => {
    const answer = await service.call('gitpod.experimental.v1.UserService/CreateSSHKey')
    const message = 'gitpod.experimental.v1.UserService.CreateSSHKey is not implemented'
    expect(error(answer)).toEqual([404, 'unimplemented', message])
  })

  it('has no TokensService on an installation without a signing key', async () => {
    service.state.tokensServiceMounted = false
    expect((await service.tokens('List')).status).toBe(404)
    expect((await service.call('gitpod.experimental.v1.UserService/GetAuthenticatedUser')).status).toBe(200)
  })
})

describe('credentials', () => {
  it('refuses a call without any, and one with a cookie only', async () => {
    const send = (headers: Record<string, string>): Promise<Answer> =>
      request(`${service.origin}/${TOKENS}/ListPersonalAccessTokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{}',
      })
    const none = [401, 'unauthenticated', 'No access token or cookie credentials available on request.']
    expect(error(await send({}))).toEqual(none)
    expect(error(await send({ authorization: `token ${service.own.value}` }))).toEqual(none)
    expect(error(await send({ authorization: `bearer ${service.own.value}` }))).toEqual(none)
    const cookie = [401, 'unauthenticated', 'No cookie credentials present on request.']
    expect(error(await send({ cookie: 'a=b' }))).toEqual(cookie)
  })

  it('refuses a token that is unknown, cut or deleted', async () => {
    const gone = service.state.addToken(service.userId, {
      name: 'gone',
      expirationTime: START + 1,
      scopes: FULL_ACCESS,
    })
    await service.tokens('Delete', { id: gone.id })
    for (const value of ['gitpod_pat_x.y', service.own.value.slice(0, -1), gone.value]) {
      expect(error(await service.tokens('List', {}, value))).toEqual(UNKNOWN_CALLER)
    }
  })

  it('refuses a token from the moment it ends', async () => {
    service.clock = Date.parse(LATER) - 1
    expect((await service.tokens('List')).status).toBe(200)
    service.clock = Date.parse(LATER)
    expect(error(await service.tokens('List'))).toEqual(UNKNOWN_CALLER)
  })

  it('refuses a token without scopes, each service in its own words', async () => {
    const { value } = service.state.addToken(service.userId, { name: 'no scopes', expirationTime: START + 1000 })
    const denied = (what: string): unknown[] => [403, 'permission_denied', `Request ${what} is not allowed`]
    expect(error(await service.tokens('List', {}, value))).toEqual(denied('getLoggedInUser'))
    const teams = await service.call('gitpod.experimental.v1.TeamsService/ListTeams', {}, { value })
    expect(error(teams)).toEqual(denied('getTeams'))
    const organizations = await service.call('gitpod.v1.OrganizationService/ListOrganizations', {}, { value })
    expect(error(organizations)).toEqual([401, 'unauthenticated', 'unauthenticated'])
  })

  it('looks at the arguments before it looks at the caller', async () => {
    const answer = await service.tokens('Delete', { id: 'x' }, 'gitpod_pat_x.y')
    expect(error(answer)).toEqual([400, 'invalid_argument', 'Token ID must be a valid UUID'])
  })
})

describe('who am I and where', () => {
  it('tells the user', async () => {
    const { body } = await service.call('gitpod.experimental.v1.UserService/GetAuthenticatedUser')
    expect(body).toEqual({
      user: {
        id: service.userId,
        name: 'ada',
        avatarUrl: 'https://avatars.example/ada.png',
        createdAt: '2026-05-10T11:59:58.500Z',
      },
    })
  })

  it('lists teams without a slug, and nothing at all for those in none', async () => {
    const list = (): Promise<Answer> => service.call('gitpod.experimental.v1.TeamsService/ListTeams')
    expect((await list()).body).toEqual({})
    const eve = service.state.addUser({ name: 'eve' }).id
    const team = service.state.addTeam({ name: 'Acme', slug: 'acme', members: [service.userId, eve] })
    service.state.addTeam({ name: 'Others', members: [eve] })
    const teams = listField((await list()).body, 'teams')
    expect(teams).toHaveLength(1)
    expect(teams[0]).not.toHaveProperty('slug')
    expect(teams[0]).toMatchObject({
      id: team.id,
      name: 'Acme',
      members: [
        { userId: service.userId, role: 'TEAM_ROLE_OWNER', memberSince: '2026-05-10T12:00:00Z', fullName: 'ada' },
        { userId: eve, role: 'TEAM_ROLE_MEMBER' },
      ],
      teamInvitation: { id: team.invitationId },
    })
  })

  it('lists organizations with slug and total, in pages counted from 0', async () => {
    const list = (pagination?: object): Promise<Answer> =>
      service.call('gitpod.v1.OrganizationService/ListOrganizations', { pagination })
    expect((await list()).body).toEqual({ pagination: {} })
    const ids = ['one', 'two', 'three'].map(
      (slug) => service.state.addTeam({ name: slug, slug, members: [service.userId] }).id,
    )
    const second = await list({ page: 1, pageSize: 2 })
    expect(second.body).toEqual({
      organizations: [{ id: ids[2], name: 'three', creationTime: '2026-05-10T12:00:00Z', slug: 'three' }],
      pagination: { total: 3 },
    })
    expect(listField((await list({ page: 5 })).body, 'organizations')).toHaveLength(3)
  })
})
