import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { failureOf, jobId, refresh, type Run } from '#test/support/app-world'
import type { GitlabToken } from '#test/simulators/gitlab/model'
import { ForgesWorld } from './forges-world.ts'

const day = 86_400_000

let world: ForgesWorld
let run: Run

beforeEach(async () => {
  world = await ForgesWorld.begin()
  run = await world.ready()
})

afterEach(() => world.end())

describe('rotating at GitLab, through the app', () => {
  let accountId: string
  let own: GitlabToken
  let deploy: GitlabToken

  beforeEach(async () => {
    const { state } = world.gitlab
    const ada = state.addUser({ username: 'ada', name: 'Ada' })
    own = state.addToken(ada, { name: 'Keyrack', scopes: ['api'], expiresOn: state.day(30) })
    deploy = state.addToken(ada, { name: 'deploy', scopes: ['read_api'], expiresOn: state.day(20) })
    accountId = await world.signIn(run, 'gitlab', own.value)
  })

  const rotate = (name: string, ownConfirmed = false) =>
    run.call['token.regenerate']({
      tokenId: rowOf(name).token.id,
      draft: { expiry: { kind: 'at', at: world.clock.now() + 60 * day } },
      ownConfirmed,
      jobId: jobId(),
    })
  const rowOf = (name: string) =>
    [...run.window.rows.values()].find(({ token }) => token.name === name && token.state === 'active')!
  const rotations = () => world.gitlab.requests.filter(({ path }) => path.endsWith('/rotate'))

  it('keeps the secret with the successor, and shows the old one as revoked', async () => {
    const oldId = rowOf('deploy').token.id
    const made = await rotate('deploy')
    expect(deploy.revoked).toBe(true)
    expect(run.window.rows.get(oldId)?.token.state).toBe('revoked')
    expect(run.window.rows.get(made.tokenId)).toMatchObject({
      token: { state: 'active' },
      held: { proof: 'made-here' },
    })
    await refresh(run, accountId)
    expect(rowOf('deploy').token.id).toBe(made.tokenId)
  })

  it('knows the own credential, asks twice, and signs in with the successor', async () => {
    expect(rowOf('Keyrack').own).toBe('yes')
    expect(rowOf('deploy').own).toBe('no')
    expect(await failureOf(rotate('Keyrack'))).toBe('confirmation-needed')
    const made = await rotate('Keyrack', true)
    expect(own.revoked).toBe(true)
    expect(run.window.rows.get(made.tokenId)?.own).toBe('yes')
    await refresh(run, accountId)
    expect(run.window.facts?.accounts[0]).toMatchObject({ credentialError: null, failure: null })
  })

  it('finds the successor whose secret was lost with the answer, and rotates nothing once more', async () => {
    world.gitlab.faults.add({ match: { path: /rotate/ }, fault: { kind: 'lost-answer' } })
    expect(await failureOf(rotate('deploy'))).toBe('answer-lost')
    const [operation] = run.operations()
    expect(operation).toMatchObject({ step: 'answer-lost', candidates: [rowOf('deploy').token.id] })
    await refresh(run, accountId)
    expect(rotations()).toHaveLength(1)
  })
})

describe('an account at GitHub, through the app', () => {
  it('shows the token that signs in, with its end, though GitHub lists none', async () => {
    const { state } = world.github
    const ada = state.addUser({ login: 'ada', name: 'Ada' })
    const expiresAt = world.clock.now() + 9 * day
    const token = state.addToken(ada, { kind: 'classic', name: 'Keyrack', scopes: ['repo'], expiresAt })
    const accountId = await world.signIn(run, 'github', token.value)
    const rows = [...run.window.rows.values()]
    expect(rows).toMatchObject([
      {
        token: {
          name: 'My github',
          kind: 'classic',
          expiry: { kind: 'at', at: expiresAt },
          scopes: { kind: 'listed', names: ['repo'] },
        },
        own: 'yes',
        held: null,
      },
    ])
    expect(run.window.facts?.accounts[0]?.credentialExpiry).toEqual({ kind: 'at', at: expiresAt })
    await refresh(run, accountId)
    expect(run.window.rows.size).toBe(1)
    // Every answer tells it, and both follow.
    const later = expiresAt + 30 * day
    Object.assign(token, { expiresAt: later })
    await refresh(run, accountId)
    expect([...run.window.rows.values()]).toMatchObject([{ token: { expiry: { kind: 'at', at: later } } }])
    expect(run.window.facts?.accounts[0]?.credentialExpiry).toEqual({ kind: 'at', at: later })
  })

  it('ends the access of others’ tokens to the organization of an app', async () => {
    const { state } = world.github
    const acme = state.addOrganization({ login: 'acme' })
    const ada = state.addUser({ login: 'ada' })
    const token = state.addToken(ada, { kind: 'fine-grained', name: 'ci', expiresAt: world.clock.now() + day })
    state.addGrant(acme, token)
    await world.signIn(run, 'github', state.addInstallationToken(acme, 'write').value)
    const row = run.window.row('ci')
    expect(row.own).toBe('no')
    expect(await run.call['token.revoke']({ tokenId: row.token.id, ownConfirmed: false, jobId: jobId() })).toEqual({
      outcome: 'revoked',
    })
    expect(state.isLive(token)).toBe(true)
  })
})

describe('tokens that a person makes on the page of a forge, through the app', () => {
  const inDays = (days: number) => world.clock.now() + days * day

  it('are opened filled in, taken over from GitHub with what it tells, and gone when GitHub refuses them', async () => {
    const { state } = world.github
    const ada = state.addUser({ login: 'ada', name: 'Ada' })
    const own = state.addToken(ada, { kind: 'classic', name: 'Keyrack', scopes: ['repo'] })
    const accountId = await world.signIn(run, 'github', own.value)
    const draft = { name: 'laptop', expiry: { kind: 'at', at: inDays(30) }, scopes: ['repo', 'read:org'] } as const
    const asked = { accountId, owner: { kind: 'me', id: String(ada.id), name: 'Ada' }, kind: 'classic' } as const
    await run.call['guided.open']({ what: 'create', ...asked, draft: { ...draft, scopes: [...draft.scopes] } })
    expect(run.opener.urls.at(-1)).toBe(
      `${world.github.origin}/settings/tokens/new?description=laptop&scopes=repo%2Cread%3Aorg`,
    )
    // The person chose another end there.
    const made = state.addToken(ada, { kind: 'classic', name: 'laptop', scopes: ['repo'], expiresAt: inDays(7) })
    const { tokenId } = await run.call['guided.create']({
      ...asked,
      draft: { ...draft, scopes: [...draft.scopes] },
      secret: { from: 'field', value: made.value },
      jobId: jobId(),
    })
    expect(run.window.rows.get(tokenId)).toMatchObject({
      token: { name: 'laptop', expiry: { kind: 'at', at: inDays(7) }, scopes: { kind: 'listed', names: ['repo'] } },
      held: { proof: 'works' },
      own: 'no',
    })
    state.revoke(made)
    await refresh(run, accountId)
    expect(run.window.rows.get(tokenId)?.token.state).toBe('gone')
    expect(run.window.facts?.accounts[0]).toMatchObject({ credentialError: null, failure: null })
    expect(run.window.facts?.parts.map(({ failure }) => failure)).toEqual([null, null])
  })

  it('are shown once when it is the credential itself that is stored', async () => {
    const { state } = world.github
    const ada = state.addUser({ login: 'ada', name: 'Ada' })
    const own = state.addToken(ada, { kind: 'classic', name: 'Keyrack', scopes: ['repo'] })
    const accountId = await world.signIn(run, 'github', own.value)
    const { tokenId } = await run.call['guided.create']({
      accountId,
      owner: { kind: 'me', id: String(ada.id), name: 'Ada' },
      kind: 'classic',
      draft: { name: 'Keyrack', expiry: { kind: 'never' }, scopes: ['repo'] },
      secret: { from: 'field', value: own.value },
      jobId: jobId(),
    })
    await refresh(run, accountId)
    const active = [...run.window.rows.values()].filter(({ token }) => token.state === 'active')
    expect(active).toMatchObject([{ token: { id: tokenId, name: 'Keyrack' }, own: 'yes' }])
  })

  it('are found in the list of GitLab by the id that it tells', async () => {
    const { state } = world.gitlab
    const ada = state.addUser({ username: 'ada', name: 'Ada' })
    const own = state.addToken(ada, { name: 'Keyrack', scopes: ['api'], expiresOn: state.day(30) })
    const accountId = await world.signIn(run, 'gitlab', own.value)
    const asked = { accountId, owner: { kind: 'me', id: String(ada.id), name: 'Ada' }, kind: 'personal' } as const
    const draft = { name: 'ci', expiry: { kind: 'at' as const, at: inDays(30) }, scopes: ['read_api', 'read_user'] }
    await run.call['guided.open']({ what: 'create', ...asked, draft })
    expect(run.opener.urls.at(-1)).toBe(
      `${world.gitlab.origin}/-/user_settings/personal_access_tokens?name=ci&description=&scopes=read_api%2Cread_user`,
    )
    const made = state.addToken(ada, { name: 'ci', scopes: ['read_api'], expiresOn: state.day(30) })
    const { tokenId } = await run.call['guided.create']({
      ...asked,
      draft,
      secret: { from: 'field', value: made.value },
      jobId: jobId(),
    })
    expect(run.window.rows.get(tokenId)).toMatchObject({
      token: { issuerId: String(made.id), name: 'ci', scopes: { kind: 'listed', names: ['read_api'] } },
      held: { proof: 'proven' },
      own: 'no',
    })
  })
})
