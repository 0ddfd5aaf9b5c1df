import { beforeEach, describe, expect, it } from 'vitest'
import { writtenActivity } from '#test/support/activity'
import { AppWorld, failureOf, jobId, type Run } from '#test/support/app-world'
import { fakeProvider } from '#test/support/fake-provider'
import { FakeService } from '#test/support/fake-service'
import { adaAndBob, leakSteps, withShape } from '#test/support/leaked'

let world: AppWorld
let run: Run
let accountId: string
let bobs: string

beforeEach(() => {
  world = new AppWorld()
  world.providers = [withShape(fakeProvider(world.service))]
})

async function start(tellsOwn = true): Promise<void> {
  ;({ run, accountId, bobs } = await adaAndBob(world, tellsOwn))
}

const { issued, secretOf, idOf, stateOf, store, read, end, look, revokes, journalled } = leakSteps(() => ({
  world,
  run,
}))

describe('a leaked secret that the vault has', () => {
  it('is ended with its token, which is revoked like any other', async () => {
    await start()
    await store('deploy')
    const leak = await read(secretOf('deploy'))
    expect(leak.values).toMatchObject([{ look: 'held', tokenIds: [idOf('deploy')], ways: [{ how: 'token' }] }])
    expect(await end(leak)).toMatchObject({ values: [{ state: 'ended', error: null }] })
    expect(stateOf('deploy')).toBe('revoked')
    expect(journalled()).toMatchObject([{ kind: 'revoke', step: 'done', tokenId: idOf('deploy') }])
    await run.app.close()
    const { vault, log } = await world.start()
    const noted = await writtenActivity(vault, { clock: world.clock, log })
    expect(noted.map(({ what }) => what).filter((what) => /revoked/.test(what))).toEqual(['token-revoked'])
  })

  it('is ended only once the places that stop working with it are accepted', async () => {
    await start()
    await store('deploy')
    await run.call['place.add']({ tokenId: idOf('deploy'), where: { kind: 'server', name: 'ci7' }, note: '' })
    const leak = await read(secretOf('deploy'))
    expect(await failureOf(end(leak))).toBe('confirmation-needed')
    expect(revokes()).toBe(0)
    expect(await end(leak, { acceptPlaces: 1 })).toMatchObject({ values: [{ state: 'ended' }] })
  })

  it('is left alone with its token when it was dead before: that one has another secret by now', async () => {
    await start()
    await store('deploy')
    const leaked = secretOf('deploy')
    const token = issued('deploy')!
    world.service.replace('ada', 'classic', { ...token, secret: `${leaked}-again` })
    expect(await end(await read(leaked))).toMatchObject({ values: [{ state: 'was-refused' }] })
    expect(revokes()).toBe(0)
    expect(stateOf('deploy')).toBe('active')
  })

  it('ends no token that it was never known to be of, but whatever it is', async () => {
    await start()
    world.service.fail({ on: 'probe', kind: 'offline' })
    const secret = { from: 'field', value: bobs } as const
    await run.call['secret.store']({ tokenId: idOf('deploy'), secret, jobId: jobId() })
    const leak = await read(bobs)
    expect(leak.values).toMatchObject([{ look: 'held', tokenIds: [idOf('deploy')], ways: [{ how: 'itself' }] }])
    expect(await end(leak)).toMatchObject({ values: [{ state: 'ended', who: 'bob' }] })
    expect(issued('bob-signs-in')).toBeUndefined()
    expect(issued('deploy')).toBeDefined()
    expect(stateOf('deploy')).toBe('active')
  })

  it('is dead at the address where it was ended, and nowhere else', async () => {
    const other = new FakeService('https://api.other.example')
    world.providers = [withShape(fakeProvider(world.service, other))]
    await start()
    await store('deploy')
    const eves = other.person('eve')
    other.add('eve', 'classic', { name: 'far' })
    const far = other.tokens('eve', 'classic').find(({ name }) => name === 'far')
    other.replace('eve', 'classic', { ...far!, secret: secretOf('deploy') })
    await world.account(run, eves, 'Other', 'other.example')
    const secret = { from: 'field', value: secretOf('deploy') } as const
    await run.call['secret.store']({ tokenId: idOf('far'), secret, jobId: jobId() })
    const leak = await read(secretOf('deploy'))
    expect(new Set(leak.values[0]?.tokenIds)).toEqual(new Set([idOf('deploy'), idOf('far')]))
    const { values } = await end(leak)
    expect(values).toMatchObject([{ state: 'ended' }])
    expect([revokes(), other.count('revoke')]).toEqual([1, 0])
    expect([stateOf('deploy'), stateOf('far')]).toEqual(['revoked', 'active'])
    expect(journalled().map(({ tokenId }) => tokenId)).toEqual([idOf('deploy')])
  })

  it('is guarded where Keyrack signs in with it', async () => {
    await start()
    const leak = await read(secretOf('ada-signs-in'))
    expect(leak.values).toMatchObject([{ accountIds: [accountId], ways: [{ how: 'token' }] }])
    expect(await failureOf(end(leak))).toBe('confirmation-needed')
    expect(revokes()).toBe(0)
    await end(leak, { ownConfirmed: true })
    expect(issued('ada-signs-in')).toBeUndefined()
  })
})

describe('a leaked secret that nobody has stored', () => {
  it('signs in to tell which listed token it is, and that one is revoked', async () => {
    await start()
    const before = world.service.calls.length
    const leak = await read(secretOf('deploy'))
    expect(leak.values).toMatchObject([{ look: 'likely', tokenIds: [], ways: [{ how: 'itself' }] }])
    expect(world.service.calls).toHaveLength(before)
    const { values } = await end(leak)
    expect(values).toMatchObject([{ state: 'ended', who: 'ada', tokenIds: [idOf('deploy')] }])
    expect(stateOf('deploy')).toBe('revoked')
    expect(journalled()).toMatchObject([{ kind: 'revoke', step: 'done' }])
    expect(revokes()).toBe(1)
  })

  it('is left to the person where places would stop working that nobody has shown them', async () => {
    await start()
    await run.call['place.add']({ tokenId: idOf('deploy'), where: { kind: 'server', name: 'ci7' }, note: '' })
    const leak = await read(secretOf('deploy'))
    expect(await end(leak)).toMatchObject({ values: [{ state: 'which', tokenIds: [idOf('deploy')] }] })
    expect(revokes()).toBe(0)
    // They have revoked it in the meantime.
    await run.call['token.revoke']({ tokenId: idOf('deploy'), ownConfirmed: false, acceptPlaces: 1, jobId: jobId() })
    expect(await look(leak)).toMatchObject({ values: [{ state: 'ended' }] })
  })

  it('revokes itself where it belongs to somebody who has no account here', async () => {
    await start()
    expect(await end(await read(bobs))).toMatchObject({ values: [{ state: 'ended', who: 'bob', tokenIds: [] }] })
    expect(issued('bob-signs-in')).toBeUndefined()
    expect(journalled()).toEqual([])
  })

  it('is not revoked without a word where Keyrack may sign in with the token', async () => {
    await start(false)
    world.service.tellsOwn = true
    expect(run.window.row('deploy').own).toBe('unknown')
    expect(await end(await read(secretOf('deploy')))).toMatchObject({
      values: [{ state: 'which', tokenIds: [idOf('deploy')] }],
    })
    expect(revokes()).toBe(0)
  })

  it('ends none of the tokens that it may be, surely other ones than Keyrack’s own', async () => {
    await start()
    await store('ada-signs-in')
    world.service.tellsOwn = false
    expect(run.window.row('deploy').own).toBe('no')
    expect(await end(await read(secretOf('laptop')))).toMatchObject({ values: [{ state: 'which', who: 'ada' }] })
    expect(revokes()).toBe(0)
  })

  it('is not called dead when it may not ask who it is', async () => {
    await start()
    world.service.fail({ on: 'identify', kind: 'missing-permission', times: 50 })
    expect(await end(await read(bobs))).toMatchObject({ values: [{ state: 'which', who: null }] })
  })

  it('is not taken for a token of the same name at another address', async () => {
    const other = new FakeService('https://api.other.example')
    other.tellsOwn = true
    world.providers = [withShape(fakeProvider(world.service, other))]
    await start()
    await world.account(run, other.person('bob'), 'Other', 'other.example')
    expect(stateOf('bob-signs-in')).toBe('active')
    expect(await end(await read(bobs))).toMatchObject({ values: [{ state: 'ended', tokenIds: [] }] })
    expect([revokes(), other.count('revoke')]).toEqual([1, 0])
    expect(stateOf('bob-signs-in')).toBe('active')
  })

  it('is never guessed: the tokens that it may be are told, but for those whose secret is another', async () => {
    await start(false)
    await run.call['token.create']({
      accountId,
      owner: run.window.row('deploy').token.owner,
      kind: 'classic',
      draft: { name: 'made here', expiry: { kind: 'never' }, scopes: ['none'] },
      jobId: jobId(),
    })
    const { values } = await end(await read(secretOf('deploy')))
    expect(values).toMatchObject([{ state: 'which', who: 'ada', lost: false }])
    expect(new Set(values[0]?.tokenIds)).toEqual(new Set(['deploy', 'laptop', 'ada-signs-in'].map(idOf)))
    expect(revokes()).toBe(0)
  })

  it('is not ended, and not called so, when it was dead before', async () => {
    await start()
    const leak = await read('fake-EXAMPLE-nobodys')
    expect(await end(leak)).toMatchObject({ values: [{ state: 'was-refused' }] })
    expect(revokes()).toBe(0)
  })
})
