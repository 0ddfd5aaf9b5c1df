import { beforeEach, describe, expect, it } from 'vitest'
import type { Changes } from '#shared/model/operation'
import { type AppWorld, failureOf, jobId, refresh, type Run, until } from '#test/support/app-world'
import { withAda } from './ada.ts'

let world: AppWorld
let run: Run
let accountId: string

beforeEach(async () => {
  ;({ world, run, accountId } = await withAda([
    ['ada', 'classic', 'laptop'],
    ['acme', 'org', 'deploy'],
  ]))
})

const idOf = (name: string) => run.window.row(name).token.id

describe('revoking', () => {
  const revoke = (name: string, ownConfirmed = true) =>
    run.call['token.revoke']({ tokenId: idOf(name), ownConfirmed, jobId: jobId() })

  it('marks the token as revoked, with the date, and says so', async () => {
    expect(await revoke('laptop')).toEqual({ outcome: 'revoked' })
    expect(run.window.row('laptop').token).toMatchObject({ state: 'revoked', goneAt: world.clock.now() })
    expect(world.service.tokens('ada', 'classic')).toHaveLength(1)
    await run.app.close()
    run = await world.start()
    expect(run.window.row('laptop').token.state).toBe('revoked')
    await refresh(run)
    expect(run.window.row('laptop').token.state).toBe('revoked')
  })

  it('says that a token was gone already, which is as good', async () => {
    world.service.drop('t-0002')
    expect(await revoke('laptop')).toEqual({ outcome: 'already-gone' })
    expect(run.window.row('laptop').token.state).toBe('revoked')
  })

  it.each(['yes', 'unknown'] as const)('asks for an explicit step when it is the own credential: %s', async (own) => {
    if (own === 'yes') await run.call['token.ownCredential']({ tokenId: idOf('laptop'), own })
    expect(await failureOf(revoke('laptop', false))).toBe('confirmation-needed')
    expect(world.service.count('revoke')).toBe(0)
    expect(await revoke('laptop', true)).toEqual({ outcome: 'revoked' })
  })

  it('asks for nothing more when it is surely not the own credential', async () => {
    await run.call['token.ownCredential']({ tokenId: idOf('laptop'), own: 'no' })
    expect(await revoke('laptop', false)).toEqual({ outcome: 'revoked' })
  })

  it('finds out at once when the own credential went with it', async () => {
    await revoke('ada-signs-in')
    await until(() => run.window.facts?.accounts[0]?.credentialError?.kind === 'wrong-token')
  })

  it('keeps the stored secret until the person forgets it', async () => {
    const value = world.service.tokens('ada', 'classic')[1]?.secret ?? ''
    const tokenId = idOf('laptop')
    const { secretId } = await run.call['secret.store']({
      tokenId,
      secret: { from: 'field', value },
      jobId: jobId(),
    })
    await revoke('laptop')
    expect(await run.call['secret.reveal']({ id: secretId })).toMatchObject({ value })
    await run.call['secret.forget']({ secretId })
    expect(run.window.row('laptop').held).toBeNull()
  })

  it('hands the stored secret to the provider, which may know the token by nothing else', async () => {
    const value = world.service.tokens('ada', 'classic')[1]?.secret ?? ''
    const secret = { from: 'field', value } as const
    await run.call['secret.store']({ tokenId: idOf('laptop'), secret, jobId: jobId() })
    await revoke('laptop')
    expect(world.service.revokedWith).toBe(value)
    await revoke('deploy')
    expect(world.service.revokedWith).toBeNull()
  })

  it('leaves the token alive when the provider refuses', async () => {
    world.service.fail({ on: 'revoke', kind: 'missing-permission' })
    expect(await failureOf(revoke('deploy'))).toBe('missing-permission')
    expect(run.window.row('deploy').token.state).toBe('active')
    expect(run.operations()).toEqual([])
  })

  it.each(['answer-lost', 'server-error', 'timeout'] as const)(
    'after %s looks whether the token is still there',
    async (kind) => {
      world.service.fail({ on: 'revoke', kind, done: true })
      expect(await revoke('deploy')).toEqual({ outcome: 'revoked' })
      expect(run.window.row('deploy').token.state).toBe('revoked')
      world.service.fail({ on: 'revoke', kind })
      expect(await failureOf(revoke('laptop'))).toBe(kind)
      expect(run.window.row('laptop').token.state).toBe('active')
      expect(run.operations()).toEqual([])
    },
  )

  it('finds out with the next refresh when it could not look', async () => {
    world.service.fail({ on: 'revoke', kind: 'answer-lost', done: true })
    world.service.fail({ on: 'list', kind: 'offline' })
    expect(await failureOf(revoke('deploy'))).toBe('answer-lost')
    expect(run.operations()).toMatchObject([{ kind: 'revoke', step: 'answer-lost', error: { kind: 'offline' } }])
    await refresh(run)
    expect(run.operations()).toEqual([])
    expect(run.window.row('deploy').token.state).toBe('revoked')
  })

  it.each([true, false])('finds out after a crash in the middle whether it was done: %s', async (done) => {
    const release = world.service.hold('revoke')
    world.service.fail({ on: 'revoke', kind: 'answer-lost', done })
    const revoked = revoke('deploy').catch(() => undefined)
    await until(() => world.service.count('revoke') === 1)
    run = await world.crash(run, release)
    await until(() => run.window.facts?.operations.length === 0)
    await revoked
    await refresh(run)
    expect(run.window.row('deploy').token.state).toBe(done ? 'revoked' : 'active')
    expect(world.service.count('revoke')).toBe(1)
  })

  it('is not undone by a refresh that began before', async () => {
    const release = world.service.hold('list')
    const lists = world.service.count('list')
    const refreshed = refresh(run)
    await until(() => world.service.count('list') > lists)
    await revoke('laptop')
    world.service.tokens('ada', 'classic').push({
      ...world.service.add('ada', 'classic'),
      issuerId: 't-0002',
      name: 'laptop',
    })
    release()
    await refreshed
    expect(run.window.row('laptop').token.state).toBe('revoked')
  })

  it('shows a token as alive again when a later listing has it', async () => {
    await revoke('laptop')
    world.service
      .tokens('ada', 'classic')
      .push({ ...world.service.add('ada', 'classic'), issuerId: 't-0002', name: 'laptop' })
    await refresh(run)
    expect(run.window.row('laptop').token.state).toBe('active')
    expect(run.window.row('laptop').token.goneAt).toBeUndefined()
  })

  it('refuses what is not there, and what no provider knows', async () => {
    const go = (tokenId: string) => run.call['token.revoke']({ tokenId, ownConfirmed: true, jobId: jobId() })
    expect(await failureOf(go('nobody/knows'))).toBe('not-found')
    const token = {
      name: 'vpn',
      service: 'VPN',
      serviceUrl: '',
      owner: 'me',
      expiry: { kind: 'unknown' as const },
      manageUrl: '',
      notes: '',
    }
    const { tokenId } = await run.call['other.add']({ token, secret: null })
    expect(await failureOf(go(tokenId))).toBe('not-supported')
  })
})

describe('updating', () => {
  const update = (name: string, changes: Changes) =>
    run.call['token.update']({ tokenId: idOf(name), changes, jobId: jobId() })

  it('changes what the provider lets change', async () => {
    await update('laptop', { name: '  desk  ' })
    expect(run.window.row('desk').token.state).toBe('active')
    expect(world.service.tokens('ada', 'classic')[1]?.name).toBe('desk')
    expect(run.operations()).toEqual([])
  })

  it('says where it cannot be done', async () => {
    expect(await failureOf(update('deploy', { name: 'other' }))).toBe('not-supported')
  })

  it.each<[string, Changes]>([
    ['name', { name: 'x' }],
    ['description', { description: 'there is none' }],
    ['scopes', { scopes: ['half'] }],
    ['name', {}],
  ])('refuses what breaks the rule of %s before any call', async (field, changes) => {
    await expect(update('laptop', changes)).rejects.toMatchObject({ error: { kind: 'invalid-input', field } })
    expect(world.service.count('update')).toBe(0)
  })

  it('counts as done when the answer was lost and the change is there', async () => {
    world.service.fail({ on: 'update', kind: 'answer-lost', done: true })
    await update('laptop', { name: 'desk' })
    expect(run.window.row('desk').token.state).toBe('active')
    expect(run.operations()).toEqual([])
  })

  it('fails when the answer was lost and the change is not there', async () => {
    world.service.fail({ on: 'update', kind: 'answer-lost' })
    expect(await failureOf(update('laptop', { name: 'desk' }))).toBe('answer-lost')
    expect(run.window.row('laptop').token.state).toBe('active')
    expect(run.operations()).toEqual([])
  })

  it('finds out with the next refresh when it could not look', async () => {
    world.service.fail({ on: 'update', kind: 'answer-lost', done: true })
    world.service.fail({ on: 'list', kind: 'offline' })
    expect(await failureOf(update('laptop', { name: 'desk' }))).toBe('answer-lost')
    expect(run.operations()).toMatchObject([{ kind: 'update', step: 'answer-lost' }])
    await refresh(run, accountId)
    expect(run.operations()).toEqual([])
    expect(run.window.row('desk').token.state).toBe('active')
  })

  it('ends with what the provider says when it refuses', async () => {
    world.service.fail({ on: 'update', kind: 'invalid-input' })
    expect(await failureOf(update('laptop', { name: 'desk' }))).toBe('invalid-input')
    expect(run.operations()).toEqual([])
  })
})
