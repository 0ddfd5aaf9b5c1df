import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import type { GitpodSimulator } from '#test/simulators/gitpod/index'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import { gitpodPersonal, plantedGitpod } from './stages/gitpod.ts'
import { day, listed, now, tokenOf } from './stages/stage.ts'
import { connected, failureOf, never } from './support.ts'

const yearOfNever = Date.UTC(2038, 0, 1)

let simulator: GitpodSimulator
let userId: string
let session: ProviderSession

beforeEach(async () => {
  const planted = await plantedGitpod()
  ;({ simulator, userId } = planted)
  ;({ session } = connected('gitpod', simulator.origin, planted.credential))
})

afterEach(async () => {
  await simulator.close()
})

function plant(name: string, more: { expirationTime?: number; scopes?: readonly string[]; createdAt?: number } = {}) {
  const planted = simulator.state.addToken(userId, { expirationTime: now + 30 * day, ...more, name })
  return { ...planted, token: tokenOf('gitpod', gitpodPersonal, { issuerId: planted.id, name }) }
}

const stored = (id: string) => simulator.state.findToken(id)!

describe('who a Gitpod credential is', () => {
  it('is a person with organizations, who has personal tokens only', async () => {
    const other = simulator.state.addUser({ name: 'bob' })
    simulator.state.addTeam({ name: 'Beta', members: [other.id, userId] })
    const identity = await session.identify(never)
    expect(identity).toEqual({
      id: userId,
      login: 'ada',
      name: 'ada',
      kind: 'person',
      organizations: simulator.state.teams.map(({ id, name }, at) => ({
        id,
        name,
        role: at === 0 ? 'owner' : 'member',
      })),
      teams: [],
    })
    expect(session.parts(identity)).toEqual([{ owner: { kind: 'me', id: userId, name: 'ada' }, kind: 'personal' }])
  })

  it('is missing a permission when it has no scopes', async () => {
    const { value } = plant('no scopes')
    const error = await failureOf(() => connected('gitpod', simulator.origin, value).session.identify(never))
    expect(error).toMatchObject({ kind: 'missing-permission', said: 'Request getLoggedInUser is not allowed' })
  })

  it('is wrong when it is unknown, expired or revoked: Gitpod does not say which', async () => {
    const expired = plant('expired', { expirationTime: now - 1, scopes: FULL_ACCESS }).value
    for (const value of [expired, 'gitpod_pat_wrong']) {
      const error = await failureOf(() => connected('gitpod', simulator.origin, value).session.identify(never))
      expect(error).toMatchObject({ kind: 'wrong-token', said: 'Failed to establish caller identity' })
    }
  })

  it('is known without its organizations when they are not told', async () => {
    simulator.faults.add({ match: { path: /ListTeams/ }, fault: { kind: 'status', status: 403 } })
    expect(await session.identify(never)).toMatchObject({ login: 'ada', organizations: [] })
  })
})

describe('Gitpod tokens as listed', () => {
  it('tells every fact there is', async () => {
    const { id } = plant('laptop', { scopes: FULL_ACCESS.toReversed(), createdAt: now - day })
    const { tokens } = await listed(session, gitpodPersonal)
    expect(tokens.find(({ issuerId }) => issuerId === id)).toEqual({
      issuerId: id,
      name: 'laptop',
      description: '',
      created: { kind: 'at', at: now - day },
      lastUsed: { kind: 'unknown' },
      expiry: { kind: 'at', at: now + 30 * day },
      scopes: { kind: 'full' },
    })
  })

  it('takes a token without scopes for one that may do nothing, and other scopes as they are', async () => {
    plant('nothing', { createdAt: now })
    plant('some', { scopes: ['function:getWorkspace'], createdAt: now + 1 })
    const { tokens } = await listed(session, gitpodPersonal)
    expect(tokens.slice(1).map(({ scopes }) => scopes)).toEqual([
      { kind: 'none' },
      { kind: 'listed', names: ['function:getWorkspace'] },
    ])
  })

  it('takes 2038 and later for never, and the second before for a date', async () => {
    plant('never', { expirationTime: yearOfNever, createdAt: now })
    plant('later', { expirationTime: yearOfNever + 400 * day, createdAt: now + 1 })
    plant('dated', { expirationTime: yearOfNever - 1000, createdAt: now + 2 })
    const { tokens } = await listed(session, gitpodPersonal)
    expect(tokens.slice(1).map(({ expiry }) => expiry.kind)).toEqual(['never', 'never', 'at'])
  })

  it('has the expired ones too, and an empty list is no error', async () => {
    plant('expired', { expirationTime: now - day })
    expect((await listed(session, gitpodPersonal)).tokens).toHaveLength(2)
    const http = { send: () => Promise.resolve({ status: 200, headers: {}, body: '{}' }) }
    expect(await listed(connected('gitpod', simulator.origin, 'a', http).session, gitpodPersonal)).toEqual({
      pages: 1,
      tokens: [],
    })
  })

  it('tells the total with each page', async () => {
    for (let at = 0; at < 100; at += 1) plant(`token ${at}`)
    const totals: (number | undefined)[] = []
    for await (const page of session.list(gitpodPersonal, never)) totals.push(page.total)
    expect(totals).toEqual([101, 101])
  })

  it('asks for no page after one that is full and the last', async () => {
    for (let at = 0; at < 99; at += 1) plant(`token ${at}`)
    expect((await listed(session, gitpodPersonal)).pages).toBe(1)
    expect(simulator.requests).toHaveLength(1)
  })

  it('misses no token when others are deleted between two pages', async () => {
    const planted = Array.from({ length: 149 }, (_, at) => plant(`token ${at}`, { createdAt: now + at }))
    const found: string[] = []
    for await (const page of session.list(gitpodPersonal, never)) {
      if (found.length === 0) simulator.state.deleteToken(stored(planted[3]!.id))
      found.push(...page.tokens.map(({ issuerId }) => issuerId))
    }
    expect(found).toEqual(expect.arrayContaining(simulator.state.tokens.map(({ id }) => id)))
    expect(new Set(found).size).toBe(found.length)
  })

  it('fails when the list never comes to rest', async () => {
    for (let at = 0; at < 150; at += 1) plant(`token ${at}`, { createdAt: now + at })
    const error = await failureOf(async () => {
      for await (const _page of session.list(gitpodPersonal, never)) {
        simulator.state.deleteToken(simulator.state.tokens.at(-1)!)
      }
    })
    expect(error).toMatchObject({ kind: 'server-error' })
  })

  it('says that an installation without the service cannot do it', async () => {
    simulator.state.tokensServiceMounted = false
    expect(await failureOf(() => listed(session, gitpodPersonal))).toMatchObject({ kind: 'not-supported' })
  })
})

describe('making a Gitpod token', () => {
  it('gives a secret, and a token as it is listed', async () => {
    const expiry = { kind: 'at', at: now + 30 * day } as const
    const made = await session.create(gitpodPersonal, { name: 'deploy', expiry, scopes: ['full'] }, never)
    expect(made.secret.use((value) => value)).toBe(stored(made.token.issuerId).value)
    expect((await listed(session, gitpodPersonal)).tokens).toContainEqual(made.token)
    expect(made.token).toMatchObject({ name: 'deploy', expiry, scopes: { kind: 'full' } })
  })

  it('has no access unless that was chosen, and "never" is Gitpod’s own date for it', async () => {
    const made = await session.create(gitpodPersonal, { name: 'deploy', expiry: { kind: 'never' } }, never)
    expect(stored(made.token.issuerId)).toMatchObject({ scopes: [], expirationTime: yearOfNever })
    expect(made.token).toMatchObject({ scopes: { kind: 'none' }, expiry: { kind: 'never' } })
  })

  it('is refused with a name that Gitpod does not take', async () => {
    const draft = { name: 'x', expiry: { kind: 'never' } as const }
    expect(await failureOf(() => session.create(gitpodPersonal, draft, never))).toMatchObject({
      kind: 'invalid-input',
      code: 'invalid_argument',
    })
  })

  it('takes no choice of scopes that is not in its record', async () => {
    const draft = { name: 'deploy', expiry: { kind: 'never' } as const, scopes: ['some'] }
    expect(await failureOf(() => session.create(gitpodPersonal, draft, never))).toMatchObject({
      kind: 'invalid-input',
      field: 'scopes',
    })
    expect(simulator.requests).toEqual([])
  })
})

describe('changing a Gitpod token', () => {
  it('renames it and leaves its scopes alone', async () => {
    const { id, token } = plant('old name', { scopes: FULL_ACCESS })
    const changed = await session.update(gitpodPersonal, token, { name: 'new name' }, never)
    expect(changed).toMatchObject({ issuerId: id, name: 'new name', scopes: { kind: 'full' } })
    expect(stored(id)).toMatchObject({ name: 'new name', scopes: FULL_ACCESS })
  })

  it('gives and takes access and leaves its name alone', async () => {
    const { id, token } = plant('a name')
    expect(await session.update(gitpodPersonal, token, { scopes: ['full'] }, never)).toMatchObject({
      name: 'a name',
      scopes: { kind: 'full' },
    })
    await session.update(gitpodPersonal, token, { scopes: ['none'] }, never)
    expect(stored(id)).toMatchObject({ name: 'a name', scopes: [] })
  })

  it('changes both at once', async () => {
    const { id, token } = plant('old name')
    await session.update(gitpodPersonal, token, { name: 'new name', scopes: ['full'] }, never)
    expect(stored(id)).toMatchObject({ name: 'new name', scopes: FULL_ACCESS })
  })

  it('sends nothing for no change, which Gitpod would take for "everything"', async () => {
    const { id, token } = plant('a name', { scopes: FULL_ACCESS })
    expect(await failureOf(() => session.update(gitpodPersonal, token, {}, never))).toMatchObject({
      kind: 'invalid-input',
    })
    expect(simulator.requests).toEqual([])
    expect(stored(id).scopes).toEqual(FULL_ACCESS)
  })

  it('fails for a token that is gone', async () => {
    const { id, token } = plant('a name')
    simulator.state.deleteToken(stored(id))
    expect(await failureOf(() => session.update(gitpodPersonal, token, { name: 'new' }, never))).toMatchObject({
      kind: 'not-found',
    })
  })
})

describe('regenerating a Gitpod token', () => {
  it('keeps its id, name and scopes and gives a new secret; the old one is dead', async () => {
    const { id, token, value } = plant('deploy', { scopes: FULL_ACCESS })
    const identity = await session.identify(never)
    const expiry = { kind: 'at', at: now + 60 * day } as const
    const made = await session.regenerate(gitpodPersonal, token, expiry, never)
    expect(made.token).toMatchObject({ issuerId: id, name: 'deploy', expiry, scopes: { kind: 'full' } })
    const probe = (secret: Secret) => session.probe(gitpodPersonal, token, identity, secret, never)
    expect(await probe(made.secret)).toEqual({ kind: 'works' })
    expect(await probe(new Secret(value))).toEqual({ kind: 'refused' })
  })

  it('can make it last for ever', async () => {
    const { id, token } = plant('deploy')
    await session.regenerate(gitpodPersonal, token, { kind: 'never' }, never)
    expect(stored(id).expirationTime).toBe(yearOfNever)
  })
})

describe('revoking a Gitpod token', () => {
  it('ends it, and says so when it was gone already', async () => {
    const { id, token } = plant('deploy')
    expect(await session.revoke(gitpodPersonal, token, never)).toBe('revoked')
    expect(simulator.state.findToken(id)).toBeUndefined()
    expect(await session.revoke(gitpodPersonal, token, never)).toBe('already-gone')
  })

  it('does not take a missing service for a missing token', async () => {
    const { token } = plant('deploy')
    simulator.state.tokensServiceMounted = false
    expect(await failureOf(() => session.revoke(gitpodPersonal, token, never))).toMatchObject({ kind: 'not-supported' })
  })
})
