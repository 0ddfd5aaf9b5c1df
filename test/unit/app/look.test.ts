import { beforeEach, describe, expect, it } from 'vitest'
import { AppWorld, failureOf, jobId, refresh, type Run, until } from '#test/support/app-world'

/** So long the person waits for a service that lost an answer and then hangs. */
const patienceMs = 5_000

describe('looking what a call did whose answer was lost', () => {
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

  const tokenId = () => run.window.row('laptop').token.id
  const calls = {
    create: () =>
      run.call['token.create']({
        accountId,
        owner: { kind: 'me', id: 'ada', name: 'ada' },
        kind: 'classic',
        draft: { name: 'new one', expiry: { kind: 'never' } },
        jobId: jobId(),
      }),
    regenerate: () =>
      run.call['token.regenerate']({
        tokenId: tokenId(),
        draft: { expiry: { kind: 'at', at: world.clock.now() + 86_400_000 } },
        ownConfirmed: true,
        jobId: jobId(),
      }),
    revoke: () => run.call['token.revoke']({ tokenId: tokenId(), ownConfirmed: true, jobId: jobId() }),
    update: () => run.call['token.update']({ tokenId: tokenId(), changes: { name: 'desktop' }, jobId: jobId() }),
  } as const
  const kinds = ['create', 'regenerate', 'revoke', 'update'] as const

  /** Makes the call, whose answer is lost, with a service that hangs afterwards. */
  const hang = async (kind: (typeof kinds)[number]) => {
    world.service.fail({ on: kind, kind: 'answer-lost', done: true })
    const release = world.service.hold('list')
    const lists = world.service.count('list')
    let ended = false
    const failure = failureOf(calls[kind]()).finally(() => (ended = true))
    await until(() => world.service.count('list') > lists)
    return { release, failure, hasEnded: () => ended }
  }

  it.each(kinds)(
    'gives up after five seconds while the person waits for %s, and says that it took too long',
    async (kind) => {
      const { failure, hasEnded } = await hang(kind)
      world.clock.advance(patienceMs - 1)
      await new Promise((resolve) => setImmediate(resolve))
      expect(hasEnded()).toBe(false)
      world.clock.advance(1)
      expect(await failure).toBe('answer-lost')
      expect(run.operations()).toMatchObject([{ kind, step: 'answer-lost', error: { kind: 'timeout' } }])
    },
  )

  it.each(kinds)('looks again with the next refresh after %s, and takes as long as that needs', async (kind) => {
    const { failure, release } = await hang(kind)
    world.clock.advance(patienceMs)
    await failure
    release()
    const slow = world.service.hold('list')
    const lists = world.service.count('list')
    const refreshed = refresh(run)
    await until(() => world.service.count('list') > lists)
    world.clock.advance(10 * patienceMs)
    slow()
    await refreshed
    const waits = run.operations().map(({ error, candidates }) => [error, candidates.length])
    // What was made waits for the person, with its name; the others are known to have happened.
    expect(waits).toEqual(kind === 'create' || kind === 'regenerate' ? [[null, 1]] : [])
    expect(world.service.count(kind)).toBe(1)
  })

  it('blames the list for nothing: what was known of it still holds', async () => {
    const { failure } = await hang('create')
    const parts = run.window.facts?.parts
    world.clock.advance(patienceMs)
    await failure
    expect(run.window.facts?.parts).toEqual(parts)
  })
})
