import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ForgesWorld } from './forges-world.ts'
import { failureOf, jobId, refresh, type Run } from '#test/support/app-world'

const day = 86_400_000

let world: ForgesWorld
let run: Run
let accountId: string
let credential: string

beforeEach(async () => {
  world = await ForgesWorld.begin('/gitlab')
  run = await world.ready()
  const { state } = world.gitlab
  const ada = state.addUser({ username: 'ada', name: 'Ada' })
  const group = state.addGroup({ path: 'acme', name: 'Acme', members: { [ada.id]: 50 } })
  state.addResourceToken(group, { name: 'deploy', scopes: ['api'], expiresOn: state.day(9) })
  credential = state.addToken(ada, { name: 'Keyrack', scopes: ['api'], expiresOn: state.day(30) }).value
  accountId = await world.signIn(run, 'gitlab', credential)
})

afterEach(() => world.end())

const rowOf = (name: string) => [...run.window.rows.values()].find(({ token }) => token.name === name)!
const owner = () => ({ kind: 'me' as const, id: rowOf('Keyrack').token.owner.id, name: 'Ada' })

describe('a GitLab below a path of its host, through the app', () => {
  it('is kept, shown and called with its path, and nothing is sent beside it', async () => {
    expect(run.window.facts?.accounts).toMatchObject([{ origin: world.addresses.gitlab }])
    expect(run.vault.records.get('credential', accountId)).toMatchObject({ origin: world.addresses.gitlab })
    await run.call['token.revoke']({ tokenId: rowOf('deploy').token.id, ownConfirmed: false, jobId: jobId() })
    expect(rowOf('deploy').token.state).toBe('revoked')
    const paths = world.gitlab.requests.map(({ path }) => path)
    expect(paths.length).toBeGreaterThan(4)
    for (const path of paths) expect(path).toMatch(/^\/gitlab\/api\/v4\//)
  })

  it('is the same account when its address is written otherwise, and another one at another path', async () => {
    const check = (address: string) =>
      run.call['account.check']({
        provider: 'gitlab',
        address,
        secret: { from: 'field', value: credential },
        jobId: jobId(),
      })
    const { gitlab } = world.addresses
    for (const address of [`${gitlab}/`, `${gitlab}/api/v4`, `${gitlab}/-/user_settings/personal_access_tokens`]) {
      expect((await check(address)).sameAs).toBe(accountId)
    }
    await expect(check(world.gitlab.origin)).rejects.toMatchObject({ error: { kind: 'not-found', field: 'address' } })
  })

  it('opens its pages below the path', async () => {
    const below = world.addresses.gitlab
    await run.call['link.open']({ what: 'account', accountId })
    await run.call['link.open']({ what: 'token', tokenId: rowOf('deploy').token.id })
    await run.call['link.open']({ what: 'new-token', provider: 'gitlab', address: `${below}/` })
    const draft = { name: 'new', expiry: { kind: 'at', at: world.clock.now() + day }, scopes: ['read_api'] } as const
    const guide = { accountId, owner: owner(), kind: 'personal', draft: { ...draft, scopes: [...draft.scopes] } }
    await run.call['guided.open']({ what: 'create', ...guide })
    expect(run.opener.urls).toEqual([
      `${below}/-/user_settings/personal_access_tokens`,
      `${below}/groups/acme/-/settings/access_tokens`,
      `${below}/-/user_settings/personal_access_tokens`,
      `${below}/-/user_settings/personal_access_tokens?name=new&description=&scopes=read_api`,
    ])
  })

  it('does not follow a credential that somebody sealed for another path', async () => {
    const { origin } = world.gitlab
    for (const elsewhere of [origin, `${origin}/gitlab-evil`, `${origin}/gitlab/..`]) {
      const value = { origin: elsewhere, value: credential }
      await run.vault.records.commit([{ put: 'credential', id: accountId, value }])
      const before = world.gitlab.requests.length
      expect(await failureOf(refresh(run, accountId))).toBe('origin-refused')
      expect(world.gitlab.requests.length).toBe(before)
    }
  })

  it('is read again, and so is an account without a path', async () => {
    const { github } = world
    const grace = github.state.addUser({ login: 'grace' })
    await world.signIn(
      run,
      'github',
      github.state.addToken(grace, { kind: 'classic', name: 'own', scopes: ['repo'] }).value,
    )
    await run.app.close()
    run = await world.start()
    expect(run.window.facts?.accounts.map(({ origin }) => origin)).toEqual([world.addresses.gitlab, github.origin])
    await refresh(run)
    expect(run.window.facts?.accounts.map(({ failure }) => failure)).toEqual([null, null])
  })
})
