import { beforeEach, describe, expect, it } from 'vitest'
import { listField, textField, type Answer } from './client.ts'
import { DAY, error, FORBIDDEN, PulumiFixture, refused, SECONDS, START } from './pulumi-fixture.ts'

const service = new PulumiFixture()

describe('organizations', () => {
  it('hides an organization from those who are no members', async () => {
    const { value } = service.state.addPersonalToken('eve')
    for (const path of ['', '/metadata', '/teams', '/roles?uxPurpose=role', '/tokens', '/teams/data/tokens']) {
      const answer = await service.call(value, 'GET', `/api/orgs/acme${path}`)
      expect(error(answer)).toEqual(refused(404, "Not Found: Organization 'acme' not found"))
    }
    const unknown = await service.call(service.ada, 'GET', '/api/orgs/nowhere')
    expect(error(unknown)).toEqual(refused(404, "Not Found: Organization 'nowhere' not found"))
  })

  it('tells the expiry policy in the metadata only', async () => {
    service.state.addOrganization({ name: 'strict', display: 'Strict', plan: 'pro', maxTokenDays: 90 })
    service.state.addMember('strict', 'bob', 'member')
    const { value } = service.state.addPersonalToken('bob', { expiresAt: START + 1000 })
    const detail = await service.call(value, 'GET', '/api/orgs/strict')
    expect(detail.body).toMatchObject({ githubLogin: 'strict', name: 'Strict', repos: [] })
    expect(detail.body).not.toHaveProperty('maxAccessTokenExpiryDays')
    const metadata = await service.call(value, 'GET', '/api/orgs/strict/metadata')
    expect(metadata.body).toMatchObject({ maxAccessTokenExpiryDays: 90, userRole: 'member' })
    expect((await service.call(service.ada, 'GET', '/api/orgs/acme/metadata')).body).toMatchObject({
      maxAccessTokenExpiryDays: null,
    })
  })

  it('lets admins set and clear the policy, between 1 and 3650 days', async () => {
    const set = (value: string, days?: number): Promise<Answer> =>
      service.call(value, 'PATCH', '/api/orgs/acme', { setMaxAccessTokenExpiryDays: days })
    expect(error(await set(service.bob, 30))).toEqual(FORBIDDEN)
    for (const days of [-1, 3651]) expect((await set(service.ada, days)).status).toBe(400)
    expect((await set(service.ada)).body).toMatchObject({ maxAccessTokenExpiryDays: null })
    const lasting = service.state.addPersonalToken('ada', { expiresAt: START + DAY * 1000 }).value
    expect((await set(lasting, 30)).body).toMatchObject({ maxAccessTokenExpiryDays: 30 })
    expect((await set(lasting, 0)).body).toMatchObject({ maxAccessTokenExpiryDays: null })
  })

  it('lists teams with the caller’s role, and one team', async () => {
    const { body } = await service.call(service.bob, 'GET', '/api/orgs/acme/teams')
    expect(listField(body, 'teams')).toMatchObject([
      { kind: 'pulumi', name: 'data', displayName: 'Data', userRole: 'admin', members: [{ githubLogin: 'bob' }] },
      { kind: 'github', name: 'ops', displayName: 'Ops', userRole: 'none', members: [] },
    ])
    expect((await service.call(service.ada, 'GET', '/api/orgs/acme/teams/ops')).body).toMatchObject({ name: 'ops' })
    const none = await service.call(service.ada, 'GET', '/api/orgs/acme/teams/none')
    expect(error(none)).toEqual(refused(404, "Not Found: Team 'none' not found"))
  })

  it('lists roles of one purpose, which must be named', async () => {
    service.state.addRole('acme', { name: 'Reader', description: 'reads' })
    const { body } = await service.call(service.ada, 'GET', '/api/orgs/acme/roles?uxPurpose=role')
    expect(listField(body, 'roles')).toMatchObject([
      { name: 'Member', defaultIdentifier: 'member', isOrgDefault: true },
      { name: 'Admin', defaultIdentifier: 'admin', isOrgDefault: false },
      { name: 'Billing Manager' },
      { name: 'Reader', description: 'reads', defaultIdentifier: '', uxPurpose: 'role', version: 1 },
    ])
    expect((await service.call(service.ada, 'GET', '/api/orgs/acme/roles?uxPurpose=policy')).body).toEqual({
      roles: [],
    })
    for (const query of ['', '?uxPurpose=token']) {
      const answer = await service.call(service.ada, 'GET', `/api/orgs/acme/roles${query}`)
      expect(error(answer)).toEqual(refused(400, 'Bad Request: Role purpose is not valid'))
    }
  })
})

describe('organization tokens', () => {
  const path = '/api/orgs/acme/tokens'

  it('gives the default role, the admin role or the one asked for', async () => {
    const reader = service.state.addRole('acme', { name: 'Reader' })
    expect((await service.call(service.ada, 'POST', path, { name: 'plain', description: 'd' })).status).toBe(200)
    expect((await service.call(service.ada, 'POST', path, { name: 'root', admin: true })).status).toBe(200)
    expect((await service.call(service.ada, 'POST', path, { name: 'reads', roleID: reader.id })).status).toBe(200)
    expect(listField((await service.call(service.ada, 'GET', path)).body, 'tokens')).toMatchObject([
      {
        name: 'plain',
        description: 'd',
        admin: false,
        type: 'organization',
        createdBy: 'ada',
        role: { name: 'Member' },
      },
      { name: 'root', admin: true, role: { name: 'Admin', defaultIdentifier: 'admin' } },
      { name: 'reads', admin: false, role: { id: reader.id, name: 'Reader', defaultIdentifier: 'member' } },
    ])
    expect(await service.names(service.ada, `/api/orgs/acme/roles/${reader.id}/tokens`)).toEqual(['reads'])
    expect((await service.call(service.ada, 'POST', path, { name: 'other', roleID: 'none' })).status).toBe(404)
    expect(await service.names(service.ada, path)).toEqual(['plain', 'root', 'reads'])
  })

  it('refuses a name of other characters, of more than 40, and an empty one', async () => {
    const create = (name: unknown): Promise<Answer> => service.call(service.ada, 'POST', path, { name })
    const characters = 'Bad Request: Token name may only contain alphanumeric, hyphens, or underscores'
    for (const name of ['with space', 'slash/ed', 'dotted.', 'umläut', ' ']) {
      expect(error(await create(name))).toEqual(refused(400, characters))
    }
    for (const name of ['x'.repeat(41), '', undefined, 5]) expect((await create(name)).status).toBe(400)
    expect((await create('x'.repeat(40))).status).toBe(200)
    expect((await create('A-z_9')).status).toBe(200)
  })

  it('keeps a name for ever, across the organization and its teams', async () => {
    const taken = refused(409, 'Conflict: token name already exists')
    const created = await service.call(service.ada, 'POST', path, { name: 'ci' })
    expect(error(await service.call(service.ada, 'POST', path, { name: 'ci' }))).toEqual(taken)
    expect((await service.call(service.ada, 'DELETE', `${path}/${textField(created.body, 'id')}`)).status).toBe(204)
    expect(error(await service.call(service.ada, 'POST', path, { name: 'ci' }))).toEqual(taken)
    expect(error(await service.call(service.ada, 'POST', '/api/orgs/acme/teams/data/tokens', { name: 'ci' }))).toEqual(
      taken,
    )
    service.state.addOrganization({ name: 'other', display: 'Other', plan: 'pro' })
    service.state.addMember('other', 'ada', 'admin')
    expect((await service.call(service.ada, 'POST', '/api/orgs/other/tokens', { name: 'ci' })).status).toBe(200)
  })

  it('does not take a name for a creation that was refused', async () => {
    expect((await service.call(service.ada, 'POST', path, { name: 'ci', expires: 1 })).status).toBe(400)
    expect((await service.call(service.ada, 'POST', path, { name: 'ci' })).status).toBe(200)
  })

  it('is for admins only', async () => {
    const { id } = service.state.addOrganizationToken('acme', { name: 'ci' })
    const member = service.state.addOrganizationToken('acme', { name: 'machine' }).value
    for (const value of [service.bob, member]) {
      expect(error(await service.call(value, 'GET', path))).toEqual(FORBIDDEN)
      expect(error(await service.call(value, 'POST', path, { name: 'x' }))).toEqual(FORBIDDEN)
      expect(error(await service.call(value, 'DELETE', `${path}/${id}`))).toEqual(FORBIDDEN)
    }
  })

  it('lets an admin organization token list, but neither create nor delete', async () => {
    const { id, value } = service.state.addOrganizationToken('acme', { name: 'root', admin: true })
    expect(await service.names(value, path)).toEqual(['root'])
    expect(error(await service.call(value, 'POST', path, { name: 'x' }))).toEqual(FORBIDDEN)
    expect(error(await service.call(value, 'DELETE', `${path}/${id}`))).toEqual(FORBIDDEN)
  })

  it('is not there on a plan without them', async () => {
    service.state.addOrganization({ name: 'solo', display: 'Solo', plan: 'individual' })
    service.state.addMember('solo', 'ada', 'admin')
    for (const method of ['GET', 'POST']) {
      const answer = await service.call(
        service.ada,
        method,
        '/api/orgs/solo/tokens',
        method === 'POST' ? { name: 'x' } : undefined,
      )
      expect(error(answer)).toMatchObject({ status: 400, code: 400 })
    }
  })

  it('answers 404 for a token that is not the organization’s', async () => {
    const team = service.state.addTeamToken('acme', 'data', { name: 'etl' })
    for (const id of [team.id, 'none'])
      expect((await service.call(service.ada, 'DELETE', `${path}/${id}`)).status).toBe(404)
    expect(service.state.findTokenByValue(team.value)).toBeDefined()
  })
})

describe('team tokens', () => {
  const path = '/api/orgs/acme/teams/data/tokens'

  it('is for admins of the team and of the organization', async () => {
    for (const [value, name] of [
      [service.ada, 'by-ada'],
      [service.bob, 'by-bob'],
    ] as const) {
      const created = await service.call(value, 'POST', path, { name, expires: SECONDS + DAY })
      expect(created.status).toBe(200)
    }
    expect(await service.names(service.bob, path)).toEqual(['by-ada', 'by-bob'])
    expect(listField((await service.call(service.bob, 'GET', path)).body, 'tokens')[0]).toMatchObject({
      type: 'team',
      admin: false,
    })
    const ops = '/api/orgs/acme/teams/ops/tokens'
    expect(error(await service.call(service.bob, 'GET', ops))).toEqual(FORBIDDEN)
    expect(error(await service.call(service.bob, 'POST', ops, { name: 'x' }))).toEqual(FORBIDDEN)
    const machine = service.state.addTeamToken('acme', 'data', { name: 'machine' }).value
    expect(error(await service.call(machine, 'POST', path, { name: 'x' }))).toEqual(FORBIDDEN)
  })

  it('is not there on a plan without them', async () => {
    service.state.addOrganization({ name: 'small', display: 'Small', plan: 'essentials' })
    service.state.addMember('small', 'ada', 'admin')
    service.state.addTeam('small', { name: 'all', displayName: 'All', kind: 'pulumi' })
    expect((await service.call(service.ada, 'GET', '/api/orgs/small/teams/all/tokens')).status).toBe(400)
    expect((await service.call(service.ada, 'GET', '/api/orgs/small/tokens')).status).toBe(200)
  })

  it('tells on deletion what is no team token from what is not there', async () => {
    const { state } = service
    const own = state.addTeamToken('acme', 'data', { name: 'etl' }).id
    const organization = state.addOrganizationToken('acme', { name: 'ci' }).id
    const other = state.addTeamToken('acme', 'ops', { name: 'pager' }).id
    expect((await service.call(service.bob, 'DELETE', `${path}/${own}?reason=rotation`)).status).toBe(204)
    const kind = refused(400, 'Bad Request: the requested token is not a team token')
    expect(error(await service.call(service.bob, 'DELETE', `${path}/${organization}`))).toEqual(kind)
    for (const id of [own, other, 'none'])
      expect((await service.call(service.bob, 'DELETE', `${path}/${id}`)).status).toBe(404)
  })
})

describe('the expiry policy', () => {
  const policy = refused(
    403,
    "The `strict` organization enforces a max access token expiry of `30` days that your current token does not meet. Please generate a new token with a TTL meeting your org's threshold to perform this request.",
  )
  let admin: string

  beforeEach(() => {
    const { state } = service
    state.addOrganization({ name: 'strict', display: 'Strict', plan: 'enterprise', maxTokenDays: 30 })
    state.addMember('strict', 'ada', 'admin')
    state.addTeam('strict', { name: 'all', displayName: 'All', kind: 'pulumi' })
    admin = state.addPersonalToken('ada', { expiresAt: START + 30 * DAY * 1000 }).value
  })

  it('refuses a credential that never ends, but not at other organizations', async () => {
    expect(error(await service.call(service.ada, 'GET', '/api/orgs/strict'))).toEqual(policy)
    expect((await service.call(service.ada, 'GET', '/api/orgs/acme')).status).toBe(200)
    expect((await service.call(service.ada, 'GET', '/api/user')).status).toBe(200)
  })

  it('goes by the life that is left, not by the one a token began with', async () => {
    const { value } = service.state.addPersonalToken('ada', { expiresAt: START + 40 * DAY * 1000 })
    expect(error(await service.call(value, 'GET', '/api/orgs/strict'))).toEqual(policy)
    service.clock = START + 10 * DAY * 1000
    expect((await service.call(value, 'GET', '/api/orgs/strict')).status).toBe(200)
  })

  it('refuses organization and team tokens without an expiry or with one too far', async () => {
    for (const path of ['/api/orgs/strict/tokens', '/api/orgs/strict/teams/all/tokens']) {
      const create = (name: string, expires?: number): Promise<Answer> =>
        service.call(admin, 'POST', path, { name, expires })
      const name = path.includes('teams') ? 'team' : 'organization'
      for (const expires of [undefined, 0, SECONDS + 30 * DAY + 1]) {
        expect(error(await create(name, expires))).toEqual(policy)
      }
      expect((await create(name, SECONDS + 30 * DAY)).status).toBe(200)
    }
  })

  it('does not stop personal tokens from being made', async () => {
    expect((await service.call(admin, 'POST', '/api/user/tokens', { description: 'x', expires: 0 })).status).toBe(200)
  })
})
