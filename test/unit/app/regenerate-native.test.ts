import { beforeEach, describe, expect, it } from 'vitest'
import type { Draft } from '#shared/model/operation'
import { AppWorld, failureOf, jobId, refresh, type Run, until } from '#test/support/app-world'

const expiry = { kind: 'at', at: Date.UTC(2026, 5, 1) } as const

describe('regenerating where the provider can', () => {
  let world: AppWorld
  let run: Run
  let accountId: string

  beforeEach(async () => {
    world = new AppWorld()
    const credential = world.service.person('ada')
    world.service.add('ada', 'classic', { name: 'laptop' })
    run = await world.ready()
    accountId = await world.account(run, credential)
  })

  const idOf = (name: string) => run.window.row(name).token.id
  const secretOf = (name: string) => world.service.tokens('ada', 'classic').find((one) => one.name === name)?.secret
  const credential = () => run.vault.records.get('credential', accountId)?.value

  const regenerate = (name: string, ownConfirmed = true, draft: Draft = { expiry }, id = jobId()) =>
    run.call['token.regenerate']({ tokenId: idOf(name), draft, ownConfirmed, jobId: id })

  const store = (name: string) =>
    run.call['secret.store']({
      tokenId: idOf(name),
      secret: { from: 'field', value: secretOf(name) ?? '' },
      jobId: jobId(),
    })

  it('gives the same token a new secret and replaces the stored one', async () => {
    const { secretId: old } = await store('laptop')
    const tokenId = idOf('laptop')
    const made = await regenerate('laptop')
    expect(made.tokenId).toBe(tokenId)
    const row = run.window.row('laptop')
    expect(row).toMatchObject({ token: { expiry }, held: { secretId: made.secretId, proof: 'made-here' } })
    expect(await run.call['secret.reveal']({ id: made.secretId ?? '' })).toMatchObject({ value: secretOf('laptop') })
    expect(await failureOf(run.call['secret.reveal']({ id: old }))).toBe('not-found')
    expect(run.vault.records.ids('secret')).toEqual([made.secretId])
    expect(run.operations()).toEqual([])
  })

  it('asks for an explicit step while nobody knows whether it is the own credential', async () => {
    expect(run.window.row('laptop').own).toBe('unknown')
    expect(await failureOf(regenerate('laptop', false))).toBe('confirmation-needed')
    await run.call['token.ownCredential']({ tokenId: idOf('laptop'), own: 'no' })
    expect(await failureOf(regenerate('laptop', false))).toBe('no failure')
  })

  it('asks for a new expiry that the provider takes', async () => {
    const past: Draft = { expiry: { kind: 'at', at: 0 } }
    await expect(regenerate('laptop', true, past)).rejects.toMatchObject({
      error: { kind: 'invalid-input', field: 'expiry' },
    })
    expect(world.service.count('regenerate')).toBe(0)
  })

  it('swaps the credential in the same commit when the person said that it is this token', async () => {
    await run.call['token.ownCredential']({ tokenId: idOf('ada-signs-in'), own: 'yes' })
    const before = world.service.count('identify')
    await regenerate('ada-signs-in')
    expect(credential()).toBe(secretOf('ada-signs-in'))
    expect(world.service.count('identify')).toBe(before)
    expect(run.window.row('ada-signs-in').own).toBe('yes')
    expect(run.window.row('laptop').own).toBe('no')
    await refresh(run, accountId)
    expect(run.window.facts?.accounts[0]?.credentialError).toBeNull()
  })

  it('finds out by itself that an unknown token was the credential, and swaps it', async () => {
    await regenerate('ada-signs-in')
    expect(credential()).toBe(secretOf('ada-signs-in'))
    expect(run.window.row('ada-signs-in').own).toBe('yes')
    expect(run.window.facts?.accounts[0]?.credentialError).toBeNull()
    await refresh(run, accountId)
  })

  it('leaves the credential alone when it still works', async () => {
    const before = credential()
    await regenerate('laptop')
    expect(credential()).toBe(before)
    // Tried and not it.
    expect(run.window.row('laptop').own).toBe('no')
    expect(run.window.row('ada-signs-in').own).toBe('unknown')
  })

  it('leaves the credential alone when it cannot be tried', async () => {
    world.service.fail({ on: 'identify', kind: 'offline' })
    const before = credential()
    const made = await regenerate('ada-signs-in')
    expect(made.secretId).not.toBeNull()
    expect(credential()).toBe(before)
  })

  it('swaps the credential after the next refresh when it could not be tried, or the person would not wait', async () => {
    const release = world.service.hold('identify')
    const id = jobId()
    const identified = world.service.count('identify')
    const regenerated = regenerate('ada-signs-in', true, { expiry }, id)
    await until(() => world.service.count('identify') > identified)
    await run.call['job.cancel']({ jobId: id })
    expect((await regenerated).secretId).not.toBeNull()
    expect(credential()).not.toBe(secretOf('ada-signs-in'))
    expect(run.window.row('ada-signs-in').own).toBe('unknown')
    release()
    await failureOf(refresh(run, accountId))
    expect(run.window.row('ada-signs-in').own).toBe('yes')
    expect(credential()).toBe(secretOf('ada-signs-in'))
    expect(run.operations()).toEqual([])
    await until(() => run.window.facts?.accounts[0]?.failure === null)
    expect(run.window.facts?.accounts[0]?.credentialError).toBeNull()
  })

  it('swaps the credential later when the app ended before it could', async () => {
    const release = world.service.hold('identify')
    const identified = world.service.count('identify')
    const regenerated = regenerate('ada-signs-in').catch(() => undefined)
    await until(() => world.service.count('identify') > identified)
    run = await world.crash(run, release)
    await until(() => run.window.facts?.operations.length === 0)
    expect(credential()).toBe(secretOf('ada-signs-in'))
    await refresh(run, accountId)
    await regenerated
  })

  it('does not swap for a secret of another person', async () => {
    world.service.fail({ on: 'identify', kind: 'wrong-token' })
    world.service.people.set('ada', { ...world.service.people.get('ada')!, id: 'somebody-else' })
    const before = credential()
    await regenerate('laptop')
    expect(credential()).toBe(before)
  })

  it('refuses a token that is gone', async () => {
    world.service.drop('t-0002')
    await refresh(run)
    expect(await failureOf(regenerate('laptop'))).toBe('not-found')
    expect(world.service.count('regenerate')).toBe(0)
  })

  it('refuses to work on one token twice at a time', async () => {
    const release = world.service.hold('regenerate')
    const first = regenerate('laptop')
    await until(() => world.service.count('regenerate') === 1)
    expect(await failureOf(regenerate('laptop'))).toBe('busy')
    release()
    expect((await first).error).toBeNull()
  })

  it('keeps the new secret of the own credential in memory when it cannot be stored', async () => {
    await run.call['token.ownCredential']({ tokenId: idOf('ada-signs-in'), own: 'yes' })
    const release = world.service.hold('regenerate')
    const making = regenerate('ada-signs-in')
    await until(() => world.service.count('regenerate') === 1)
    run.fs.failOn('create', 'ENOSPC')
    release()
    const made = await making
    expect(made).toMatchObject({ secretId: null, error: { kind: 'disk-full' } })
    expect(credential()).not.toBe(secretOf('ada-signs-in'))
    run.fs.fault = () => undefined
    await run.call['secret.storeAgain']({ unstoredId: made.unstoredId ?? '' })
    expect(credential()).toBe(secretOf('ada-signs-in'))
    await refresh(run, accountId)
  })

  it('keeps the new secret of the own credential in memory when the vault was closed meanwhile, and says so', async () => {
    await run.call['token.ownCredential']({ tokenId: idOf('ada-signs-in'), own: 'yes' })
    const release = world.service.hold('regenerate')
    const making = regenerate('ada-signs-in')
    await until(() => world.service.count('regenerate') === 1)
    await run.vault.close()
    release()
    const made = await making
    expect(made).toMatchObject({ secretId: null, error: { kind: 'vault-locked' } })
    await run.call['vault.retry']({})
    await run.call['secret.storeAgain']({ unstoredId: made.unstoredId ?? '' })
    expect(credential()).toBe(secretOf('ada-signs-in'))
  })

  it('is not done again while the secret of the last time is stored nowhere: storing that later would undo this', async () => {
    const release = world.service.hold('regenerate')
    const making = regenerate('laptop')
    await until(() => world.service.count('regenerate') === 1)
    run.fs.failOn('create', 'ENOSPC')
    release()
    const { unstoredId } = await making
    run.fs.fault = () => undefined
    expect(await failureOf(regenerate('laptop'))).toBe('busy')
    await run.call['secret.storeAgain']({ unstoredId: unstoredId ?? '' })
    expect((await regenerate('laptop')).error).toBeNull()
    expect(world.service.count('regenerate')).toBe(2)
  })

  describe('when the answer is lost', () => {
    it('tells by the expiry that it happened', async () => {
      world.service.fail({ on: 'regenerate', kind: 'answer-lost', done: true })
      expect(await failureOf(regenerate('laptop'))).toBe('answer-lost')
      expect(run.operations()).toMatchObject([{ step: 'answer-lost', candidates: [idOf('laptop')] }])
      await regenerate('laptop')
      expect(run.operations()).toEqual([])
    })

    it('tells by the expiry that it did not', async () => {
      world.service.fail({ on: 'regenerate', kind: 'answer-lost' })
      expect(await failureOf(regenerate('laptop'))).toBe('answer-lost')
      expect(run.operations()).toMatchObject([{ step: 'answer-lost', candidates: [] }])
      world.service.fail({ on: 'regenerate', kind: 'server-error' })
      expect(await failureOf(regenerate('laptop'))).toBe('server-error')
      expect(run.operations()).toHaveLength(1)
    })

    it('still knows after a crash how the token was before', async () => {
      const release = world.service.hold('list')
      world.service.fail({ on: 'regenerate', kind: 'answer-lost', done: true })
      const lists = world.service.count('list')
      const regenerated = regenerate('laptop').catch(() => undefined)
      await until(() => world.service.count('list') > lists)
      run = await world.crash(run, release)
      await until(() => run.operations()[0]?.candidates.length === 1)
      expect(run.operations()).toMatchObject([{ step: 'answer-lost', candidates: [idOf('laptop')], error: null }])
      await regenerated
      expect(world.service.count('regenerate')).toBe(1)
    })
  })
})
