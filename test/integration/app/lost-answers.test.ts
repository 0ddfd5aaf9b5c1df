import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Owner } from '#shared/model/owner'
import { failureOf, jobId, refresh, type Run } from '#test/support/app-world'
import { SimulatedWorld } from './simulated-world.ts'

const acme: Owner = { kind: 'organization', id: 'acme', name: 'Acme' }
const day = 86_400_000

/** What spoils the answer to a change: after the first two it was made, after the third it was not. */
const spoilt = [
  ['lost-answer', true],
  ['broken-body', true],
  ['drop', false],
] as const

describe('when the answer to a change is lost', () => {
  let world: SimulatedWorld
  let run: Run
  let pulumi: string
  let gitpod: string

  beforeEach(async () => {
    world = await SimulatedWorld.begin()
    world.pulumi.state.addOrganizationToken('acme', { name: 'deploy' })
    world.gitpod.state.addToken(world.gitpodUser, { name: 'laptop', expirationTime: world.clock.now() + 9 * day })
    run = await world.ready()
    pulumi = await world.signIn(run, 'pulumi')
    gitpod = await world.signIn(run, 'gitpod')
  })

  afterEach(() => world.end())

  const idOf = (name: string) => run.window.row(name).token.id
  const expiry = () => ({ kind: 'at' as const, at: world.clock.now() + 30 * day })
  const changesAt = (id: 'pulumi' | 'gitpod') =>
    world[id].requests.filter(({ method, path }) =>
      id === 'pulumi' ? method !== 'GET' : /\/(Create|Update|Regenerate|Delete)/.test(path),
    ).length

  const writes = {
    'making at Pulumi Cloud': {
      id: 'pulumi',
      match: { method: 'POST' },
      call: () =>
        run.call['token.create']({
          accountId: pulumi,
          owner: acme,
          kind: 'organization',
          draft: { name: 'fresh', expiry: expiry() },
          jobId: jobId(),
        }),
      waits: (made: boolean) => [{ kind: 'create', step: 'answer-lost', candidates: made ? [idOf('fresh')] : [] }],
    },
    'making a successor at Pulumi Cloud': {
      id: 'pulumi',
      match: { method: 'POST' },
      call: () =>
        run.call['token.regenerate']({
          tokenId: idOf('deploy'),
          draft: { name: 'fresh', expiry: expiry() },
          ownConfirmed: false,
          jobId: jobId(),
        }),
      waits: (made: boolean) => [{ kind: 'regenerate', step: 'answer-lost', candidates: made ? [idOf('fresh')] : [] }],
    },
    'making at Gitpod': {
      id: 'gitpod',
      match: { path: /Create/ },
      call: () =>
        run.call['token.create']({
          accountId: gitpod,
          owner: { kind: 'me', id: world.gitpodUser, name: 'ada' },
          kind: 'personal',
          draft: { name: 'fresh', expiry: expiry() },
          jobId: jobId(),
        }),
      waits: (made: boolean) => [{ kind: 'create', step: 'answer-lost', candidates: made ? [idOf('fresh')] : [] }],
    },
    'regenerating at Gitpod': {
      id: 'gitpod',
      match: { path: /Regenerate/ },
      call: () =>
        run.call['token.regenerate']({
          tokenId: idOf('laptop'),
          draft: { expiry: expiry() },
          ownConfirmed: true,
          jobId: jobId(),
        }),
      waits: (made: boolean) => [{ kind: 'regenerate', step: 'answer-lost', candidates: made ? [idOf('laptop')] : [] }],
    },
  } as const

  const cases = Object.keys(writes).flatMap((name) =>
    spoilt.map(([fault, made]) => [name as keyof typeof writes, fault, made] as const),
  )

  it.each(cases)('%s, %s: sends nothing again and lets the person decide', async (name, kind, made) => {
    const { id, match, call, waits } = writes[name]
    world[id].faults.add({ match, fault: { kind } })
    const before = changesAt(id)
    expect(await failureOf(call())).toBe('answer-lost')
    expect(run.operations()).toMatchObject(waits(made))
    await refresh(run)
    await run.app.close()
    run = await world.start()
    await refresh(run)
    expect(run.operations()).toMatchObject(waits(made))
    expect(changesAt(id)).toBe(before + 1)
    await run.call['operation.continue']({
      operationId: run.operations()[0]?.id ?? '',
      decision: made ? 'revoke-candidate' : 'nothing-happened',
      tokenId: run.operations()[0]?.candidates[0] ?? null,
      ownConfirmed: true,
      jobId: jobId(),
    })
    expect(run.operations()).toEqual([])
    const left = [...world.pulumi.state.tokens, ...world.gitpod.state.tokens].map((token) => token.name)
    expect(left).not.toContain('fresh')
  })

  const settled = [
    ['revoking at Pulumi Cloud', 'pulumi', { method: 'DELETE' }, 'deploy'],
    ['revoking at Gitpod', 'gitpod', { path: /Delete/ }, 'laptop'],
  ] as const

  it.each(settled.flatMap((one) => [[...one, true] as const, [...one, false] as const]))(
    '%s looks whether the token is still there (%s %s %s, done: %s)',
    async (_, id, match, name, done) => {
      world[id].faults.add({ match, fault: { kind: done ? 'lost-answer' : 'drop' } })
      const before = changesAt(id)
      const revoked = run.call['token.revoke']({ tokenId: idOf(name), ownConfirmed: true, jobId: jobId() })
      if (done) expect(await revoked).toEqual({ outcome: 'revoked' })
      else expect(await failureOf(revoked)).toBe('answer-lost')
      expect(run.window.row(name).token.state).toBe(done ? 'revoked' : 'active')
      expect(run.operations()).toEqual([])
      expect(changesAt(id)).toBe(before + 1)
    },
  )

  it.each([true, false])('updating at Gitpod looks how the token is (done: %s)', async (done) => {
    world.gitpod.faults.add({ match: { path: /Update/ }, fault: { kind: done ? 'lost-answer' : 'drop' } })
    const updated = run.call['token.update']({ tokenId: idOf('laptop'), changes: { name: 'desk' }, jobId: jobId() })
    expect(await failureOf(updated)).toBe(done ? 'no failure' : 'answer-lost')
    expect(run.window.row(done ? 'desk' : 'laptop').token.state).toBe('active')
    expect(run.operations()).toEqual([])
  })

  it('of revoking the old token of a successor: it is revoked again, which does no harm', async () => {
    await run.call['token.regenerate']({
      tokenId: idOf('deploy'),
      draft: { name: 'fresh', expiry: expiry() },
      ownConfirmed: false,
      jobId: jobId(),
    })
    world.pulumi.faults.add({ match: { method: 'DELETE' }, fault: { kind: 'lost-answer' } })
    const go = () =>
      run.call['operation.continue']({
        operationId: run.operations()[0]?.id ?? '',
        decision: 'revoke-old',
        tokenId: null,
        ownConfirmed: false,
        jobId: jobId(),
      })
    expect(await failureOf(go())).toBe('answer-lost')
    expect(run.operations()).toMatchObject([{ step: 'revoking', error: { kind: 'answer-lost' } }])
    await refresh(run)
    expect(run.operations()).toEqual([])
    expect(run.window.row('deploy').token.state).toBe('revoked')
  })
})
