import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Clock } from '#main/ports/clock'
import type { HttpFetch } from '#main/ports/http'
import { createProviders } from '#main/providers/index'
import { startOnaSimulator, type OnaSimulator } from '#test/simulators/ona/index'
import type { OnaServiceAccount, OnaUser } from '#test/simulators/ona/model'
import { AppWorld, failureOf, jobId, refresh, type Run } from '#test/support/app-world'
import { loopbackHttp } from '#test/support/loopback-http'

const now = Date.UTC(2026, 2, 1, 12)
const day = 86_400_000
const inAMonth = { kind: 'at', at: now + 30 * day } as const

let ona: OnaSimulator
let run: Run
let accountId: string
let ada: OnaUser
let robot: OnaServiceAccount
/** What happens at the service right after a token was made there. */
let afterCreating: () => void

beforeEach(async () => {
  afterCreating = () => undefined
  ona = await startOnaSimulator({ now: () => now })
  const { state } = ona
  const acme = state.addOrganization({ name: 'Acme' })
  ada = state.addUser(state.addAccount({ name: 'Ada' }), acme, { role: 'ORGANIZATION_ROLE_ADMIN' })
  const creator = { id: ada.id, principal: 'PRINCIPAL_USER' } as const
  robot = state.addServiceAccount(acme, { name: 'robot', validUntil: now + 400 * day, creator })
  state.addToken({ serviceAccount: robot }, { description: 'nightly', expiresAt: now + 60 * day })
  const { value } = state.addToken({ user: ada }, { description: 'Keyrack', expiresAt: now + 60 * day })

  const world = new AppWorld()
  world.clock.set(now)
  const http = loopbackHttp()
  const told: HttpFetch = {
    async send(request) {
      const answer = await http.send(request)
      if (request.url.endsWith('/CreatePersonalAccessToken')) afterCreating()
      return answer
    },
  }
  // Waits of the provider are over at once; the app's own timers are the test's.
  const clock: Clock = {
    now: () => world.clock.now(),
    after(_ms, action) {
      const timer = setImmediate(action)
      return () => clearImmediate(timer)
    },
  }
  world.providers = createProviders({ http: told, clock })
  run = await world.ready()
  const secret = { from: 'field', value } as const
  const checked = await run.call['account.check']({ provider: 'ona', address: ona.origin, secret, jobId: jobId() })
  ;({ accountId } = await run.call['account.add']({ checkId: checked.checkId, name: 'Ona' }))
  await refresh(run, accountId)
})

afterEach(() => ona.close())

function create(owner: 'me' | 'service-account') {
  const isMine = owner === 'me'
  return run.call['token.create']({
    accountId,
    owner: isMine
      ? { kind: owner, id: ada.id, name: 'Ada' }
      : { kind: owner, id: robot.id, name: 'robot', organization: robot.organization.id },
    kind: isMine ? 'personal' : 'service-account',
    draft: { description: 'deploy', expiry: inAMonth, ...(isMine ? { scopes: ['full'] } : {}) },
    jobId: jobId(),
  })
}

const rowOf = (tokenId: string) => run.window.rows.get(tokenId)
const newest = () => [...ona.state.tokens.values()].at(-1)

describe('an account at Ona, through the app', () => {
  it('shows personal tokens and those of service accounts', () => {
    expect(run.window.row('Keyrack')).toMatchObject({ token: { kind: 'personal', owner: { kind: 'me' } } })
    expect(run.window.row('nightly')).toMatchObject({
      token: { kind: 'service-account', owner: { kind: 'service-account', name: 'robot' } },
      own: 'no',
    })
    expect(run.window.facts?.accounts[0]).toMatchObject({ credentialError: null, failure: null })
  })

  it.each(['me', 'service-account'] as const)('makes a token for %s, and keeps its secret with it', async (owner) => {
    const made = await create(owner)
    expect(rowOf(made.tokenId)).toMatchObject({ token: { issuerId: newest()?.id }, held: { proof: 'made-here' } })
    await refresh(run, accountId)
    expect(rowOf(made.tokenId)).toMatchObject({ token: { state: 'active', name: 'deploy' } })
  })

  it('keeps the secret of a token that could not be told, with every refresh, and lists the token itself', async () => {
    afterCreating = () => ona.faults.add({ fault: { kind: 'drop' }, times: Infinity })
    const made = await create('me')
    ona.faults.clear()
    expect(rowOf(made.tokenId)).toMatchObject({ held: { proof: 'made-here' } })
    await refresh(run, accountId)
    expect(rowOf(made.tokenId)).toMatchObject({ token: { state: 'gone' }, held: { proof: 'made-here' } })
    expect(run.window.row('deploy')).toMatchObject({ token: { issuerId: newest()?.id, state: 'active' }, held: null })
  })

  it('asks what was made when the answer was lost, and makes nothing twice', async () => {
    ona.faults.add({ match: { path: /CreatePersonalAccessToken$/ }, fault: { kind: 'lost-answer' } })
    expect(await failureOf(create('me'))).toBe('answer-lost')
    const found = [...run.window.rows.values()].find(({ token }) => token.issuerId === newest()?.id)
    expect(run.operations()).toMatchObject([{ step: 'answer-lost', candidates: [found?.token.id] }])
    expect(ona.requests.filter(({ path }) => path.endsWith('/CreatePersonalAccessToken'))).toHaveLength(1)
  })
})
