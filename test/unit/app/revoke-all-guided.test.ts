import { beforeEach, describe, expect, it } from 'vitest'
import type { Provider } from '#main/ports/provider'
import { AppWorld, failureOf, jobId, refresh, type Run, until } from '#test/support/app-world'
import { guidedProvider } from '#test/support/guided-provider'

let world: AppWorld
let run: Run
let accountId: string

/** The provider with a page on which all tokens are ended. */
function withPage(plain: Provider): Provider {
  const guide = { page: '/people/{owner}/tokens', steps: ['Choose Revoke all.'] }
  return { ...plain, record: { ...plain.record, revokeAll: { how: 'guided', reason: 'It has no such call.', guide } } }
}

beforeEach(async () => {
  world = new AppWorld()
  world.providers = [withPage(guidedProvider(world.service))]
  run = await world.ready()
  accountId = await world.account(run, world.service.person('ada'))
})

async function stored(name: string): Promise<string> {
  const { secret, issuerId } = world.service.add('ada', 'unlisted', { name })
  await run.call['guided.create']({
    accountId,
    owner: { kind: 'me', id: 'ada', name: 'id-ada' },
    kind: 'unlisted',
    draft: { name, expiry: { kind: 'never' } },
    secret: { from: 'field', value: secret },
    jobId: jobId(),
  })
  return issuerId
}

const check = (ownConfirmed = true) => run.call['revokeAll.check']({ accountId, ownConfirmed, jobId: jobId() })
const stateOf = (name: string) => run.window.row(name).token.state
const credentialError = () => run.window.facts?.accounts[0]?.credentialError

it('opens the page on the account’s own console', async () => {
  await run.call['guided.open']({ what: 'revoke-all', accountId })
  expect(run.opener.urls).toEqual(['https://fake.example/people/id-ada/tokens'])
})

describe('the check', () => {
  it('notes every token as revoked whose stored secret is refused', async () => {
    for (const name of ['one', 'two']) world.service.drop(await stored(name))
    expect(await check()).toEqual({ ended: 2, access: 'works' })
    expect(['one', 'two'].map(stateOf)).toEqual(['revoked', 'revoked'])
    expect(credentialError()).toBeNull()
  })

  it('is not content while a stored secret is accepted, and notes what is refused all the same', async () => {
    world.service.drop(await stored('one'))
    const second = await stored('two')
    expect(await failureOf(check())).toBe('still-works')
    expect(['one', 'two'].map(stateOf)).toEqual(['revoked', 'active'])
    world.service.drop(second)
    expect(await check()).toEqual({ ended: 1, access: 'works' })
    expect(stateOf('two')).toBe('revoked')
  })

  it('says that the account’s access ended when its own token is refused too', async () => {
    world.service.drop(await stored('one'))
    world.service.dropAll('ada')
    expect(await check()).toMatchObject({ access: 'ended' })
    expect(credentialError()).toMatchObject({ kind: 'wrong-token', code: 'ended-here' })
  })

  it('notes the account’s own token as revoked too where it is known which one that is', async () => {
    await run.call['token.ownCredential']({ tokenId: run.window.row('ada-signs-in').token.id, own: 'yes' })
    world.service.dropAll('ada')
    expect(await check()).toEqual({ ended: 1, access: 'ended' })
    expect(stateOf('ada-signs-in')).toBe('revoked')
  })

  it('goes by the account’s own token where no secret is stored', async () => {
    expect(await failureOf(check())).toBe('still-works')
    world.service.dropAll('ada')
    expect(await check()).toMatchObject({ access: 'ended' })
  })

  it('notes what it could try when it could not try everything', async () => {
    for (const name of ['one', 'two']) world.service.drop(await stored(name))
    world.service.fail({ on: 'probe', kind: 'offline', after: 1 })
    expect(await failureOf(check())).toBe('offline')
    expect(['one', 'two'].map(stateOf).sort()).toEqual(['active', 'revoked'])
  })

  it('counts what a refresh has found to be gone in the meantime', async () => {
    world.service.drop(await stored('one'))
    await refresh(run)
    expect(stateOf('one')).toBe('gone')
    expect(await check()).toEqual({ ended: 1, access: 'works' })
    expect(stateOf('one')).toBe('revoked')
  })

  it('takes a refused secret that nobody ever knew to be the token’s for no proof', async () => {
    world.service.drop(await stored('one'))
    world.service.add('ada', 'seen', { name: 'listed' })
    await refresh(run)
    world.service.fail({ on: 'probe', kind: 'offline' })
    const secret = { from: 'field', value: 'fake-EXAMPLE-mistyped' } as const
    await run.call['secret.store']({ tokenId: run.window.row('listed').token.id, secret, jobId: jobId() })
    expect(await check()).toMatchObject({ ended: 1 })
    expect(['one', 'listed'].map(stateOf)).toEqual(['revoked', 'active'])
  })

  it('asks for the second step before anything is tried', async () => {
    await stored('one')
    expect(await failureOf(check(false))).toBe('confirmation-needed')
    expect(world.service.count('probe')).toBe(0)
  })

  it('waits for what is being done with the account', async () => {
    await stored('one')
    const release = world.service.hold('probe')
    const first = check()
    await until(() => world.service.count('probe') === 1)
    expect(await failureOf(check())).toBe('busy')
    release()
    expect(await failureOf(first)).toBe('still-works')
  })
})

it('is only for providers with such a page', async () => {
  const other = new AppWorld()
  const plain = await other.ready()
  const id = await other.account(plain, other.service.person('ada'))
  const refused = plain.call['revokeAll.check']({ accountId: id, ownConfirmed: true, jobId: jobId() })
  expect(await failureOf(refused)).toBe('not-supported')
  expect(await failureOf(plain.call['guided.open']({ what: 'revoke-all', accountId: id }))).toBe('not-supported')
})
