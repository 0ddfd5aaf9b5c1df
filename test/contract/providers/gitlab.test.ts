import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Token } from '#shared/model/token'
import type { PartScope, ProviderSession } from '#main/ports/provider'
import type { GitlabToken } from '#test/simulators/gitlab/model'
import type { NewToken } from '#test/simulators/gitlab/state'
import { plantedGitlab, type PlantedGitlab } from './stages/gitlab.ts'
import { day, listed, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

const midnight = Math.floor(now / day) * day

let planted: PlantedGitlab
let session: ProviderSession

beforeEach(async () => {
  planted = await plantedGitlab()
  ;({ session } = connected('gitlab', planted.simulator.origin, planted.credential))
})

afterEach(async () => {
  await planted.simulator.close()
})

const state = () => planted.simulator.state
const as = (token: GitlabToken) => connected('gitlab', planted.simulator.origin, token.value).session
const row = (part: PartScope, { id, name }: GitlabToken): Token =>
  tokenOf('gitlab', part, { issuerId: String(id), name })

function ofAda(name: string, more: Partial<NewToken> = {}): GitlabToken {
  return state().addToken(planted.ada, { name, scopes: ['read_api'], expiresOn: state().day(30), ...more })
}

function ofSite(name: string, more: Partial<NewToken> & { level?: 10 | 20 | 30 | 40 | 50 } = {}): GitlabToken {
  const common = { name, scopes: ['api'], expiresOn: state().day(30) }
  return state().addResourceToken(planted.project, { ...common, ...more })
}

describe('who a GitLab credential is', () => {
  it('is a person with the groups they own and the projects they maintain', async () => {
    const { ada } = planted
    state().addGroup({ path: 'guests', members: { [ada.id]: 40 } })
    state().addProject({ path: 'theirs', members: { [ada.id]: 30 } })
    state().addProject({ path: 'public', visibility: 'public' })
    const identity = await session.identify(never)
    expect(identity).toEqual({
      id: String(ada.id),
      login: 'ada',
      name: 'Ada',
      email: 'ada@gitlab.example',
      kind: 'person',
      tokenName: 'Keyrack',
      tokenId: '1',
      organizations: [],
      teams: [],
      owners: [planted.ofGroup.owner, planted.ofProject.owner],
    })
    expect(session.parts(identity)).toEqual([planted.personal, planted.ofGroup, planted.ofProject])
  })

  it('has all of more projects than fit on a page', async () => {
    for (let at = 0; at < 150; at += 1) state().addProject({ path: `p${at}`, members: { [planted.ada.id]: 40 } })
    const { owners } = await session.identify(never)
    expect(owners).toHaveLength(152)
  })

  it('is the bot of a project, which has no tokens of its own', async () => {
    const identity = await as(ofSite('ci')).identify(never)
    expect(identity).toMatchObject({ kind: 'service-account', tokenName: 'ci', owners: [planted.ofProject.owner] })
    expect(session.parts(identity)).toEqual([planted.ofProject])
  })

  it('is the bot of a project also where its scopes do not let it ask who it is', async () => {
    const identity = await as(ofSite('ci', { scopes: ['read_repository'] })).identify(never)
    const owner = { ...planted.ofProject.owner, name: `project ${planted.project.id}` }
    expect(identity).toMatchObject({ kind: 'service-account', owners: [owner] })
    expect(session.parts(identity)).toEqual([{ owner, kind: 'project' }])
  })

  it('is known by its number when its scopes do not let it ask who it is', async () => {
    const identity = await as(ofAda('ci', { scopes: ['read_repository'] })).identify(never)
    expect(identity).toMatchObject({ id: String(planted.ada.id), login: String(planted.ada.id), tokenName: 'ci' })
  })

  it('is known to old instances, which do not say which token calls', async () => {
    planted.simulator.faults.add({ match: { path: /self/ }, fault: { kind: 'status', status: 404 } })
    const identity = await session.identify(never)
    expect(identity.login).toBe('ada')
    expect(identity.tokenId).toBeUndefined()
  })

  it('has expired, or is wrong when it is unknown or revoked', async () => {
    const expired = as(ofAda('old', { expiresOn: state().day(-1) }))
    expect(await failureOf(() => expired.identify(never))).toMatchObject({ kind: 'expired-token' })
    const revoked = as(ofAda('revoked', { revoked: true }))
    expect(await failureOf(() => revoked.identify(never))).toMatchObject({ kind: 'wrong-token' })
    const unknown = connected('gitlab', planted.simulator.origin, 'glpat-EXAMPLE').session
    expect(await failureOf(() => unknown.identify(never))).toMatchObject({ kind: 'wrong-token' })
  })
})

describe('GitLab tokens as listed', () => {
  it('tells every fact there is', async () => {
    const { id } = ofAda('laptop', {
      description: 'for the laptop',
      scopes: ['read_api', 'read_user'],
      createdAt: now - 9 * day,
      lastUsedAt: now - day,
      lastUsedIps: ['192.0.2.7', '2001:db8::7'],
      expiresOn: state().day(30),
    })
    const { tokens } = await listed(session, planted.personal)
    expect(tokens.find(({ issuerId }) => issuerId === String(id))).toEqual({
      issuerId: String(id),
      name: 'laptop',
      description: 'for the laptop',
      created: { kind: 'at', at: now - 9 * day },
      lastUsed: { kind: 'at', at: now - day },
      expiry: { kind: 'at', at: midnight + 30 * day },
      scopes: { kind: 'listed', names: ['read_api', 'read_user'] },
      lastUsedFrom: ['192.0.2.7', '2001:db8::7'],
    })
  })

  it('keeps never apart from a date, for the expiry and for the last use', async () => {
    ofAda('endless', { expiresOn: null })
    const { tokens } = await listed(session, planted.personal)
    expect(tokens[1]).toMatchObject({ expiry: { kind: 'never' }, lastUsed: { kind: 'never' } })
  })

  it('says unknown for what an instance does not tell', async () => {
    const http = { send: () => Promise.resolve({ status: 200, headers: {}, body: '[{"id":7}]' }) }
    const { tokens } = await listed(connected('gitlab', planted.simulator.origin, 'a', http).session, planted.personal)
    expect(tokens).toEqual([
      {
        issuerId: '7',
        name: '7',
        description: '',
        created: { kind: 'unknown' },
        lastUsed: { kind: 'unknown' },
        expiry: { kind: 'unknown' },
        scopes: { kind: 'unknown' },
      },
    ])
  })

  it('has the expired ones, and none that is revoked', async () => {
    ofAda('expired', { expiresOn: state().day(-3) })
    ofAda('revoked', { revoked: true })
    const { tokens } = await listed(session, planted.personal)
    expect(tokens.map(({ name }) => name)).toEqual(['Keyrack', 'expired'])
  })

  it('leaves revoked ones out also where the instance does not know the filter', async () => {
    const body = JSON.stringify([
      { id: 1, revoked: true },
      { id: 2, revoked: false },
    ])
    const http = { send: () => Promise.resolve({ status: 200, headers: {}, body }) }
    const { tokens } = await listed(connected('gitlab', planted.simulator.origin, 'a', http).session, planted.personal)
    expect(tokens.map(({ issuerId }) => issuerId)).toEqual(['2'])
  })

  it('are those of the person alone for an administrator, who could see all', async () => {
    const root = state().addUser({ username: 'root', isAdmin: true })
    const own = state().addToken(root, { name: 'own', scopes: ['api'], expiresOn: state().day(9) })
    const part: PartScope = { owner: { kind: 'me', id: String(root.id), name: 'root' }, kind: 'personal' }
    expect((await listed(as(own), part)).tokens.map(({ name }) => name)).toEqual(['own'])
  })

  it.each([0, 1, 100, 101, 1000])('are all there when there are %i', async (count) => {
    for (let at = 0; at < count; at += 1) ofSite(`token ${at}`)
    const { tokens } = await listed(session, planted.ofProject)
    expect(new Set(tokens.map(({ issuerId }) => issuerId)).size).toBe(count)
  })

  it('tells the role of a project’s token', async () => {
    ofSite('deploy', { level: 30 })
    expect((await listed(session, planted.ofProject)).tokens).toMatchObject([{ name: 'deploy', role: 'Developer' }])
  })

  it('misses no token when others are revoked between two pages', async () => {
    const many = Array.from({ length: 149 }, (_, at) => ofAda(`token ${at}`))
    const found: string[] = []
    for await (const page of session.list(planted.personal, never)) {
      if (found.length === 0) many[3]!.revoked = true
      found.push(...page.tokens.map(({ issuerId }) => issuerId))
    }
    const alive = [...state().tokens.values()].filter(({ revoked }) => !revoked)
    expect(found).toEqual(expect.arrayContaining(alive.map(({ id }) => String(id))))
    expect(new Set(found).size).toBe(found.length)
  })

  it('are missing a permission, and the credential is not called wrong, where the plan or the role has none', async () => {
    planted.project.hasTokens = false
    expect(await failureOf(() => listed(session, planted.ofProject))).toMatchObject({ kind: 'missing-permission' })
  })

  it('are missing a permission without the scope to read them', async () => {
    const error = await failureOf(() => listed(as(ofAda('few', { scopes: ['read_user'] })), planted.personal))
    expect(error).toMatchObject({ kind: 'missing-permission' })
  })
})

describe('making a GitLab token', () => {
  const at = (days: number) => ({ kind: 'at', at: now + days * day }) as const

  it('gives a secret, and a token as it is listed', async () => {
    const draft = { name: 'deploy', description: 'by hand', expiry: at(30), scopes: ['api'], roleId: '30' }
    const made = await session.create(planted.ofProject, draft, never)
    const stored = state().tokens.get(Number(made.token.issuerId))!
    expect(made.secret.use((value) => value)).toBe(stored.value)
    expect((await listed(session, planted.ofProject)).tokens).toContainEqual(made.token)
    expect(made.token).toMatchObject({
      name: 'deploy',
      description: 'by hand',
      role: 'Developer',
      expiry: { kind: 'at', at: midnight + 30 * day },
      lastUsed: { kind: 'never' },
    })
  })

  it('is for groups as well', async () => {
    const made = await session.create(planted.ofGroup, { name: 'deploy', expiry: at(1), scopes: ['read_api'] }, never)
    expect((await listed(session, planted.ofGroup)).tokens).toContainEqual(made.token)
  })

  it('never lasts longer than was asked for, and never ends today', async () => {
    const hours = (count: number) => ({ kind: 'at', at: now + count * 3_600_000 }) as const
    const days = async (expiry: ReturnType<typeof hours>) =>
      (await session.create(planted.ofProject, { name: 'n', expiry, scopes: ['api'] }, never)).token.expiry
    expect(await days(hours(1))).toEqual({ kind: 'at', at: midnight + day })
    expect(await days(hours(47))).toEqual({ kind: 'at', at: midnight + 2 * day })
    expect(await days(hours(365 * 24))).toEqual({ kind: 'at', at: midnight + 365 * day })
  })

  it('is refused beyond the limit of the instance', async () => {
    const draft = { name: 'deploy', expiry: at(400), scopes: ['api'] }
    expect(await failureOf(() => session.create(planted.ofProject, draft, never))).toMatchObject({
      kind: 'expiry-policy',
      field: 'expiry',
    })
  })

  it('is refused with a role above one’s own, and to those who may not', async () => {
    const draft = { name: 'deploy', expiry: at(9), scopes: ['api'] }
    planted.group.members.set(planted.ada.id, 40)
    expect(await failureOf(() => session.create(planted.ofProject, { ...draft, roleId: '50' }, never))).toMatchObject({
      kind: 'missing-permission',
    })
    const bot = as(ofSite('ci'))
    expect(await failureOf(() => bot.create(planted.ofProject, draft, never))).toMatchObject({
      kind: 'missing-permission',
    })
  })

  it('names the field that is wrong', async () => {
    const fields: [object, string][] = [
      [{ name: '' }, 'name'],
      [{ scopes: [] }, 'scopes'],
      [{ scopes: ['sudo'] }, 'scopes'],
      [{ description: 'd'.repeat(256) }, 'description'],
      [{ roleId: '7' }, 'role'],
    ]
    for (const [wrong, field] of fields) {
      const draft = { name: 'deploy', expiry: at(9), scopes: ['api'], ...wrong }
      const error = await failureOf(() => session.create(planted.ofProject, draft, never))
      expect(error, field).toMatchObject({ kind: 'invalid-input', field })
    }
  })

  it('is for the person themself on GitLab’s own page', async () => {
    const draft = { name: 'deploy', expiry: at(9), scopes: ['api'] }
    expect(await failureOf(() => session.create(planted.personal, draft, never))).toMatchObject({
      kind: 'not-supported',
    })
    expect(planted.simulator.requests).toEqual([])
  })

  it('offers the roles there are', async () => {
    expect((await session.formOptions(planted.ofProject, never)).roles.map(({ name }) => name)).toEqual([
      'Guest',
      'Planner',
      'Reporter',
      'Developer',
      'Maintainer',
      'Owner',
    ])
    expect((await session.formOptions(planted.personal, never)).roles).toEqual([])
  })
})

describe('revoking a GitLab token', () => {
  it('ends it, and says so when there is none', async () => {
    for (const [part, token] of [
      [planted.personal, ofAda('laptop')],
      [planted.ofProject, ofSite('ci')],
    ] as const) {
      expect(await session.revoke(part, row(part, token), never)).toBe('revoked')
      expect(token.revoked).toBe(true)
      state().tokens.delete(token.id)
      expect(await session.revoke(part, row(part, token), never)).toBe('already-gone')
    }
  })

  it('does not take a hidden project for a token that is gone', async () => {
    const token = ofSite('ci')
    planted.group.members.clear()
    planted.project.members.delete(planted.ada.id)
    const error = await failureOf(() => session.revoke(planted.ofProject, row(planted.ofProject, token), never))
    expect(error).toMatchObject({ kind: 'not-found' })
    expect(token.revoked).toBe(false)
  })

  it('lets a token end itself that may do nothing else', async () => {
    const token = ofAda('few', { scopes: ['read_repository'] })
    expect(await as(token).revoke(planted.personal, row(planted.personal, token), never)).toBe('revoked')
    expect(token.revoked).toBe(true)
  })

  it('ends no other token by one that may not', async () => {
    const token = ofAda('few', { scopes: ['read_repository'] })
    const other = ofAda('other')
    const error = await failureOf(() => as(token).revoke(planted.personal, row(planted.personal, other), never))
    expect(error).toMatchObject({ kind: 'missing-permission' })
    expect([token.revoked, other.revoked]).toEqual([false, false])
  })
})
