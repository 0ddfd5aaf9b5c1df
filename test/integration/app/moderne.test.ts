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

describe('a workspace of RudderStack, through the app', () => {
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
