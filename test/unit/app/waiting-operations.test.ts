import { beforeEach, describe, expect, it } from 'vitest'
import { type AppWorld, failureOf, jobId, refresh, type Run, settle, until } from '#test/support/app-world'
import { withAda } from './ada.ts'

describe('operations that go on by themselves while the person decides', () => {
  let world: AppWorld
  let run: Run
  let accountId: string

  beforeEach(async () => {
    ;({ world, run, accountId } = await withAda([
      ['acme', 'org', 'first'],
      ['acme', 'org', 'second'],
    ]))
  })

  const idOf = (name: string) => run.window.row(name).token.id
  const names = () => world.service.tokens('acme', 'org').map(({ name }) => name)
  const about = (name: string) => run.operations().find(({ tokenId }) => tokenId === idOf(name))

  const replace = async (name: string) => {
    world.clock.advance(1)
    await run.call['token.regenerate']({
      tokenId: idOf(name),
      draft: { name: `${name}-2`, expiry: { kind: 'never' } },
      ownConfirmed: true,
      jobId: jobId(),
    })
  }
  const decide = (name: string, decision: 'revoke-old' | 'keep-old', id = jobId()) =>
    run.call['operation.continue']({
      operationId: about(name)?.id ?? 'none',
      decision,
      tokenId: null,
      ownConfirmed: true,
      jobId: id,
    })

  it('keeps a token that the person decided to keep while another was being revoked', async () => {
    await replace('first')
    await replace('second')
    world.service.fail({ on: 'revoke', kind: 'server-error', times: 2 })
    await failureOf(decide('first', 'revoke-old'))
    await failureOf(decide('second', 'revoke-old'))
    const release = world.service.hold('revoke')
    const before = world.service.count('revoke')
    const refreshed = refresh(run)
    await until(() => world.service.count('revoke') > before)
    await decide('second', 'keep-old')
    release()
    await refreshed
    expect(names()).toEqual(['second', 'first-2', 'second-2'])
    expect(run.operations()).toEqual([])
  })

  it('goes on with the others before the vault is locked, and with none afterwards', async () => {
    await replace('first')
    await replace('second')
    world.service.fail({ on: 'revoke', kind: 'server-error', times: 2 })
    await failureOf(decide('first', 'revoke-old'))
    await failureOf(decide('second', 'revoke-old'))
    const release = world.service.hold('revoke')
    await run.app.close()
    const before = world.service.count('revoke')
    run = await world.start()
    await until(() => world.service.count('revoke') > before)
    const locking = run.call['vault.lock']({})
    await settle()
    release()
    await locking
    const calls = world.service.calls.length
    await settle()
    expect(world.service.calls).toHaveLength(calls)
    await run.call['vault.retry']({})
    expect(run.operations()).toEqual([])
  })

  it('leaves an operation ended that the person ended while another was being looked at', async () => {
    await replace('first')
    world.service.fail({ on: 'revoke', kind: 'server-error' })
    await failureOf(decide('first', 'revoke-old'))
    world.clock.advance(1)
    world.service.fail({ on: 'create', kind: 'answer-lost' })
    const made = run.call['token.create']({
      accountId,
      owner: { kind: 'organization', id: 'acme', name: 'acme' },
      kind: 'org',
      draft: { name: 'lost', expiry: { kind: 'never' } },
      jobId: jobId(),
    })
    await failureOf(made)
    const lost = run.operations('create')[0]?.id ?? ''
    world.service.add('acme', 'org', { name: 'lost' })
    const release = world.service.hold('revoke')
    const before = world.service.count('revoke')
    const refreshed = refresh(run)
    await until(() => world.service.count('revoke') > before)
    const rest = { tokenId: null, ownConfirmed: false, jobId: jobId() }
    await run.call['operation.continue']({ operationId: lost, decision: 'nothing-happened', ...rest })
    release()
    await refreshed
    expect(run.operations()).toEqual([])
  })

  it('does not revoke by itself what the person cancelled', async () => {
    await replace('first')
    const release = world.service.hold('revoke')
    const id = jobId()
    const decided = failureOf(decide('first', 'revoke-old', id))
    await until(() => world.service.count('revoke') === 1)
    await run.call['job.cancel']({ jobId: id })
    expect(await decided).toBe('cancelled')
    release()
    await refresh(run)
    expect(names()).toContain('first')
    expect(about('first')).toMatchObject({ step: 'revoking', error: { kind: 'cancelled' } })
    await decide('first', 'revoke-old')
    expect(names()).not.toContain('first')
    expect(run.operations()).toEqual([])
  })

  it('can be taken further when the end of the call could not be written down', async () => {
    world.service.fail({ on: 'create', kind: 'name-taken' })
    const release = world.service.hold('create')
    const made = failureOf(
      run.call['token.create']({
        accountId,
        owner: { kind: 'organization', id: 'acme', name: 'acme' },
        kind: 'org',
        draft: { name: 'deploy', expiry: { kind: 'never' } },
        jobId: jobId(),
      }),
    )
    await until(() => world.service.count('create') === 1)
    run.fs.failOn('create', 'ENOSPC')
    release()
    expect(await made).toBe('name-taken')
    run.fs.fault = () => undefined
    await refresh(run)
    await settle()
    expect(run.operations()).toMatchObject([{ step: 'answer-lost', error: null, candidates: [] }])
    const operationId = run.operations()[0]?.id ?? ''
    const rest = { tokenId: null, ownConfirmed: false, jobId: jobId() }
    await run.call['operation.continue']({ operationId, decision: 'nothing-happened', ...rest })
    expect(run.operations()).toEqual([])
  })
})
