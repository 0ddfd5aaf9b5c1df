import { beforeEach, describe, expect, it } from 'vitest'
import { type AppWorld, failureOf, jobId, refresh, type Run, settle, until } from '#test/support/app-world'
import { guidedProvider } from '#test/support/guided-provider'
import { createAtAcme, withAda } from './ada.ts'

describe('what the journal says of a call before it has ended', () => {
  let world: AppWorld
  let run: Run
  let accountId: string

  beforeEach(async () => {
    ;({ world, run, accountId } = await withAda([['acme', 'org', 'first']]))
  })

  const create = () => createAtAcme({ run, accountId })
  const end = () =>
    run.call['operation.continue']({
      operationId: run.operations()[0]?.id ?? 'none',
      decision: 'nothing-happened',
      tokenId: null,
      ownConfirmed: false,
      jobId: jobId(),
    })
  const commits = () => run.fs.calls.filter(({ step, path }) => step === 'link' && /vault\.\d+$/.test(path)).length
  const commitsOf = async (action: () => Promise<unknown>) => {
    const before = commits()
    await action()
    return commits() - before
  }

  describe('where the list has to be asked for first', () => {
    beforeEach(() => world.clock.advance(600_001))

    it('is that it was never sent, when the app ends meanwhile; the person only has to read it', async () => {
      const release = world.service.hold('list')
      const made = failureOf(create())
      await until(() => world.service.count('list') > 1 && run.operations().length === 1)
      expect(run.operations()).toMatchObject([{ step: 'intended', sent: false, error: null }])
      run = await world.crash(run, release)
      void made
      expect(run.operations()).toMatchObject([{ step: 'intended', sent: false, error: { kind: 'cancelled' } }])
      await refresh(run)
      expect(run.operations()).toMatchObject([{ step: 'intended', candidates: [] }])
      expect(world.service.count('create')).toBe(0)
      await end()
      expect(run.operations()).toEqual([])
    })

    it('is that it is over, when the person calls it off meanwhile', async () => {
      world.service.hold('list')
      const id = jobId()
      const made = createAtAcme({ run, accountId }, {}, id)
      await until(() => world.service.count('list') > 1)
      await run.call['job.cancel']({ jobId: id })
      expect(await failureOf(made)).toBe('cancelled')
      expect(run.operations()).toEqual([])
      expect([...run.vault.records.all('operation').values()]).toMatchObject([{ operation: { step: 'abandoned' } }])
    })

    it('takes one commit more than where the list is known', async () => {
      const asked = await commitsOf(create)
      const known = await commitsOf(() => createAtAcme({ run, accountId }, { name: 'another' }))
      expect([asked, known]).toEqual([4, 3])
    })
  })

  it('is of an entry that an older version wrote that nobody knows', async () => {
    const release = world.service.hold('create')
    void create().catch(() => undefined)
    await until(() => world.service.count('create') === 1)
    const [id, entry] = [...run.vault.records.all('operation')][0]!
    const old = { ...entry, operation: { ...entry.operation, step: 'intended' as const } }
    await run.vault.records.commit([{ put: 'operation', id, value: old }])
    run = await world.crash(run)
    release()
    expect(run.operations()).toMatchObject([{ step: 'answer-lost' }])
  })

  it('is which token was made, when its secret could not be stored and was lost with the app', async () => {
    const release = world.service.hold('create')
    const making = create()
    await until(() => world.service.count('create') === 1)
    // The secret finds no room, and what is known of its token does.
    run.fs.failOn('create', 'ENOSPC', { path: /vault\.tmp/, times: 1 })
    release()
    const made = await making
    expect(made).toMatchObject({ secretId: null, error: { kind: 'disk-full' } })
    expect(run.operations()).toMatchObject([{ step: 'answered', newTokenId: made.tokenId }])
    // Somebody makes another of the same name: it must not be taken for this one.
    run = await world.crash(run, () => world.service.add('acme', 'org', { name: 'deploy' }, 'ada'))
    await refresh(run)
    await settle()
    expect(run.operations()).toMatchObject([
      { step: 'answer-lost', newTokenId: made.tokenId, candidates: [made.tokenId], error: null },
    ])
  })

  it('is what the person did with a secret that could not be stored', async () => {
    const release = world.service.hold('create')
    const making = create()
    await until(() => world.service.count('create') === 1)
    run.fs.failOn('create', 'ENOSPC', { path: /vault\.tmp/, times: 1 })
    release()
    const { unstoredId } = await making
    await run.call['secret.storeAgain']({ unstoredId: unstoredId ?? '' })
    expect(run.operations()).toEqual([])
    expect(run.window.row('deploy').held).not.toBeNull()
  })
})

describe('ending all tokens', () => {
  it('is never sent when the app ends while they are listed', async () => {
    const { world, run: first, accountId } = await withAda([['ada', 'classic', 'laptop']])
    const plain = guidedProvider(world.service)
    world.providers = [{ ...plain, record: { ...plain.record, revokeAll: { how: 'native' } } }]
    await first.app.close()
    let run = await world.start()
    const { tokenIds } = await run.call['revokeAll.list']({ accountId, jobId: jobId() })
    const listed = world.service.count('list')
    const release = world.service.hold('list')
    void run.call['revokeAll.call']({ accountId, name: 'Work', tokenIds, jobId: jobId() }).catch(() => undefined)
    await until(() => world.service.count('list') > listed)
    run = await world.crash(run, release)
    expect(run.operations()).toMatchObject([{ kind: 'revoke-all', step: 'intended', error: { kind: 'cancelled' } }])
    expect(world.service.count('revokeAll')).toBe(0)
  })
})
