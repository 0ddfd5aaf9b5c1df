import { beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import type { Inspection, IssuedToken, Provider } from '#main/ports/provider'
import { AppWorld, failureOf, jobId, refresh, type Run, until } from '#test/support/app-world'
import { fakeProvider } from '#test/support/fake-provider'
import type { FakeService } from '#test/support/fake-service'

type Answer = Inspection | Failure

/** A provider that lists no personal tokens, and answers about secrets as it is told. */
function unlisting(service: FakeService, answer: (secret: string) => Answer, waiting: () => Promise<void>): Provider {
  const provider = fakeProvider(service)
  const list = { how: 'none', reason: 'It lists none.' } as const
  const tokenKinds = provider.record.tokenKinds.map((kind) =>
    kind.kind === 'classic' ? { ...kind, support: { ...kind.support, list } } : kind,
  )
  return {
    ...provider,
    record: { ...provider.record, tokenKinds },
    connect: async (origin, credential) => ({
      ...(await provider.connect(origin, credential)),
      async *list() {
        await Promise.resolve()
        throw new Failure('not-supported')
      },
      inspect: async (_part, _identity, secret) => {
        const result = secret.use(answer)
        await waiting()
        if (result instanceof Failure) throw result
        return result
      },
    }),
  }
}

const accepted = (token: Partial<IssuedToken>): Answer => ({ kind: 'accepted', proof: 'works', token })
const end = (at: number) => ({ kind: 'at', at }) as const

describe('tokens that no call lists', () => {
  let world: AppWorld
  let run: Run
  let accountId: string
  let credential: string
  let answers: Map<string, Answer>
  let asked: string[]
  let hold: PromiseWithResolvers<undefined> | null

  beforeEach(async () => {
    world = new AppWorld()
    answers = new Map()
    asked = []
    hold = null
    const answer = (secret: string): Answer => {
      asked.push(secret)
      return answers.get(secret) ?? { kind: 'another' }
    }
    world.providers = [unlisting(world.service, answer, async () => hold?.promise)]
    credential = world.service.person('ada')
    run = await world.ready()
    accountId = await world.account(run, credential)
  })

  /** Makes a token, and gives its secret and its row's id. */
  async function make(name: string): Promise<{ secret: string; tokenId: string }> {
    const { tokenId } = await run.call['token.create']({
      accountId,
      owner: { kind: 'me', id: 'ada', name: 'ada' },
      kind: 'classic',
      draft: { name, expiry: end(world.clock.now() + 30 * 86_400_000), scopes: ['full'] },
      jobId: jobId(),
    })
    const made = world.service.tokens('ada', 'classic').find((token) => token.name === name)
    return { secret: made!.secret, tokenId }
  }
  const token = (tokenId: string) => run.window.rows.get(tokenId)?.token

  it('are asked about with every refresh, and what is told comes before what was known', async () => {
    const { secret, tokenId } = await make('deploy')
    answers.set(secret, accepted({ expiry: end(6_000_000_000_000), scopes: { kind: 'unknown' }, name: '' }))
    const before = token(tokenId)!
    world.clock.advance(1000)
    await refresh(run, accountId)
    expect(token(tokenId)).toEqual({ ...before, expiry: end(6_000_000_000_000), asOf: before.asOf + 1000 })
  })

  it('are gone when their secret is refused, and back when it is taken again', async () => {
    const { secret, tokenId } = await make('deploy')
    answers.set(secret, { kind: 'refused' })
    await refresh(run, accountId)
    expect(token(tokenId)).toMatchObject({ name: 'deploy', state: 'gone', goneAt: world.clock.now() })
    answers.set(secret, accepted({}))
    await refresh(run, accountId)
    expect(token(tokenId)?.state).toBe('active')
    expect(token(tokenId)).not.toHaveProperty('goneAt')
  })

  it('are not called gone for the secret that was theirs before another one was stored', async () => {
    const { secret, tokenId } = await make('deploy')
    answers.set(secret, { kind: 'refused' })
    hold = Promise.withResolvers()
    const refreshed = refresh(run, accountId)
    await until(() => asked.includes(secret))
    const next = world.service.add('ada', 'classic', { name: 'unlike' }).secret
    answers.set(next, accepted({}))
    await run.call['secret.store']({ tokenId, secret: { from: 'field', value: next }, jobId: jobId() })
    hold.resolve(undefined)
    await refreshed
    expect(token(tokenId)?.state).toBe('active')
  })

  it('are not called gone for a secret of which nobody ever knew that it is theirs', async () => {
    const { tokenId } = await make('deploy')
    const wrong = 'fake-EXAMPLE-of-nobody'
    world.service.fail({ on: 'probe', kind: 'offline' })
    await run.call['secret.store']({ tokenId, secret: { from: 'field', value: wrong }, jobId: jobId() })
    answers.set(wrong, { kind: 'refused' })
    await refresh(run, accountId)
    expect(token(tokenId)?.state).toBe('active')
    answers.set(wrong, accepted({}))
    await refresh(run, accountId)
    expect(run.window.rows.get(tokenId)?.held).toMatchObject({ proof: 'works', checkedAt: world.clock.now() })
    answers.set(wrong, { kind: 'refused' })
    await refresh(run, accountId)
    expect(token(tokenId)?.state).toBe('gone')
  })

  it('are known to be revoked, when the answer to that was lost, by the refusal of their secret', async () => {
    const dead = await make('dead')
    const alive = await make('alive')
    answers.set(alive.secret, accepted({}))
    const revoke = (tokenId: string) => run.call['token.revoke']({ tokenId, ownConfirmed: true, jobId: jobId() })
    world.service.fail({ on: 'revoke', kind: 'answer-lost', done: true })
    expect(await revoke(dead.tokenId)).toEqual({ outcome: 'revoked' })
    world.service.fail({ on: 'revoke', kind: 'answer-lost' })
    expect(await failureOf(revoke(alive.tokenId))).toBe('answer-lost')
    expect([token(dead.tokenId)?.state, token(alive.tokenId)?.state]).toEqual(['revoked', 'active'])
    expect(run.operations()).toEqual([])
  })

  it('stay as they were when the provider cannot be asked', async () => {
    const { secret, tokenId } = await make('deploy')
    const other = await make('other')
    answers.set(secret, new Failure('offline'))
    answers.set(other.secret, accepted({ expiry: end(7_000_000_000_000) }))
    const before = token(tokenId)
    await refresh(run, accountId)
    expect(token(tokenId)).toEqual(before)
    expect(token(other.tokenId)?.expiry).toEqual(end(7_000_000_000_000))
    expect(run.window.facts?.accounts[0]?.credentialError).toBeNull()
  })

  it('are left alone when they were revoked', async () => {
    const { secret, tokenId } = await make('deploy')
    await run.call['token.revoke']({ tokenId, ownConfirmed: true, jobId: jobId() })
    asked.length = 0
    await refresh(run, accountId)
    expect(asked).not.toContain(secret)
    expect(token(tokenId)?.state).toBe('revoked')
  })

  it('have the one among them that signs in, shown once and as the own credential', async () => {
    answers.set(credential, accepted({ expiry: end(8_000_000_000_000) }))
    await refresh(run, accountId)
    await refresh(run, accountId)
    const rows = [...run.window.rows.values()]
    expect(rows).toMatchObject([{ own: 'yes', held: null, token: { name: 'Work', expiry: end(8_000_000_000_000) } }])
    expect(run.window.facts?.accounts[0]?.credentialExpiry).toEqual(end(8_000_000_000_000))
  })

  it('have no secret in what the window is told', async () => {
    const { secret } = await make('deploy')
    answers.set(secret, accepted({}))
    answers.set(credential, accepted({}))
    await refresh(run, accountId)
    const told = JSON.stringify([...run.window.rows.values()])
    expect(told).not.toContain(secret)
    expect(told).not.toContain(credential)
  })
})
