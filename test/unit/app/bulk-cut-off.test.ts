import { beforeEach, describe, expect, it, vi } from 'vitest'
import { AppWorld, failureOf, jobId, refresh, type Run, settle, until } from '#test/support/app-world'

const names = Array.from({ length: 20 }, (_, index) => `token-${String(index).padStart(2, '0')}`)

let world: AppWorld
let run: Run

beforeEach(async () => {
  world = new AppWorld()
  world.service.tellsOwn = true
  const credential = world.service.person('ada', ['acme'])
  for (const name of names) world.service.add('acme', 'org', { name })
  run = await world.ready()
  await world.account(run, credential)
})

const stateOf = (name: string) => run.window.row(name).token.state
const bulk = () => run.window.facts?.bulk ?? null

async function start(some: readonly string[] = names): Promise<string> {
  const tokenIds = some.map((name) => run.window.row(name).token.id)
  return (await run.call['bulkRevoke.start']({ tokenIds, typed: some.length, ownConfirmed: false })).bulkId
}

/** Has it run until nothing is under way; facts are sent in time. */
async function ended(): Promise<void> {
  await until(() => {
    world.clock.advance(100)
    return bulk()?.phase === 'ended'
  })
}

async function results(bulkId: string): Promise<Record<string, string>> {
  const told = await run.call['bulk.results']({ bulkId, from: 0 })
  return Object.fromEntries(
    told.results.map(({ tokenId, outcome }) => [run.window.rows.get(tokenId)?.token.name ?? '', outcome]),
  )
}

describe('a run that was cut off', () => {
  /** Kills the app while the second of them is under way. */
  const cutOff = async (): Promise<string> => {
    await start(names.slice(0, 1))
    await ended()
    const release = world.service.hold('revoke')
    const bulkId = await start(names.slice(1, 5))
    await until(() => world.service.count('revoke') === 2)
    run = await world.crash(run, release)
    await settle()
    await refresh(run)
    await settle()
    return bulkId
  }

  it('is shown at the next start with what was done and what was not, until the person has seen it', async () => {
    const bulkId = await cutOff()
    expect(bulk()).toMatchObject({ id: bulkId, total: 4, done: 1, failed: 0, cutOff: true })
    const done = names.slice(1, 5).filter((name) => stateOf(name) === 'revoked')
    expect(await results(bulkId)).toEqual(Object.fromEntries(done.map((name) => [name, 'revoked'])))
    const { tokenIds } = await run.call['bulk.left']({ bulkId })
    expect(tokenIds).toHaveLength(3)
    await run.call['bulk.dismiss']({ bulkId })
    expect(bulk()).toBeNull()
    await run.app.close()
    run = await world.start()
    expect(bulk()).toBeNull()
  })

  it('goes on with what is left, once the person says so, and is not found again afterwards', async () => {
    const bulkId = await cutOff()
    const { tokenIds } = await run.call['bulk.left']({ bulkId })
    await run.call['bulkRevoke.start']({ tokenIds, typed: 3, ownConfirmed: false })
    await ended()
    expect(bulk()).toMatchObject({ total: 3, done: 3, cutOff: false })
    expect(world.service.count('revoke')).toBe(5)
    await run.app.close()
    run = await world.start()
    expect(bulk()).toBeNull()
    expect(await failureOf(run.call['bulk.left']({ bulkId }))).toBe('not-found')
  })

  it('learns what became of a token that was under way, and of what the person does meanwhile', async () => {
    const bulkId = await cutOff()
    const { tokenIds } = await run.call['bulk.left']({ bulkId })
    await run.call['token.revoke']({ tokenId: tokenIds[0] ?? '', ownConfirmed: false, jobId: jobId() })
    world.clock.advance(100)
    expect(bulk()).toMatchObject({ done: 2 })
    expect(Object.keys(await results(bulkId))).toHaveLength(2)
  })

  it('tells which tokens have their new secret already, where it was about that', async () => {
    const tokenIds = names.map((name) => run.window.row(name).token.id)
    const lifetime = { kind: 'as-before' } as const
    const { bulkId } = await run.call['bulkRegenerate.start']({ tokenIds, lifetime, ownConfirmed: false })
    await until(() => {
      world.clock.advance(100)
      return (bulk()?.done ?? 0) > 0
    })
    const release = world.service.hold('create')
    const made = world.service.count('create')
    await until(() => world.service.count('create') > made)
    run = await world.crash(run, release)
    await settle()
    const { tokenIds: left } = await run.call['bulk.left']({ bulkId })
    const done = Object.values(await results(bulkId))
    expect(done.length).toBeGreaterThan(0)
    expect(new Set(done)).toEqual(new Set(['regenerated']))
    expect(bulk()).toMatchObject({ what: 'regenerate', total: 20, done: done.length, cutOff: true })
    expect(left).toHaveLength(20 - done.length)
  })

  it('knows for longer than the journal which tokens have their new secret', async () => {
    const own = ['laptop', 'phone', 'tablet']
    for (const name of own) world.service.add('ada', 'classic', { name })
    await refresh(run)
    const tokenIds = own.map((name) => run.window.row(name).token.id)
    const draft = { expiry: { kind: 'never' } } as const
    await run.call['token.regenerate']({ tokenId: tokenIds[2] ?? '', draft, ownConfirmed: false, jobId: jobId() })
    world.clock.advance(1000)
    const release = world.service.hold('regenerate')
    const lifetime = { kind: 'as-before' } as const
    const { bulkId } = await run.call['bulkRegenerate.start']({ tokenIds, lifetime, ownConfirmed: false })
    await until(() => world.service.count('regenerate') === 2)
    const locked = run.call['vault.lock']({})
    await settle()
    release()
    await locked
    world.clock.advance(31 * 86_400_000)
    await run.app.close()
    run = await world.start()
    await settle()
    expect(run.operations('regenerate')).toEqual([])
    const { tokenIds: left } = await run.call['bulk.left']({ bulkId })
    expect(left).toHaveLength(2)
    expect(bulk()).toMatchObject({ done: 1, cutOff: true })
  })

  it('is another process’s business while that one lives', async () => {
    const release = world.service.hold('revoke')
    await start()
    await until(() => world.service.count('revoke') === 1)
    world.running.add(1)
    const second = await world.start()
    expect(second.window.facts?.bulk).toBeNull()
    release()
    await ended()
    await second.app.close()
  })

  it('goes on in one of two processes that both have found it', async () => {
    const bulkId = await cutOff()
    const second = await world.start()
    expect(second.window.facts?.bulk).toMatchObject({ id: bulkId, cutOff: true })
    world.running.add(2).add(3)
    const { tokenIds } = await run.call['bulk.left']({ bulkId })
    const wanted = { tokenIds, typed: 3, ownConfirmed: false }
    const before = world.service.count('revoke')
    const release = world.service.hold('revoke')
    await run.call['bulkRevoke.start'](wanted)
    await until(() => world.service.count('revoke') > before)
    await expect(second.call['bulkRevoke.start'](wanted)).rejects.toMatchObject({
      error: { kind: 'busy', code: 'elsewhere' },
    })
    // One of other tokens is another matter.
    const other = second.window.row('token-10').token.id
    await second.call['bulkRevoke.start']({ tokenIds: [other], typed: 1, ownConfirmed: false })
    release()
    await ended()
    expect(bulk()).toMatchObject({ total: 3, done: 3 })
    await until(() => {
      world.clock.advance(100)
      return second.window.facts?.bulk?.phase === 'ended'
    })
    expect(world.service.count('revoke')).toBe(before + 4)
    await second.app.close()
  })

  it('is not tried again while another process is at work on the same', async () => {
    world.service.fail({ on: 'revoke', kind: 'server-error', times: 3 })
    const bulkId = await start(names.slice(0, 3))
    await ended()
    expect(bulk()).toMatchObject({ failed: 3 })
    world.clock.advance(600_001)
    world.running.add(1).add(2)
    const second = await world.start()
    const tokenIds = names.slice(0, 3).map((name) => second.window.row(name).token.id)
    const before = world.service.count('revoke')
    const release = world.service.hold('revoke')
    await second.call['bulkRevoke.start']({ tokenIds, typed: 3, ownConfirmed: false })
    await until(() => world.service.count('revoke') > before)
    expect(await failureOf(run.call['bulk.again']({ bulkId }))).toBe('busy')
    release()
    await until(() => {
      world.clock.advance(100)
      return second.window.facts?.bulk?.phase === 'ended'
    })
    expect(world.service.count('revoke')).toBe(before + 3)
    await second.app.close()
  })

  it('is not begun any more once the vault is being locked, though it was asked for before', async () => {
    const gate = Promise.withResolvers<undefined>()
    const { snapshots } = run.vault
    const exclusively = snapshots.exclusively.bind(snapshots)
    vi.spyOn(snapshots, 'exclusively').mockImplementationOnce(async (name, action) => {
      await gate.promise
      return exclusively(name, action)
    })
    const starting = failureOf(start())
    await settle()
    const locking = run.call['vault.lock']({})
    gate.resolve(undefined)
    expect(await starting).toBe('vault-locked')
    await locking
    expect(run.vault.state().kind).toBe('locked')
    expect(world.service.count('revoke')).toBe(0)
  })

  it('is told after the vault was locked, and kept over a restart', async () => {
    const release = world.service.hold('revoke')
    const bulkId = await start()
    await until(() => world.service.count('revoke') === 1)
    const locked = run.call['vault.lock']({})
    await settle()
    release()
    await locked
    await run.call['vault.retry']({})
    expect((await run.call['bulk.left']({ bulkId })).tokenIds).toHaveLength(19)
    await run.app.close()
    run = await world.start()
    expect(bulk()).toMatchObject({ id: bulkId, total: 20, done: 1, cutOff: true })
  })

  it('is shown although its process’s number is somebody else’s by now', async () => {
    await start()
    const release = world.service.hold('revoke')
    await until(() => world.service.count('revoke') === 1)
    world.clock.advance(660_000)
    // The computer was started anew, and another program has that number.
    world.running.add(1)
    run = await world.crash(run, release)
    expect(bulk()).toMatchObject({ total: 20, cutOff: true })
  })

  it('stays another process’s for as long as that one goes on with it', async () => {
    const release = world.service.hold('revoke')
    await start()
    await until(() => world.service.count('revoke') === 1)
    world.clock.advance(610_000)
    world.service.fail({ on: 'revoke', kind: 'rate-limited', after: 1, times: 19 })
    release()
    await until(() => world.service.count('revoke') > 1)
    await settle()
    world.running.add(1)
    const second = await world.start()
    expect(second.window.facts?.bulk).toBeNull()
    world.clock.advance(10_000)
    await ended()
    await second.app.close()
  })

  it('is not forgotten because another process has a run of its own', async () => {
    world.service.fail({ on: 'revoke', kind: 'server-error' })
    const bulkId = await start(names.slice(0, 3))
    await ended()
    world.running.add(1)
    const second = await world.start()
    const { token } = second.window.row('token-10')
    await second.call['bulkRevoke.start']({ tokenIds: [token.id], typed: 1, ownConfirmed: false })
    await until(() => {
      world.clock.advance(100)
      return second.window.facts?.bulk?.phase === 'ended'
    })
    expect(second.window.facts?.bulk).toMatchObject({ done: 1 })
    await second.app.close()
    world.running.clear()
    run = await world.crash(run)
    expect(bulk()?.id).toBe(bulkId)
  })
})

describe('a run that ended before the vault was closed', () => {
  const relock = async () => {
    await run.call['vault.lock']({})
    await run.call['vault.retry']({})
  }

  it('is not said to have been cut off once all of it is done', async () => {
    await start(names.slice(0, 2))
    await ended()
    await relock()
    expect(bulk()).toMatchObject({ total: 2, done: 2, cutOff: false })
  })

  it('can be gone on with where some have failed', async () => {
    world.service.fail({ on: 'revoke', kind: 'server-error', code: 'x', times: 1 })
    const bulkId = await start(names.slice(0, 3))
    await ended()
    expect(bulk()).toMatchObject({ done: 2, failed: 1 })
    await relock()
    expect((await run.call['bulk.left']({ bulkId })).tokenIds).toHaveLength(1)
    expect(bulk()).toMatchObject({ id: bulkId, total: 3, done: 2 })
    run = await world.crash(run)
    expect(bulk()).toMatchObject({ id: bulkId, total: 3, done: 2 })
    await run.call['bulk.dismiss']({ bulkId })
    await run.app.close()
    run = await world.start()
    expect(bulk()).toBeNull()
  })
})
