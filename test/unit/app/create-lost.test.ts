import { beforeEach, describe, expect, it } from 'vitest'
import type { Draft } from '#shared/model/operation'
import { type AppWorld, failureOf, jobId, refresh, type Run, until } from '#test/support/app-world'
import { createAtAcme, withAda } from './ada.ts'

describe('making a token whose answer is lost', () => {
  let world: AppWorld
  let run: Run
  let accountId: string

  beforeEach(async () => {
    ;({ world, run, accountId } = await withAda())
  })

  const create = (draft: Partial<Draft> = {}, id = jobId()) => createAtAcme({ run, accountId }, draft, id)

  const decide = (
    decision: 'nothing-happened' | 'revoke-candidate' | 'keep-candidate',
    ownConfirmed = false,
    acceptPlaces = 0,
  ) => {
    const [operation] = run.operations('create')
    const tokenId = decision === 'nothing-happened' ? null : (operation?.candidates[0] ?? null)
    return run.call['operation.continue']({
      operationId: operation?.id ?? 'none',
      decision,
      tokenId,
      ownConfirmed,
      acceptPlaces,
      jobId: jobId(),
    })
  }

  /** An account of another person, of whose organization nothing could be listed. */
  const withoutListing = async () => {
    world.service.fail({ on: 'list', kind: 'server-error', owner: 'acme' })
    return world.account(run, world.service.person('bob', ['acme']), 'Other')
  }

  const restart = async () => {
    await run.app.close()
    run = await world.start()
  }

  describe('when the answer is lost', () => {
    it('asks what is there, names what appeared, and never sends again', async () => {
      world.service.add('acme', 'org', { name: 'known' })
      await refresh(run)
      world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
      expect(await failureOf(create())).toBe('answer-lost')
      const candidate = run.window.row('deploy').token.id
      expect(run.operations()).toMatchObject([{ step: 'answer-lost', candidates: [candidate], error: null }])
      await refresh(run)
      await restart()
      expect(run.operations()).toMatchObject([{ step: 'answer-lost', candidates: [candidate] }])
      expect(world.service.count('create')).toBe(1)
    })

    it('puts a token of the same name first', async () => {
      const release = world.service.hold('create')
      world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
      const made = failureOf(create())
      await until(() => world.service.count('create') === 1)
      world.clock.advance(1_000)
      world.service.add('acme', 'org', { name: 'of-a-colleague' })
      release()
      await made
      const names = run.operations()[0]?.candidates.map((id) => run.window.rows.get(id)?.token.name)
      expect(names).toEqual(['deploy', 'of-a-colleague'])
    })

    it('does not suspect tokens that another operation made', async () => {
      world.service.fail({ on: 'create', kind: 'answer-lost' })
      const release = world.service.hold('create')
      const both = [failureOf(create()), failureOf(create({ name: 'second' }))]
      await until(() => world.service.count('create') === 2)
      release()
      expect(await Promise.all(both)).toEqual(['answer-lost', 'no failure'])
      await refresh(run)
      const waits = [{ step: 'answer-lost', tokenName: 'deploy', candidates: [] }]
      expect(run.operations()).toMatchObject(waits)
      await run.call['secret.forget']({ secretId: run.window.row('second').held?.secretId ?? '' })
      await refresh(run)
      expect(run.operations()).toMatchObject(waits)
    })

    it('looks again with the next refresh when it could not look', async () => {
      world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
      world.service.fail({ on: 'list', kind: 'offline' })
      expect(await failureOf(create())).toBe('answer-lost')
      expect(run.operations()).toMatchObject([{ step: 'answer-lost', candidates: [], error: { kind: 'offline' } }])
      await refresh(run)
      expect(run.operations()).toMatchObject([{ candidates: [run.window.row('deploy').token.id], error: null }])
    })

    it('names a token that only a later refresh shows', async () => {
      world.service.fail({ on: 'create', kind: 'answer-lost' })
      await failureOf(create())
      expect(run.operations()).toMatchObject([{ candidates: [] }])
      world.service.add('acme', 'org', { name: 'deploy' })
      await refresh(run)
      expect(run.operations()).toMatchObject([{ candidates: [run.window.row('deploy').token.id] }])
    })

    it('looks also when the person has cancelled', async () => {
      world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
      const release = world.service.hold('list')
      const id = jobId()
      const lists = world.service.count('list')
      const made = failureOf(create({}, id))
      await until(() => world.service.count('list') > lists)
      await run.call['job.cancel']({ jobId: id })
      release()
      expect(await made).toBe('answer-lost')
      expect(run.operations()).toMatchObject([{ candidates: [run.window.row('deploy').token.id] }])
    })

    it('ends when the person says that nothing happened', async () => {
      world.service.fail({ on: 'create', kind: 'answer-lost' })
      await failureOf(create())
      await decide('nothing-happened')
      expect(run.operations()).toEqual([])
    })

    it('revokes the candidate, whose secret is lost, and sees that it is gone', async () => {
      world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
      await failureOf(create())
      await decide('revoke-candidate')
      expect(world.service.tokens('acme', 'org')).toEqual([])
      expect(run.window.row('deploy').token.state).toBe('revoked')
      expect(run.operations()).toEqual([])
    })

    it('revokes no candidate while more places stop working with it than the person was shown', async () => {
      world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
      await failureOf(create())
      const tokenId = run.window.row('deploy').token.id
      await run.call['place.add']({ tokenId, where: { kind: 'variable', name: 'DEPLOY' }, note: '' })
      expect(await failureOf(decide('revoke-candidate'))).toBe('confirmation-needed')
      expect(world.service.count('revoke')).toBe(0)
      await decide('revoke-candidate', false, 1)
      expect(run.window.row('deploy').token.state).toBe('revoked')
    })

    it('knows that what was not there before the call is not the own credential, after a failure and a restart too', async () => {
      world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
      await failureOf(create())
      expect(run.window.row('deploy').own).toBe('no')
      world.service.fail({ on: 'revoke', kind: 'missing-permission' })
      expect(await failureOf(decide('revoke-candidate'))).toBe('missing-permission')
      expect(run.window.row('deploy').own).toBe('no')
      await restart()
      expect(run.window.row('deploy').own).toBe('no')
    })

    it('guards the candidate like the own credential when it is not known what was there before', async () => {
      run = await world.start()
      accountId = await withoutListing()
      world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
      world.service.fail({ on: 'list', kind: 'server-error', owner: 'acme' })
      await failureOf(create())
      expect(run.window.row('deploy').own).toBe('unknown')
      expect(await failureOf(decide('revoke-candidate'))).toBe('confirmation-needed')
      await decide('revoke-candidate', true)
      expect(run.window.row('deploy').token.state).toBe('revoked')
    })

    it('guards the candidate again when the credential was entered after the call', async () => {
      world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
      await failureOf(create())
      world.clock.advance(1_000)
      const value = world.service.tokens('acme', 'org')[0]?.secret ?? ''
      await run.call['account.reenter']({ accountId, secret: { from: 'field', value }, jobId: jobId() })
      expect(run.window.row('deploy').own).toBe('unknown')
      expect(await failureOf(decide('revoke-candidate'))).toBe('confirmation-needed')
    })

    it('leaves the candidate in the list without a secret', async () => {
      world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
      await failureOf(create())
      await decide('keep-candidate')
      expect(run.window.row('deploy')).toMatchObject({ token: { state: 'active' }, held: null })
      expect(run.operations()).toEqual([])
    })

    it('refuses a candidate that is none, and decisions that make no sense', async () => {
      world.service.add('acme', 'org', { name: 'known' })
      await refresh(run)
      world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
      await failureOf(create())
      const operationId = run.operations()[0]?.id ?? ''
      const rest = { operationId, ownConfirmed: true, jobId: jobId() }
      const known = run.window.row('known').token.id
      const go = run.call['operation.continue']
      expect(await failureOf(go({ ...rest, decision: 'revoke-candidate', tokenId: known }))).toBe('invalid-input')
      expect(await failureOf(go({ ...rest, decision: 'revoke-candidate', tokenId: null }))).toBe('invalid-input')
      expect(await failureOf(go({ ...rest, decision: 'revoke-old', tokenId: null }))).toBe('invalid-input')
      expect(world.service.tokens('acme', 'org')).toHaveLength(2)
    })

    it('has nothing to wait for once the only candidate was revoked from the list', async () => {
      world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
      await failureOf(create())
      const tokenId = run.window.row('deploy').token.id
      await run.call['token.revoke']({ tokenId, ownConfirmed: true, jobId: jobId() })
      expect(run.operations()).toEqual([])
    })
  })

  it.each(['server-error', 'timeout', 'broken-body', 'too-large'] as const)(
    'after %s asks what is there: nothing new ends it, something new is a lost answer',
    async (kind) => {
      world.service.fail({ on: 'create', kind })
      expect(await failureOf(create())).toBe(kind)
      expect(run.operations()).toEqual([])
      world.service.fail({ on: 'create', kind, done: true })
      expect(await failureOf(create())).toBe(kind)
      expect(run.operations()).toMatchObject([{ step: 'answer-lost', candidates: [run.window.row('deploy').token.id] }])
    },
  )
})
