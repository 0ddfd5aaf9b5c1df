import { beforeEach, describe, expect, it } from 'vitest'
import type { Operation } from '#shared/model/operation'
import { AppWorld, failureOf, jobId, refresh, type Run, until } from '#test/support/app-world'

describe('regenerating by making a successor', () => {
  let world: AppWorld
  let run: Run
  let accountId: string

  beforeEach(async () => {
    world = new AppWorld()
    const credential = world.service.person('ada', ['acme'])
    world.service.add('acme', 'org', { name: 'deploy' }, 'ada')
    run = await world.ready()
    accountId = await world.account(run, credential)
  })

  const idOf = (name: string) => run.window.row(name).token.id
  const names = () => world.service.tokens('acme', 'org').map(({ name }) => name)
  const credential = () => run.vault.records.get('credential', accountId)?.value

  const regenerate = (name = 'deploy-2', id = jobId()) =>
    run.call['token.regenerate']({
      tokenId: idOf('deploy'),
      draft: { name, expiry: { kind: 'never' } },
      ownConfirmed: false,
      jobId: id,
    })

  const operation = (): Operation => {
    const [first] = run.operations('regenerate')
    if (first === undefined) throw new Error('no operation waits')
    return first
  }

  const decide = (decision: 'revoke-old' | 'keep-old', ownConfirmed = true, id = jobId()) =>
    run.call['operation.continue']({
      operationId: operation().id,
      decision,
      tokenId: null,
      ownConfirmed,
      jobId: id,
    })

  it('makes, stores and checks the successor, and leaves the old token alone', async () => {
    const made = await regenerate()
    expect(run.window.row('deploy-2').held).toMatchObject({ secretId: made.secretId, proof: 'made-here' })
    expect(operation()).toMatchObject({
      emulated: true,
      step: 'checked',
      error: null,
      tokenId: idOf('deploy'),
      newTokenId: made.tokenId,
      newSecretId: made.secretId,
    })
    expect(names()).toEqual(['deploy', 'deploy-2'])
    expect(world.service.count('revoke')).toBe(0)
  })

  it('wants another name where names are taken for ever', async () => {
    await expect(regenerate('deploy')).rejects.toMatchObject({ error: { kind: 'invalid-input', field: 'name' } })
    expect(world.service.count('create')).toBe(0)
  })

  it('revokes the old token when the person has replaced it, and sees that it is gone', async () => {
    await regenerate()
    const lists = world.service.count('list')
    await decide('revoke-old')
    expect(names()).toEqual(['deploy-2'])
    expect(world.service.count('list')).toBeGreaterThan(lists)
    expect(run.window.row('deploy').token.state).toBe('revoked')
    expect(run.operations()).toEqual([])
  })

  it('keeps both when the person says so', async () => {
    await regenerate()
    await decide('keep-old')
    expect(names()).toEqual(['deploy', 'deploy-2'])
    expect(run.operations()).toEqual([])
  })

  it('asks for an explicit step when the old token may be the own credential', async () => {
    await regenerate()
    expect(await failureOf(decide('revoke-old', false))).toBe('confirmation-needed')
    expect(names()).toEqual(['deploy', 'deploy-2'])
    expect(operation().step).toBe('checked')
  })

  it('makes no second successor while the first waits', async () => {
    await regenerate()
    expect(await failureOf(regenerate('deploy-3'))).toBe('busy')
  })

  it('waits for the person over a restart', async () => {
    await regenerate()
    await run.app.close()
    run = await world.start()
    expect(operation().step).toBe('checked')
    await decide('revoke-old')
    expect(names()).toEqual(['deploy-2'])
  })

  it('has nothing to wait for when the old token is revoked from the list', async () => {
    await regenerate()
    await run.call['token.revoke']({ tokenId: idOf('deploy'), ownConfirmed: true, jobId: jobId() })
    expect(run.operations()).toEqual([])
  })

  describe('when the successor cannot be checked', () => {
    it('says why, and checks it with the next refresh', async () => {
      world.service.fail({ on: 'probe', kind: 'offline' })
      const made = await regenerate()
      expect(made.error).toBeNull()
      expect(operation()).toMatchObject({ step: 'stored', error: { kind: 'offline' } })
      await refresh(run)
      expect(operation()).toMatchObject({ step: 'checked', error: null })
    })

    it('does not keep the person waiting who cancels: the secret is stored, and checked with the next refresh', async () => {
      const release = world.service.hold('probe')
      const id = jobId()
      const making = regenerate('deploy-2', id)
      await until(() => world.service.count('probe') === 1)
      await run.call['job.cancel']({ jobId: id })
      expect(await making).toMatchObject({ secretId: run.window.row('deploy-2').held?.secretId, error: null })
      expect(operation()).toMatchObject({ step: 'stored', error: { kind: 'cancelled' } })
      const again = failureOf(decide('revoke-old', true, id))
      await until(() => world.service.count('probe') === 2)
      await run.call['job.cancel']({ jobId: id })
      expect(await again).toBe('cancelled')
      release()
      await refresh(run)
      expect(operation()).toMatchObject({ step: 'checked', error: null })
      expect(names()).toEqual(['deploy', 'deploy-2'])
    })

    it('checks it before the old token is revoked', async () => {
      world.service.fail({ on: 'probe', kind: 'offline', times: 2 })
      await regenerate()
      expect(await failureOf(decide('revoke-old'))).toBe('offline')
      expect(names()).toEqual(['deploy', 'deploy-2'])
      await decide('revoke-old')
      expect(names()).toEqual(['deploy-2'])
    })

    it('does not revoke the old token for a successor that is refused', async () => {
      const release = world.service.hold('probe')
      const made = regenerate()
      await until(() => world.service.count('probe') === 1)
      world.service.drop('t-0003')
      release()
      await made
      expect(operation()).toMatchObject({ step: 'stored', error: { kind: 'wrong-token' } })
      expect(await failureOf(decide('revoke-old'))).toBe('wrong-token')
      expect(names()).toEqual(['deploy'])
    })
  })

  describe('when revoking the old token fails', () => {
    it('stays there with the reason, and goes on after a refresh', async () => {
      await regenerate()
      world.service.fail({ on: 'revoke', kind: 'server-error' })
      expect(await failureOf(decide('revoke-old'))).toBe('server-error')
      expect(operation()).toMatchObject({ step: 'revoking', error: { kind: 'server-error' } })
      await refresh(run)
      expect(names()).toEqual(['deploy-2'])
      expect(run.operations()).toEqual([])
    })

    it('goes on by itself after a crash', async () => {
      await regenerate()
      const release = world.service.hold('revoke')
      const decided = decide('revoke-old').catch(() => undefined)
      await until(() => world.service.count('revoke') === 1)
      run = await world.crash(run, release)
      await until(() => run.window.facts?.operations.length === 0)
      expect(names()).toEqual(['deploy-2'])
      expect(run.window.row('deploy').token.state).not.toBe('active')
      await decided
    })

    it('counts as done when it was gone already', async () => {
      await regenerate()
      world.service.drop('t-0002')
      await decide('revoke-old')
      expect(run.operations()).toEqual([])
      expect(run.window.row('deploy').token.state).toBe('revoked')
    })

    it('is not done before the listing has it no more', async () => {
      await regenerate()
      world.service.fail({ on: 'list', kind: 'timeout', owner: 'acme' })
      expect(await failureOf(decide('revoke-old'))).toBe('timeout')
      expect(operation().step).toBe('revoking')
      await decide('revoke-old')
      expect(run.operations()).toEqual([])
    })

    it('is not done while the provider still lists the old token', async () => {
      await regenerate()
      const old = { ...world.service.tokens('acme', 'org')[0]! }
      const release = world.service.hold('list')
      const lists = world.service.count('list')
      const decided = decide('revoke-old')
      await until(() => world.service.count('list') > lists)
      world.service.tokens('acme', 'org').push(old)
      release()
      await expect(decided).rejects.toMatchObject({ error: { kind: 'server-error', code: 'still-listed' } })
      expect(operation().step).toBe('revoking')
      expect(run.window.row('deploy').token.state).toBe('active')
      await refresh(run)
      expect(run.operations()).toEqual([])
      expect(names()).toEqual(['deploy-2'])
    })

    it('can be ended by keeping the old token', async () => {
      await regenerate()
      world.service.fail({ on: 'revoke', kind: 'missing-permission' })
      await failureOf(decide('revoke-old'))
      await decide('keep-old')
      expect(run.operations()).toEqual([])
      expect(run.window.row('deploy').token.state).toBe('active')
    })
  })

  describe('of the own credential', () => {
    beforeEach(async () => {
      // The account signs in with the organization's token itself.
      const own = world.service.tokens('acme', 'org')[0]?.secret ?? ''
      await run.call['account.reenter']({ accountId, secret: { from: 'field', value: own }, jobId: jobId() })
      await refresh(run, accountId)
    })

    it('swaps the credential before the old token is revoked, when it is known to be it', async () => {
      await run.call['token.ownCredential']({ tokenId: idOf('deploy'), own: 'yes' })
      await regenerate()
      expect(credential()).not.toBe(world.service.tokens('acme', 'org')[1]?.secret)
      const release = world.service.hold('revoke')
      const decided = decide('revoke-old')
      await until(() => world.service.count('revoke') === 1)
      expect(credential()).toBe(world.service.tokens('acme', 'org')[1]?.secret)
      release()
      await decided
      expect(names()).toEqual(['deploy-2'])
      expect(run.window.row('deploy-2').own).toBe('yes')
      await refresh(run, accountId)
      expect(run.window.facts?.accounts[0]?.credentialError).toBeNull()
    })

    it('swaps it afterwards when nobody knew, and sees with the new one that the old token is gone', async () => {
      await regenerate()
      expect(run.window.row('deploy').own).toBe('unknown')
      await decide('revoke-old')
      expect(credential()).toBe(world.service.tokens('acme', 'org')[0]?.secret)
      expect(run.operations()).toEqual([])
      expect(run.window.row('deploy')).toMatchObject({ token: { state: 'revoked' }, own: 'no' })
      expect(run.window.facts?.accounts[0]?.credentialError).toBeNull()
    })

    it('swaps it also when the app ended between the two', async () => {
      await regenerate()
      const release = world.service.hold('list')
      const lists = world.service.count('list')
      const decided = decide('revoke-old').catch(() => undefined)
      await until(() => world.service.count('list') > lists)
      run = await world.crash(run, release)
      await until(() => run.window.facts?.operations.length === 0)
      expect(credential()).toBe(world.service.tokens('acme', 'org')[0]?.secret)
      await decided
    })
  })

  describe('when the answer of making the successor is lost', () => {
    it('waits for the person, and the old token stands', async () => {
      world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
      expect(await failureOf(regenerate())).toBe('answer-lost')
      expect(operation()).toMatchObject({ step: 'answer-lost', candidates: [idOf('deploy-2')] })
      await run.call['operation.continue']({
        operationId: operation().id,
        decision: 'revoke-candidate',
        tokenId: idOf('deploy-2'),
        ownConfirmed: true,
        jobId: jobId(),
      })
      expect(names()).toEqual(['deploy'])
      expect(run.operations()).toEqual([])
    })
  })

  it('makes no second successor while the secret of the first is stored nowhere', async () => {
    const release = world.service.hold('create')
    const making = regenerate()
    await until(() => world.service.count('create') === 1)
    run.fs.failOn('create', 'ENOSPC')
    release()
    await making
    run.fs.fault = () => undefined
    expect(await failureOf(regenerate('deploy-3'))).toBe('busy')
    expect(names()).toEqual(['deploy', 'deploy-2'])
  })

  it('stores the secret when the app is closed without waiting for a service that hangs', async () => {
    const release = world.service.hold('create')
    const making = regenerate()
    await until(() => world.service.count('create') === 1)
    run.fs.failOn('create', 'ENOSPC')
    release()
    await making
    run.fs.fault = () => undefined
    const free = world.service.hold('probe')
    await run.app.close()
    free()
    run = await world.start()
    expect(run.window.row('deploy-2').held).toMatchObject({ proof: 'made-here' })
    await until(() => operation().step === 'checked')
  })

  it('goes on from where it was when the secret could be stored at last', async () => {
    const release = world.service.hold('create')
    const making = regenerate()
    await until(() => world.service.count('create') === 1)
    run.fs.failOn('create', 'ENOSPC')
    release()
    const { unstoredId } = await making
    run.fs.fault = () => undefined
    await run.call['secret.storeAgain']({ unstoredId: unstoredId ?? '' })
    expect(operation().step).toBe('checked')
    await decide('revoke-old')
    expect(names()).toEqual(['deploy-2'])
  })
})
