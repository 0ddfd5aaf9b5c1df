import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Clock } from '#main/ports/clock'
import { createProviders } from '#main/providers/index'
import { startModerneSimulator, type ModerneSimulator } from '#test/simulators/moderne/index'
import { startRudderStackSimulator, type RudderStackSimulator } from '#test/simulators/rudderstack/index'
import { AppWorld, failureOf, jobId, refresh, type Run } from '#test/support/app-world'
import { loopbackHttp } from '#test/support/loopback-http'

const now = Date.UTC(2026, 2, 1, 12)
const ada = 'ada@example.com'
const bob = 'bob@example.com'

let world: AppWorld
let run: Run
let moderne: ModerneSimulator
let rudderstack: RudderStackSimulator

beforeEach(async () => {
  moderne = await startModerneSimulator({ now: () => now })
  rudderstack = await startRudderStackSimulator({ now: () => now })
  world = new AppWorld()
  world.clock.set(now)
  // Retries of the providers wait for nobody; the app's own timers are the test's.
  const clock: Clock = { now: () => world.clock.now(), after: (_ms, action) => afterATurn(action) }
  world.providers = createProviders({ http: loopbackHttp(), clock })
  run = await world.ready()
})

afterEach(async () => {
  await moderne.close()
  await rudderstack.close()
})

function afterATurn(action: () => void): () => void {
  const timer = setImmediate(action)
  return () => clearImmediate(timer)
}

async function signIn(provider: string, address: string, value: string): Promise<string> {
  const secret = { from: 'field', value } as const
  const { checkId } = await run.call['account.check']({ provider, address, secret, jobId: jobId() })
  const { accountId } = await run.call['account.add']({ checkId, name: provider })
  await refresh(run, accountId)
  return accountId
}

describe('an administrator of Moderne, through the app', () => {
  beforeEach(async () => {
    moderne.state.addUser({ email: ada, role: 'ADMIN' })
    moderne.state.addUser({ email: bob, username: 'Bob' })
    moderne.state.addToken(ada, { description: 'deploy' })
    moderne.state.addToken(bob, { description: 'his' })
    await signIn('moderne', moderne.origin, moderne.state.addToken(ada, { description: 'Keyrack' }).value)
  })

  const revoke = (name: string) =>
    run.call['token.revoke']({ tokenId: run.window.row(name).token.id, ownConfirmed: true, jobId: jobId() })

  it('sees other people’s tokens beside their own', () => {
    expect(run.window.row('his')).toMatchObject({ own: 'no', token: { kind: 'of-another', owner: { name: 'Bob' } } })
    expect(run.window.row('deploy')).toMatchObject({ own: 'unknown', token: { kind: 'personal', state: 'active' } })
  })

  it('revokes a token of their own, and is told that another person’s is not revoked', async () => {
    await revoke('deploy')
    expect(run.window.row('deploy').token.state).toBe('revoked')
    expect(await failureOf(revoke('his'))).toBe('missing-permission')
    expect(run.window.row('his').token.state).toBe('active')
  })
})

describe('ending every token of one’s own at Moderne, through the app', () => {
  let accountId: string

  beforeEach(async () => {
    moderne.state.addUser({ email: ada, role: 'ADMIN' })
    moderne.state.addUser({ email: bob, username: 'Bob' })
    for (let count = 0; count < 120; count += 1) moderne.state.addToken(ada, { description: `deploy ${count}` })
    moderne.state.addToken(bob, { description: 'his' })
    accountId = await signIn('moderne', moderne.origin, moderne.state.addToken(ada, { description: 'Keyrack' }).value)
  })

  const shown = async () => (await run.call['revokeAll.list']({ accountId, jobId: jobId() })).tokenIds
  const end = (tokenIds: string[]) =>
    run.call['revokeAll.call']({ accountId, name: 'moderne', tokenIds, jobId: jobId() })
  const account = () => run.window.facts?.accounts[0]

  it('ends them and Keyrack’s own access by one call, and nobody else’s', async () => {
    expect(await end(await shown())).toEqual({ ended: 121, access: 'ended' })
    expect(moderne.state.tokens.map(({ description }) => description)).toEqual(['his'])
    const states = [...run.window.rows.values()].map(({ token }) => `${token.kind} ${token.state}`)
    expect(new Set(states)).toEqual(new Set(['personal revoked', 'of-another active']))
    expect(account()?.credentialError).toMatchObject({ kind: 'wrong-token', code: 'ended-here' })
  })

  it('goes on with another token afterwards', async () => {
    await end(await shown())
    const { value } = moderne.state.addToken(ada, { description: 'next' })
    await run.call['account.reenter']({ accountId, secret: { from: 'field', value }, jobId: jobId() })
    await refresh(run, accountId)
    expect(account()).toMatchObject({ credentialError: null, failure: null })
    expect(run.window.row('next').token.state).toBe('active')
  })

  it('does nothing when a token was made since the list was shown', async () => {
    const before = await shown()
    moderne.state.addToken(ada, { description: 'newcomer' })
    expect(await failureOf(end(before))).toBe('confirmation-needed')
    expect(moderne.state.tokens).toHaveLength(123)
  })

  it('is not certain of a lost answer, and is once the tokens can be listed again', async () => {
    const before = await shown()
    moderne.faults.add({ match: { body: /revokeAllAccessTokens/ }, fault: { kind: 'lost-answer' } })
    expect(await failureOf(end(before))).toBe('answer-lost')
    expect(run.operations('revoke-all')).toMatchObject([{ step: 'answer-lost', error: { kind: 'wrong-token' } }])
    const { value } = moderne.state.addToken(ada, { description: 'next' })
    await run.call['account.reenter']({ accountId, secret: { from: 'field', value }, jobId: jobId() })
    await refresh(run, accountId)
    expect(run.operations()).toEqual([])
    expect(run.window.row('deploy 7').token.state).toBe('revoked')
  })
})

describe('a workspace of RudderStack, through the app', () => {
  it('has every stored token of the person tried after they were ended on its page', async () => {
    const workspace = rudderstack.state.addWorkspace(rudderstack.state.addOrganization(), { name: 'Production' })
    const own = rudderstack.state.addPersonalToken(workspace, { name: 'Keyrack' })
    const accountId = await signIn('rudderstack', rudderstack.origin, own.value)
    const owner = run.window.facts?.parts.find(({ kind }) => kind === 'personal')?.owner
    if (owner === undefined) throw new Error('there is no part of personal tokens')
    const made = ['one', 'two'].map((name) => rudderstack.state.addPersonalToken(workspace, { name }))
    for (const { name, value } of made) {
      await run.call['guided.create']({
        accountId,
        owner,
        kind: 'personal',
        draft: { name, expiry: { kind: 'never' } },
        secret: { from: 'field', value },
        jobId: jobId(),
      })
    }
    const check = () => run.call['revokeAll.check']({ accountId, ownConfirmed: true, jobId: jobId() })
    expect(await failureOf(check())).toBe('still-works')
    rudderstack.state.tokens.clear()
    expect(await check()).toMatchObject({ access: 'ended' })
    expect(['one', 'two'].map((name) => run.window.row(name).token.state)).toEqual(['revoked', 'revoked'])
    await run.call['guided.open']({ what: 'revoke-all', accountId })
    expect(run.opener.urls.at(-1)).toContain('/profile/tokens')
  })

  it('signs in with a token that cannot list, and tells when that was deleted', async () => {
    const workspace = rudderstack.state.addWorkspace(rudderstack.state.addOrganization())
    const { value } = rudderstack.state.addWorkspaceToken(workspace, { name: 'ci' })
    const accountId = await signIn('rudderstack', rudderstack.origin, value)
    expect(run.window.facts?.accounts).toMatchObject([{ id: accountId, credentialError: null, failure: null }])
    rudderstack.state.tokens.clear()
    expect(await failureOf(refresh(run, accountId))).toBe('wrong-token')
    expect(run.window.facts?.accounts).toMatchObject([{ credentialError: { kind: 'wrong-token' } }])
  })
})
