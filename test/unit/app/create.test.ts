import { beforeEach, describe, expect, it } from 'vitest'
import type { Draft } from '#shared/model/operation'
import { type AppWorld, failureOf, jobId, refresh, type Run, until } from '#test/support/app-world'
import { createAtAcme, withAda } from './ada.ts'

const day = 86_400_000

describe('making a token', () => {
  let world: AppWorld
  let run: Run
  let accountId: string

  beforeEach(async () => {
    ;({ world, run, accountId } = await withAda())
  })

  const create = (draft: Partial<Draft> = {}, id = jobId()) => createAtAcme({ run, accountId }, draft, id)

  const restart = async () => {
    await run.app.close()
    run = await world.start()
  }

  it('stores the secret before it answers, and shows the token', async () => {
    const made = await create()
    expect(made).toMatchObject({ unstoredId: null, error: null })
    const row = run.window.row('deploy')
    expect(row.token).toMatchObject({ id: made.tokenId, state: 'active', owner: { id: 'acme' }, kind: 'org' })
    expect(row.held).toMatchObject({ secretId: made.secretId, proof: 'made-here' })
    const [issued] = world.service.tokens('acme', 'org')
    expect(await run.call['secret.reveal']({ id: made.secretId ?? '' })).toMatchObject({ value: issued?.secret })
    expect(run.window.facts?.accounts[0]?.heldSecrets).toBe(1)
    expect(run.operations()).toEqual([])
  })

  it('has token and secret after a restart', async () => {
    const { secretId } = await create()
    await restart()
    expect(run.window.row('deploy').held?.secretId).toBe(secretId)
    expect((await run.call['secret.reveal']({ id: secretId ?? '' })).value).toContain('EXAMPLE')
  })

  it('notes the intention before the call is sent', async () => {
    const release = world.service.hold('create')
    const made = create()
    await until(() => world.service.count('create') === 1)
    expect(run.operations()).toMatchObject([{ kind: 'create', step: 'sent', tokenName: 'deploy' }])
    expect([...run.vault.records.all('operation').values()]).toMatchObject([{ operation: { step: 'sent' } }])
    release()
    await made
  })

  it('sends nothing when the intention cannot be written', async () => {
    run.fs.failOn('create', 'ENOSPC')
    expect(await failureOf(create())).toBe('disk-full')
    expect(world.service.count('create')).toBe(0)
  })

  it.each<[string, Partial<Draft>]>([
    ['name', { name: '' }],
    ['name', { name: 'x'.repeat(41) }],
    ['expiry', { expiry: { kind: 'at', at: 0 } }],
    ['expiry', { expiry: { kind: 'at', at: Date.UTC(2036, 0) } }],
    ['scopes', { scopes: ['none'] }],
  ])('refuses what breaks the rule of %s before any call', async (field, draft) => {
    await expect(create(draft)).rejects.toMatchObject({ error: { kind: 'invalid-input', field } })
    expect(world.service.count('create')).toBe(0)
    expect(run.operations()).toEqual([])
  })

  it('keeps to the limit of the organization once a form was told of it', async () => {
    const ada = world.service.people.get('ada')!
    world.service.people.set('ada', { ...ada, organizations: [{ id: 'strict', name: 'strict' }] })
    await refresh(run)
    const owner = { kind: 'organization' as const, id: 'strict', name: 'strict' }
    const options = await run.call['token.formOptions']({ accountId, owner, kind: 'org', jobId: jobId() })
    expect(options.maxDays).toBe(90)
    const draft = { name: 'deploy', expiry: { kind: 'at' as const, at: world.clock.now() + 91 * day } }
    const made = run.call['token.create']({ accountId, owner, kind: 'org', draft, jobId: jobId() })
    await expect(made).rejects.toMatchObject({ error: { kind: 'invalid-input', field: 'expiry' } })
  })

  it('refuses an owner that the account does not offer', async () => {
    const owner = { kind: 'organization' as const, id: 'elsewhere', name: 'acme' }
    const draft = { name: 'deploy', expiry: { kind: 'never' as const } }
    expect(await failureOf(run.call['token.create']({ accountId, owner, kind: 'org', draft, jobId: jobId() }))).toBe(
      'not-found',
    )
  })

  it('ends with what the provider says when it refuses', async () => {
    await create()
    expect(await failureOf(create())).toBe('name-taken')
    expect(run.operations()).toEqual([])
    expect(world.service.count('create')).toBe(2)
  })

  it('notes a credential that is refused', async () => {
    world.service.drop('t-0001')
    expect(await failureOf(create())).toBe('wrong-token')
    expect(run.window.facts?.accounts[0]?.credentialError).toMatchObject({ kind: 'wrong-token' })
  })

  it('can be cancelled before anything is sent', async () => {
    world.clock.advance(day)
    const release = world.service.hold('list')
    const id = jobId()
    const lists = world.service.count('list')
    const made = failureOf(create({}, id))
    await until(() => world.service.count('list') > lists)
    await run.call['job.cancel']({ jobId: id })
    expect(await made).toBe('cancelled')
    release()
    expect(world.service.count('create')).toBe(0)
    expect(run.operations()).toEqual([])
  })

  describe('knowing what was there before', () => {
    const idsBefore = () => [...run.vault.records.all('operation').values()][0]?.idsBefore

    it('lists first when the known list is older than ten minutes', async () => {
      world.service.add('acme', 'org', { name: 'unseen' })
      world.clock.advance(600_001)
      const release = world.service.hold('create')
      const made = create()
      await until(() => world.service.count('create') === 1)
      expect(idsBefore()).toEqual(['t-0002'])
      release()
      await made
      expect(idsBefore()).toEqual([])
    })

    it('does not list again when the known list is young', async () => {
      world.clock.advance(600_000)
      const before = world.service.count('list')
      await create()
      expect(world.service.count('list')).toBe(before)
    })

    it('makes the token although the listing failed, and says in the journal that it did', async () => {
      world.clock.advance(600_001)
      world.service.fail({ on: 'list', kind: 'rate-limited' })
      const release = world.service.hold('create')
      const made = create()
      await until(() => world.service.count('create') === 1)
      expect(run.operations()).toMatchObject([{ step: 'sent', error: { kind: 'rate-limited' } }])
      release()
      expect((await made).secretId).not.toBeNull()
    })
  })

  describe('when the secret cannot be stored', () => {
    const createUnstored = async () => {
      const release = world.service.hold('create')
      const making = create()
      await until(() => world.service.count('create') === 1)
      run.fs.failOn('create', 'ENOSPC', { path: /vault\.tmp/ })
      release()
      return making
    }

    it('keeps it in memory, says so, and can show and copy it', async () => {
      const made = await createUnstored()
      expect(made).toMatchObject({ secretId: null, error: { kind: 'disk-full' } })
      const [issued] = world.service.tokens('acme', 'org')
      const id = made.unstoredId ?? ''
      expect(await run.call['secret.reveal']({ id })).toMatchObject({ value: issued?.secret })
      await run.call['secret.copy']({ id })
      expect(run.clipboard.text).toBe(issued?.secret)
      expect(run.window.row('deploy')).toMatchObject({ token: { state: 'active' }, held: null })
    })

    it('stores it once there is room', async () => {
      const { unstoredId, tokenId } = await createUnstored()
      const again = () => run.call['secret.storeAgain']({ unstoredId: unstoredId ?? '' })
      expect(await failureOf(again())).toBe('disk-full')
      run.fs.fault = () => undefined
      const [first, second] = await Promise.all([again(), again()])
      expect(second).toEqual(first)
      expect(run.window.row('deploy').held).toMatchObject({ secretId: first.secretId, proof: 'made-here' })
      expect(run.operations()).toEqual([])
      expect(await failureOf(again())).toBe('not-found')
      await restart()
      expect(run.window.rows.get(tokenId)?.held?.secretId).toBe(first.secretId)
    })

    it('is not taken for a lost answer by a refresh', async () => {
      await createUnstored()
      await refresh(run)
      expect(run.operations()).toMatchObject([{ step: 'sent' }])
    })

    it('tries once more when the app is closed', async () => {
      await createUnstored()
      run.fs.fault = () => undefined
      await restart()
      expect(run.window.row('deploy').held).toMatchObject({ proof: 'made-here' })
    })

    it('can be seen when the vault was closed meanwhile', async () => {
      const { unstoredId } = await createUnstored()
      await run.vault.close()
      expect((await run.call['secret.reveal']({ id: unstoredId ?? '' })).value).toContain('EXAMPLE')
    })

    it('waits for the vault when that was closed while the call was under way', async () => {
      const release = world.service.hold('create')
      const making = create()
      await until(() => world.service.count('create') === 1)
      await run.vault.close()
      release()
      const made = await making
      expect(made).toMatchObject({ secretId: null, error: { kind: 'vault-locked' } })
      expect(run.window.rows.size).toBe(0)
      await run.call['vault.retry']({})
      const { secretId } = await run.call['secret.storeAgain']({ unstoredId: made.unstoredId ?? '' })
      expect(run.window.row('deploy').held).toMatchObject({ secretId, proof: 'made-here' })
      expect(run.operations()).toEqual([])
    })

    it('is let go when the person says so', async () => {
      const { unstoredId } = await createUnstored()
      run.fs.fault = () => undefined
      await run.call['secret.forget']({ secretId: unstoredId ?? '' })
      expect(await failureOf(run.call['secret.reveal']({ id: unstoredId ?? '' }))).toBe('not-found')
      expect(run.operations()).toEqual([])
    })

    it('is named in the facts until it is stored, so that a window that is loaded anew finds it', async () => {
      const { operationId, tokenId, unstoredId } = await createUnstored()
      const { facts } = await run.call['app.start']({})
      expect(facts.unstored).toEqual([{ id: unstoredId, tokenId, operationId }])
      expect(run.app.unstored()).toBe(1)
      expect(run.window.facts?.unstored).toEqual(facts.unstored)
      await failureOf(run.call['secret.storeAgain']({ unstoredId: unstoredId ?? '' }))
      expect(run.window.facts?.unstored).toHaveLength(1)
      run.fs.fault = () => undefined
      await run.call['secret.storeAgain']({ unstoredId: unstoredId ?? '' })
      expect(run.window.facts?.unstored).toEqual([])
      expect(run.app.unstored()).toBe(0)
    })

    it('is named in the facts no more once it is let go', async () => {
      const { unstoredId } = await createUnstored()
      await run.call['secret.forget']({ secretId: unstoredId ?? '' })
      expect(run.window.facts?.unstored).toEqual([])
    })

    it('keeps its account from being removed: it would be stored for nobody', async () => {
      const { unstoredId } = await createUnstored()
      run.fs.fault = () => undefined
      expect(await failureOf(run.call['account.remove']({ accountId, acceptLosing: 0 }))).toBe('busy')
      await run.call['secret.forget']({ secretId: unstoredId ?? '' })
      await run.call['account.remove']({ accountId, acceptLosing: 0 })
      expect(run.window.facts?.accounts).toEqual([])
    })

    it('does not bring its token back to life when that was revoked meanwhile', async () => {
      const { unstoredId, tokenId } = await createUnstored()
      run.fs.fault = () => undefined
      await run.call['token.revoke']({ tokenId, ownConfirmed: true, jobId: jobId() })
      await run.call['secret.storeAgain']({ unstoredId: unstoredId ?? '' })
      expect(run.window.row('deploy').token.state).toBe('revoked')
    })

    it('becomes a lost answer after a crash', async () => {
      await createUnstored()
      run = await world.crash(run)
      await until(() => run.operations()[0]?.candidates.length === 1)
      expect(run.operations()[0]?.step).toBe('answer-lost')
      expect(run.window.row('deploy').held).toBeNull()
    })
  })

  it('does not take a new token for gone because of a refresh that began before', async () => {
    const release = world.service.hold('list')
    const lists = world.service.count('list')
    const refreshed = refresh(run)
    await until(() => world.service.count('list') > lists)
    world.service.tokens('acme', 'org').splice(0)
    const made = await create()
    // The listing answers with what was there when it began.
    const fresh = world.service.tokens('acme', 'org').splice(0)
    release()
    await refreshed
    expect(run.window.rows.get(made.tokenId)?.token.state).toBe('active')
    world.service.tokens('acme', 'org').push(...fresh)
  })

  it('shows a token whose listing was lost from what is stored with its secret', async () => {
    const { tokenId } = await create()
    await run.app.close()
    for (const path of world.disk.files().filter((file) => file.includes('/snapshots/'))) world.disk.drop(path)
    run = await world.start()
    expect(run.window.rows.get(tokenId)).toMatchObject({ token: { name: 'deploy', state: 'active' } })
    world.service.drop('t-0002')
    await refresh(run)
    expect(run.window.rows.get(tokenId)?.token.state).toBe('gone')
  })
})
