import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Draft } from '#shared/model/operation'
import type { PartScope, ProviderSession } from '#main/ports/provider'
import type { PulumiSimulator } from '#test/simulators/pulumi/index'
import { plantedPulumi, pulumiOrganization, pulumiPersonal, pulumiTeam } from './stages/pulumi.ts'
import { day, listed, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

let simulator: PulumiSimulator
let session: ProviderSession

beforeEach(async () => {
  const planted = await plantedPulumi()
  simulator = planted.simulator
  session = as(planted.credential)
})

afterEach(async () => {
  await simulator.close()
})

function as(credential: string): ProviderSession {
  return connected('pulumi', simulator.origin, credential).session
}

const kinds = (parts: readonly PartScope[]): string[] => parts.map(({ kind, owner }) => `${kind} of ${owner.id}`)

describe('who a Pulumi credential is', () => {
  it('is a person with organizations and teams', async () => {
    const identity = await session.identify(never)
    const { id } = simulator.state.user('ada')
    expect(identity).toEqual({
      id,
      login: 'ada',
      name: 'Ada',
      email: 'ada@example.com',
      kind: 'person',
      organizations: [{ id: 'acme', name: 'Acme', role: 'admin' }],
      teams: [{ id: 'platform', name: 'Platform', organization: 'acme' }],
    })
    expect(session.parts(identity)).toEqual([
      { owner: { kind: 'me', id, name: 'Ada' }, kind: 'personal' },
      pulumiOrganization,
      pulumiTeam,
    ])
  })

  it('is an organization for one of its tokens, which has no personal tokens', async () => {
    const { value } = simulator.state.addOrganizationToken('acme', { name: 'ci', admin: true })
    const identity = await as(value).identify(never)
    expect(identity).toMatchObject({ id: 'acme', kind: 'organization', name: 'Acme', tokenName: 'ci' })
    expect(identity).not.toHaveProperty('email')
    expect(kinds(session.parts(identity))).toEqual(['organization of acme', 'team of platform'])
  })

  it('is a team for one of its tokens, which sees its team only', async () => {
    simulator.state.addTeam('acme', { name: 'other', displayName: '', kind: 'pulumi' })
    const { value } = simulator.state.addTeamToken('acme', 'platform', { name: 'ci' })
    const identity = await as(value).identify(never)
    expect(identity).toMatchObject({ id: 'acme/platform', kind: 'team', tokenName: 'ci' })
    expect(kinds(session.parts(identity))).toEqual(['team of platform'])
  })

  it.each([401, 403, 404, 500])('is known without the teams of an organization that answers %i', async (status) => {
    simulator.state.addOrganization({ name: 'beta', display: 'Beta', plan: 'enterprise' })
    simulator.state.addMember('beta', 'ada', 'member')
    simulator.state.addTeam('beta', { name: 'web', displayName: '', kind: 'pulumi' })
    simulator.faults.add({
      match: { path: '/api/orgs/acme/teams' },
      fault: { kind: 'status', status },
      times: Infinity,
    })
    const asked = session.identify(never)
    if (status === 401) return expect(await failureOf(() => asked)).toMatchObject({ kind: 'wrong-token' })
    expect((await asked).teams).toEqual([{ id: 'web', name: 'web', organization: 'beta' }])
  })

  it('is not known when the network fails among its organizations', async () => {
    simulator.faults.add({ match: { path: '/api/orgs/acme/teams' }, fault: { kind: 'drop' }, times: Infinity })
    expect(await failureOf(() => session.identify(never))).toMatchObject({ kind: 'offline' })
  })

  it('does not ask an organization by a name that would lead elsewhere', async () => {
    simulator.state.addOrganization({ name: 'a/../b ?#', display: 'Odd', plan: 'enterprise' })
    simulator.state.addMember('a/../b ?#', 'ada', 'admin')
    const { value } = simulator.state.addOrganizationToken('a/../b ?#', { name: 'odd' })
    const identity = await session.identify(never)
    const part = session.parts(identity).find(({ owner }) => owner.id === 'a/../b ?#')
    expect((await listed(session, part!)).tokens).toMatchObject([{ name: 'odd' }])
    expect(value).toMatch(/^pul-/)
  })
})

describe('Pulumi tokens as listed', () => {
  it('tells every fact of a personal token', async () => {
    const token = { description: 'Laptop', createdAt: now - day, lastUsedAt: now - 5000, expiresAt: now + day }
    const { id } = simulator.state.addPersonalToken('ada', token)
    const { tokens } = await listed(session, pulumiPersonal)
    expect(tokens.find(({ issuerId }) => issuerId === id)).toEqual({
      issuerId: id,
      name: 'Laptop',
      description: 'Laptop',
      created: { kind: 'at', at: now - day },
      lastUsed: { kind: 'at', at: now - 5000 },
      expiry: { kind: 'at', at: now + day },
      scopes: { kind: 'full' },
      createdBy: 'ada',
    })
  })

  it('tells "never" from a date, and names a token without a description by its id', async () => {
    const { id } = simulator.state.addPersonalToken('ada')
    const { tokens } = await listed(session, pulumiPersonal)
    expect(tokens.find(({ issuerId }) => issuerId === id)).toMatchObject({
      name: id,
      lastUsed: { kind: 'never' },
      expiry: { kind: 'never' },
    })
  })

  it('has the expired ones too', async () => {
    simulator.state.addPersonalToken('ada', { description: 'old', expiresAt: now - day })
    const { tokens } = await listed(session, pulumiPersonal)
    expect(tokens.map(({ name }) => name)).toEqual(['Keyrack', 'old'])
  })

  it('marks the refresh tokens of agent sign-ups among the personal ones', async () => {
    simulator.state.addPersonalToken('ada', { description: 'agent', kind: 'refresh' })
    const { tokens } = await listed(session, pulumiPersonal)
    expect(tokens.map(({ scopes }) => scopes)).toEqual([{ kind: 'full' }, { kind: 'listed', names: ['refresh'] }])
  })

  it('tells role, admin and maker of an organization token', async () => {
    const role = simulator.state.addRole('acme', { name: 'Deployer' })
    simulator.state.addOrganizationToken('acme', { name: 'deploy', roleId: role.id, description: 'CI' })
    simulator.state.addOrganizationToken('acme', { name: 'root', admin: true })
    expect((await listed(session, pulumiOrganization)).tokens).toMatchObject([
      { name: 'deploy', description: 'CI', role: 'Deployer', scopes: { kind: 'unknown' }, createdBy: 'ada' },
      { name: 'root', role: 'Admin', admin: true, scopes: { kind: 'full' } },
    ])
  })

  it('are those of one team only', async () => {
    simulator.state.addTeam('acme', { name: 'web', displayName: 'Web', kind: 'pulumi' })
    simulator.state.addTeamToken('acme', 'web', { name: 'web-ci' })
    simulator.state.addTeamToken('acme', 'platform', { name: 'platform-ci' })
    const { tokens } = await listed(session, pulumiTeam)
    expect(tokens.map(({ name, scopes }) => [name, scopes.kind])).toEqual([['platform-ci', 'full']])
  })

  it('are refused to members who may not see them, by a failure of that part', async () => {
    simulator.state.addUser({ login: 'bob', name: 'Bob', email: '' })
    simulator.state.addMember('acme', 'bob', 'member')
    const bob = as(simulator.state.addPersonalToken('bob').value)
    expect(await failureOf(() => listed(bob, pulumiOrganization))).toMatchObject({
      kind: 'missing-permission',
      provider: 'Pulumi Cloud',
      said: 'You do not have permission to perform this operation.',
    })
    expect((await listed(bob, pulumiPersonal)).tokens).toHaveLength(1)
  })

  it('need a plan that has them', async () => {
    simulator.state.addOrganization({ name: 'small', display: 'Small', plan: 'individual' })
    simulator.state.addMember('small', 'ada', 'admin')
    const part: PartScope = { owner: { kind: 'organization', id: 'small', name: 'Small' }, kind: 'organization' }
    expect(await failureOf(() => listed(session, part))).toMatchObject({ kind: 'plan-needed' })
  })

  it('are refused to a token that lives longer than the organization allows, which says how long', async () => {
    simulator.state.organization('acme').maxTokenDays = 30
    expect(await failureOf(() => listed(session, pulumiOrganization))).toMatchObject({
      kind: 'expiry-policy',
      limit: 30,
    })
  })
})

describe('the form for a Pulumi token', () => {
  it('has the organization’s roles and its expiry policy', async () => {
    simulator.state.organization('acme').maxTokenDays = 120
    simulator.state.addRole('acme', { name: 'Deployer', description: 'Deploys' })
    simulator.state.addRole('acme', { name: 'Not for tokens', uxPurpose: 'policy' })
    const options = await session.formOptions(pulumiOrganization, never)
    expect(options.maxDays).toBe(120)
    expect(options.roles.map(({ name }) => name)).toEqual(['Member', 'Admin', 'Billing Manager', 'Deployer'])
    expect(options.roles[3]).toMatchObject({ description: 'Deploys' })
    expect(await session.formOptions(pulumiTeam, never)).toEqual({ roles: [], maxDays: 120, scopes: [] })
  })

  it('asks nothing for a personal token', async () => {
    expect(await session.formOptions(pulumiPersonal, never)).toEqual({ roles: [], maxDays: null, scopes: [] })
    expect(simulator.requests).toEqual([])
  })

  it('opens without what the organization does not tell', async () => {
    simulator.faults.add({ fault: { kind: 'status', status: 403 }, times: Infinity })
    expect(await session.formOptions(pulumiOrganization, never)).toEqual({ roles: [], maxDays: null, scopes: [] })
  })

  it('does not open without a network', async () => {
    await simulator.close()
    expect(await failureOf(() => session.formOptions(pulumiOrganization, never))).toMatchObject({ kind: 'offline' })
  })
})

describe('making a Pulumi token', () => {
  const draft: Draft = { name: 'deploy', description: 'CI', expiry: { kind: 'at', at: now + 30 * day + 999 } }

  it.each([pulumiPersonal, pulumiOrganization, pulumiTeam])(
    'gives a secret that works and a token that is listed',
    async (part) => {
      const identity = await session.identify(never)
      const made = await session.create(part, draft, never)
      const secret = made.secret.use((value) => value)
      expect(secret).toMatch(/^pul-[0-9a-f]{40}$/)
      const found = (await listed(session, part)).tokens.find(({ issuerId }) => issuerId === made.token.issuerId)
      const { role: _role, createdBy: _createdBy, ...facts } = found!
      expect(made.token).toEqual(facts)
      expect(made.token.expiry).toEqual({ kind: 'at', at: now + 30 * day })
      const token = tokenOf('pulumi', part, made.token)
      expect(await session.probe(part, token, identity, made.secret, never)).toEqual({
        kind: part.kind === 'personal' ? 'works' : 'proven',
      })
    },
  )

  it('never expires when that is wanted', async () => {
    const made = await session.create(pulumiTeam, { ...draft, expiry: { kind: 'never' } }, never)
    expect(made.token.expiry).toEqual({ kind: 'never' })
    expect(simulator.state.tokens.at(-1)).toMatchObject({ name: 'deploy', expires: 0 })
  })

  it('gives an organization token the role and the rights that were asked for', async () => {
    const role = simulator.state.addRole('acme', { name: 'Deployer' })
    await session.create(pulumiOrganization, { ...draft, roleId: role.id }, never)
    expect(simulator.state.tokens.at(-1)).toMatchObject({ admin: false, role: { name: 'Deployer' } })
    const made = await session.create(pulumiOrganization, { ...draft, name: 'root', admin: true }, never)
    expect(simulator.state.tokens.at(-1)).toMatchObject({ admin: true })
    expect(made.token).toMatchObject({ admin: true, scopes: { kind: 'full' } })
  })

  it('needs a name that no token of the organization has or ever had', async () => {
    const made = await session.create(pulumiOrganization, draft, never)
    const token = tokenOf('pulumi', pulumiOrganization, made.token)
    await session.revoke(pulumiOrganization, token, never)
    expect(await failureOf(() => session.create(pulumiTeam, draft, never))).toMatchObject({
      kind: 'name-taken',
      field: 'name',
      said: 'Conflict: token name already exists',
    })
  })

  it.each([
    ['name', { ...draft, name: 'two words' }],
    ['expiry', { ...draft, expiry: { kind: 'at', at: now + 3000 * day } as const }],
    ['expiry', { ...draft, expiry: { kind: 'at', at: now - day } as const }],
  ])('names the field %s when that is what is wrong', async (field, wrong) => {
    expect(await failureOf(() => session.create(pulumiOrganization, wrong, never))).toMatchObject({
      kind: 'invalid-input',
      field,
    })
  })

  it('is held to the organization’s expiry policy', async () => {
    // The account's own token lives 90 days, so that it may call; the new one may not live longer.
    simulator.state.organization('acme').maxTokenDays = 100
    const longer = { ...draft, expiry: { kind: 'at', at: now + 200 * day } as const }
    expect(await failureOf(() => session.create(pulumiOrganization, longer, never))).toMatchObject({
      kind: 'expiry-policy',
      limit: 100,
    })
  })
})

describe('revoking a Pulumi token', () => {
  it('ends a token of every kind, and says so when it was gone already', async () => {
    const planted = [
      [pulumiPersonal, simulator.state.addPersonalToken('ada').id],
      [pulumiPersonal, simulator.state.addPersonalToken('ada', { kind: 'refresh' }).id],
      [pulumiOrganization, simulator.state.addOrganizationToken('acme', { name: 'a' }).id],
      [pulumiTeam, simulator.state.addTeamToken('acme', 'platform', { name: 'b' }).id],
    ] as const
    for (const [part, issuerId] of planted) {
      const token = tokenOf('pulumi', part, { issuerId, name: '' })
      expect(await session.revoke(part, token, never)).toBe('revoked')
      expect(simulator.state.store.find(issuerId)).toBeUndefined()
      expect(await session.revoke(part, token, never)).toBe('already-gone')
    }
  })

  it('does not take a hidden organization for a token that is gone', async () => {
    const { id } = simulator.state.addOrganizationToken('acme', { name: 'a' })
    const token = tokenOf('pulumi', pulumiOrganization, { issuerId: id, name: 'a' })
    simulator.state.organization('acme').members.set('ada', 'none')
    expect(await failureOf(() => session.revoke(pulumiOrganization, token, never))).toMatchObject({ kind: 'not-found' })
  })

  it('does not take a router’s 404 for a token that is gone', async () => {
    const { id } = simulator.state.addPersonalToken('ada')
    const token = tokenOf('pulumi', pulumiPersonal, { issuerId: id, name: '' })
    simulator.faults.add({ match: { method: 'DELETE' }, fault: { kind: 'status', status: 404 } })
    expect(await failureOf(() => session.revoke(pulumiPersonal, token, never))).toMatchObject({ kind: 'not-found' })
    expect(simulator.state.store.find(id)).toBeDefined()
  })

  it('never addresses the whole collection', async () => {
    for (const issuerId of ['', '.', '..']) {
      const token = tokenOf('pulumi', pulumiPersonal, { issuerId, name: '' })
      expect(await failureOf(() => session.revoke(pulumiPersonal, token, never))).toMatchObject({ kind: 'internal' })
    }
    expect(simulator.requests).toEqual([])
  })
})

describe('what Pulumi cannot do', () => {
  it('changes and regenerates no token', async () => {
    const token = tokenOf('pulumi', pulumiPersonal, { issuerId: 'a', name: 'a' })
    expect(await failureOf(() => session.update(pulumiPersonal, token, {}, never))).toMatchObject({
      kind: 'not-supported',
    })
    expect(await failureOf(() => session.regenerate(pulumiPersonal, token, { kind: 'never' }, never))).toMatchObject({
      kind: 'not-supported',
    })
    expect(simulator.requests).toEqual([])
  })
})
