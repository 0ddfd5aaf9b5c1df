import { beforeEach, describe, expect, it } from 'vitest'
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
})
