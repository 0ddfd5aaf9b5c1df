import { beforeEach, describe, expect, it } from 'vitest'
import type { Provider } from '#main/ports/provider'
import { writtenActivity } from '#test/support/activity'
import { AppWorld, failureOf, jobId, refresh, type Run, until } from '#test/support/app-world'
import { fakeProvider } from '#test/support/fake-provider'

let world: AppWorld
let run: Run
let accountId: string

/** The fake provider with the one call. */
function able(plain: Provider): Provider {
  return { ...plain, record: { ...plain.record, revokeAll: { how: 'native' } } }
}

beforeEach(async () => {
  world = new AppWorld()
  world.providers = [able(fakeProvider(world.service))]
  const credential = world.service.person('ada', ['acme'])
  world.service.add('ada', 'classic', { name: 'laptop' })
  world.service.add('ada', 'classic', { name: 'ci' })
  world.service.add('acme', 'org', { name: 'deploy' })
  run = await world.ready()
  accountId = await world.account(run, credential)
})

const list = () => run.call['revokeAll.list']({ accountId, jobId: jobId() })
const end = (tokenIds: string[], name = 'Work', id = jobId(), acceptPlaces = 0) =>
  run.call['revokeAll.call']({ accountId, name, tokenIds, jobId: id, acceptPlaces })
const listAndEnd = async () => end((await list()).tokenIds)
const stateOf = (name: string) => run.window.row(name).token.state
const account = () => run.window.facts?.accounts[0]
const waiting = () => run.operations('revoke-all')[0]

describe('before it', () => {
  it('lists anew what would end: every token of the person, the credential’s own too, and no other', async () => {
    world.service.add('ada', 'classic', { name: 'made elsewhere' })
    const { tokenIds } = await list()
    const names = tokenIds.map((id) => run.window.rows.get(id)?.token.name)
    expect(names.sort()).toEqual(['ada-signs-in', 'ci', 'laptop', 'made elsewhere'])
  })

  it('does nothing unless the account’s name was typed', async () => {
    const { tokenIds } = await list()
    expect(await failureOf(end(tokenIds, 'work'))).toBe('confirmation-needed')
    expect(world.service.count('revokeAll')).toBe(0)
  })

  it('does nothing when there is a token that the person was not shown', async () => {
    const { tokenIds } = await list()
    world.service.add('ada', 'classic', { name: 'newcomer' })
    expect(await failureOf(end(tokenIds))).toBe('confirmation-needed')
    expect(world.service.count('revokeAll')).toBe(0)
    expect(run.operations()).toEqual([])
  })

  it('does nothing while more places stop working with them than the person was shown', async () => {
    const { tokenIds } = await list()
    for (const name of ['laptop', 'ci', 'deploy']) {
      const tokenId = run.window.row(name).token.id
      await run.call['place.add']({ tokenId, where: { kind: 'variable', name: 'TOKEN' }, note: '' })
    }
    expect(await failureOf(end(tokenIds))).toBe('confirmation-needed')
    expect(await failureOf(end(tokenIds, 'Work', jobId(), 1))).toBe('confirmation-needed')
    expect(world.service.count('revokeAll')).toBe(0)
    await end(tokenIds, 'Work', jobId(), 2)
    expect(world.service.count('revokeAll')).toBe(1)
  })

  it('does nothing when the credential signs in as somebody else by now', async () => {
    const { tokenIds } = await list()
    const ada = world.service.people.get('ada')
    if (ada !== undefined) world.service.people.set('ada', { ...ada, id: 'id-another' })
    expect(await failureOf(end(tokenIds))).toBe('other-identity')
    expect(world.service.count('revokeAll')).toBe(0)
  })

  it('waits for what is being done with a token of the account', async () => {
    const { tokenIds } = await list()
    const release = world.service.hold('revoke')
    const revoking = run.call['token.revoke']({
      tokenId: run.window.row('ci').token.id,
      ownConfirmed: true,
      jobId: jobId(),
    })
    await until(() => world.service.count('revoke') === 1)
    expect(await failureOf(end(tokenIds))).toBe('busy')
    release()
    await revoking
  })

  it('is only for providers with such a call', async () => {
    const other = new AppWorld()
    const plain = await other.ready()
    const id = await other.account(plain, other.service.person('ada'))
    expect(await failureOf(plain.call['revokeAll.list']({ accountId: id, jobId: jobId() }))).toBe('not-supported')
    const forced = plain.call['revokeAll.call']({ accountId: id, name: 'Work', tokenIds: [], jobId: jobId() })
    expect(await failureOf(forced)).toBe('not-supported')
    expect(other.service.count('revokeAll')).toBe(0)
  })
})

describe('when it is done', () => {
  it('notes every token of the person as revoked, and that the account’s access ended', async () => {
    expect(await listAndEnd()).toEqual({ ended: 3, access: 'ended' })
    expect(['ada-signs-in', 'ci', 'laptop'].map(stateOf)).toEqual(['revoked', 'revoked', 'revoked'])
    expect(stateOf('deploy')).toBe('active')
    expect(account()?.credentialError).toMatchObject({ kind: 'wrong-token', code: 'ended-here' })
    expect(run.operations()).toEqual([])
  })

  it('is in the activity log, as are attempts that failed', async () => {
    world.service.fail({ on: 'revokeAll', kind: 'missing-permission' })
    await failureOf(listAndEnd())
    await listAndEnd()
    await run.app.close()
    run = await world.start()
    const all = await writtenActivity(run.vault, { clock: world.clock, log: run.log })
    const entries = all.filter(({ what }) => what === 'all-tokens-revoked')
    expect(entries.map(({ outcome, accountId: id }) => [outcome, id])).toEqual([
      ['missing-permission', accountId],
      ['done', accountId],
    ])
  })

  it('says so still after a refresh, until another token is entered', async () => {
    await listAndEnd()
    expect(await failureOf(refresh(run, accountId))).toBe('wrong-token')
    expect(account()?.credentialError).toMatchObject({ code: 'ended-here' })
    const { secret: value } = world.service.add('ada', 'classic', { name: 'next' })
    await run.call['account.reenter']({ accountId, secret: { from: 'field', value }, jobId: jobId() })
    await refresh(run, accountId)
    expect(account()?.credentialError).toBeNull()
    expect(stateOf('laptop')).toBe('revoked')
    expect(stateOf('next')).toBe('active')
  })

  it('says that Keyrack can still sign in when it does so with something else', async () => {
    const { tokenIds } = await list()
    const all = world.service.tokens('ada', 'classic')
    const own = all.findIndex(({ name }) => name === 'ada-signs-in')
    all.splice(own, 1)
    expect(await end(tokenIds)).toEqual({ ended: 2, access: 'works' })
    expect(account()?.credentialError).toBeNull()
    expect(stateOf('ci')).toBe('revoked')
  })

  it('takes the provider’s word when nobody can look afterwards', async () => {
    const { tokenIds } = await list()
    // Two pages just before.
    world.service.fail({ on: 'list', kind: 'offline', after: 2 })
    expect(await end(tokenIds)).toEqual({ ended: 3, access: 'unknown' })
    expect(stateOf('ci')).toBe('revoked')
    expect(account()?.credentialError).toBeNull()
  })

  it('ends the operations that waited for a decision about one of the tokens', async () => {
    world.service.fail({ on: 'update', kind: 'answer-lost' })
    world.service.fail({ on: 'list', kind: 'offline' })
    const changes = { name: 'laptop-2' }
    await failureOf(run.call['token.update']({ tokenId: run.window.row('laptop').token.id, changes, jobId: jobId() }))
    expect(run.operations('update')).toHaveLength(1)
    await listAndEnd()
    expect(run.operations()).toEqual([])
  })
})

describe('when it is not certain', () => {
  it('waits with what is listed still when the provider says that all ended and some did not', async () => {
    const { tokenIds } = await list()
    world.service.dropAll = () => world.service.drop(world.service.tokens('ada', 'classic')[1]?.issuerId ?? '')
    expect(await failureOf(end(tokenIds))).toBe('still-works')
    const left = waiting()?.candidates.map((id) => run.window.rows.get(id)?.token.name)
    expect(left?.sort()).toEqual(['ada-signs-in', 'ci'])
    expect(stateOf('laptop')).toBe('revoked')
    expect(stateOf('ci')).toBe('active')
    world.service.drop(world.service.tokens('ada', 'classic')[1]?.issuerId ?? '')
    await refresh(run, accountId)
    expect(waiting()?.candidates).toHaveLength(1)
  })

  it('ends by itself once what was listed still is gone', async () => {
    const { tokenIds } = await list()
    world.service.dropAll = () => {}
    expect(await failureOf(end(tokenIds))).toBe('still-works')
    const { secret: value } = world.service.add('ada', 'classic', { name: 'next' })
    await run.call['account.reenter']({ accountId, secret: { from: 'field', value }, jobId: jobId() })
    for (const { issuerId, name } of [...world.service.tokens('ada', 'classic')]) {
      if (name !== 'next') world.service.drop(issuerId)
    }
    await refresh(run, accountId)
    expect(run.operations()).toEqual([])
  })

  it('never sends it again after a lost answer: it is unknown until the tokens can be listed', async () => {
    const { tokenIds } = await list()
    world.service.fail({ on: 'revokeAll', kind: 'answer-lost', done: true })
    expect(await failureOf(end(tokenIds))).toBe('answer-lost')
    expect(waiting()).toMatchObject({ step: 'answer-lost', error: { kind: 'wrong-token' } })
    expect(stateOf('ci')).toBe('active')
    const { secret: value } = world.service.add('ada', 'classic', { name: 'next' })
    await run.call['account.reenter']({ accountId, secret: { from: 'field', value }, jobId: jobId() })
    await refresh(run, accountId)
    expect(run.operations()).toEqual([])
    expect(['ada-signs-in', 'ci', 'laptop'].map(stateOf)).toEqual(['revoked', 'revoked', 'revoked'])
    expect(world.service.count('revokeAll')).toBe(1)
  })

  it('knows that a lost answer was a yes when none is listed any more', async () => {
    const { tokenIds } = await list()
    const all = world.service.tokens('ada', 'classic')
    all.splice(
      all.findIndex(({ name }) => name === 'ada-signs-in'),
      1,
    )
    world.service.fail({ on: 'revokeAll', kind: 'answer-lost', done: true })
    expect(await end(tokenIds)).toEqual({ ended: 2, access: 'works' })
    expect(run.operations()).toEqual([])
  })

  it('is looked up after a crash, and not sent again', async () => {
    const { tokenIds } = await list()
    world.service.hold('revokeAll')
    void end(tokenIds).catch(() => undefined)
    await until(() => world.service.count('revokeAll') === 1)
    run = await world.crash(run)
    expect(waiting()).toMatchObject({ step: 'answer-lost', tokenName: 'Work' })
    await refresh(run, accountId)
    await until(() => waiting()?.error === null)
    expect(waiting()).toMatchObject({ step: 'answer-lost' })
    expect(waiting()?.candidates).toHaveLength(3)
    expect(world.service.count('revokeAll')).toBe(1)
  })

  it('leaves nothing behind when the provider refuses it', async () => {
    const { tokenIds } = await list()
    world.service.fail({ on: 'revokeAll', kind: 'missing-permission' })
    expect(await failureOf(end(tokenIds))).toBe('missing-permission')
    expect(run.operations()).toEqual([])
    expect(stateOf('ci')).toBe('active')
  })

  it('can be left by the person, who sees what is there', async () => {
    const { tokenIds } = await list()
    world.service.dropAll = () => {}
    await failureOf(end(tokenIds))
    await run.call['operation.continue']({
      operationId: waiting()?.id ?? '',
      decision: 'nothing-happened',
      tokenId: null,
      ownConfirmed: false,
      jobId: jobId(),
    })
    expect(run.operations()).toEqual([])
    expect(stateOf('ci')).toBe('active')
  })
})
