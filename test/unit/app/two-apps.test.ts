import { beforeEach, describe, expect, it } from 'vitest'
import { type AppWorld, failureOf, jobId, refresh, type Run, settle, until } from '#test/support/app-world'
import { createAtAcme, withAda } from './ada.ts'

let world: AppWorld
let first: Run
let accountId: string

beforeEach(async () => {
  ;({ world, run: first, accountId } = await withAda([['acme', 'org', 'deploy']]))
  // The first app is alive all the time, unless a test ends it.
  world.running.add(1)
  world.clock.advance(60_000)
})

const names = () => world.service.tokens('acme', 'org').map(({ name }) => name)
const create = (run = first) => createAtAcme({ run, accountId }, { name: 'fresh' })

const decide = (run: Run, decision: 'revoke-old' | 'keep-old') =>
  run.call['operation.continue']({
    operationId: run.operations()[0]?.id ?? 'none',
    decision,
    tokenId: null,
    ownConfirmed: true,
    jobId: jobId(),
  })

const makeSuccessor = (run = first) =>
  run.call['token.regenerate']({
    tokenId: run.window.row('deploy').token.id,
    draft: { name: 'deploy-2', expiry: { kind: 'never' } },
    ownConfirmed: true,
    jobId: jobId(),
  })

describe('an operation that another app is in the middle of', () => {
  it('is not taken for one that was interrupted, and is over once the other app has ended it', async () => {
    const release = world.service.hold('create')
    const made = create()
    await until(() => world.service.count('create') === 1)
    const second = await world.start()
    await refresh(second)
    await settle()
    expect(second.operations()).toMatchObject([{ kind: 'create', step: 'sent' }])
    release()
    const { secretId } = await made
    expect(first.operations()).toEqual([])
    await refresh(second)
    await settle()
    expect(second.operations()).toEqual([])
    const third = await world.start()
    expect((await third.call['secret.reveal']({ id: secretId ?? '' })).value).toBe(
      world.service.tokens('acme', 'org').find(({ name }) => name === 'fresh')?.secret,
    )
  })

  it('goes on elsewhere at once when that app has died', async () => {
    world.service.hold('create')
    void create()
    await until(() => world.service.count('create') === 1)
    world.running.delete(1)
    const second = await world.start()
    expect(second.operations()).toMatchObject([{ kind: 'create', step: 'answer-lost' }])
  })

  it('goes on elsewhere when that app cannot be seen, after a while', async () => {
    world.service.hold('create')
    void create()
    await until(() => world.service.count('create') === 1)
    const second = await world.start()
    world.clock.advance(600_001)
    await refresh(second)
    await settle()
    expect(second.operations()).toMatchObject([{ kind: 'create', step: 'answer-lost' }])
  })

  it('has its secret stored, though another app took it over while this one slept', async () => {
    const release = world.service.hold('create')
    const made = create()
    await until(() => world.service.count('create') === 1)
    const second = await world.start()
    world.clock.advance(600_001)
    await refresh(second)
    await settle()
    release()
    expect(await made).toMatchObject({ unstoredId: null, error: null })
    const third = await world.start()
    expect(third.window.row('fresh').held).toMatchObject({ proof: 'made-here' })
    expect(third.operations()).toEqual([])
  })

  it('cannot be decided about elsewhere', async () => {
    await makeSuccessor()
    const second = await world.start()
    const release = world.service.hold('revoke')
    const decided = decide(first, 'revoke-old')
    await until(() => world.service.count('revoke') === 1)
    expect(await failureOf(decide(second, 'revoke-old'))).toBe('busy')
    expect(world.service.count('revoke')).toBe(1)
    release()
    await decided
    expect(names()).toEqual(['deploy-2'])
  })
})

describe('a token that another app is changing', () => {
  const own = 'laptop'
  const regenerate = (run: Run) =>
    run.call['token.regenerate']({
      tokenId: run.window.row(own).token.id,
      draft: { expiry: { kind: 'never' } },
      ownConfirmed: true,
      jobId: jobId(),
    })
  const revoke = (run: Run, name = own) =>
    run.call['token.revoke']({ tokenId: run.window.row(name).token.id, ownConfirmed: true, jobId: jobId() })
  let second: Run

  beforeEach(async () => {
    world.service.add('ada', 'classic', { name: own })
    await refresh(first)
    world.running.add(2)
    second = await world.start()
    expect(second.operations()).toEqual([])
  })

  it('is not changed here meanwhile, and can be afterwards', async () => {
    const release = world.service.hold('regenerate')
    const made = regenerate(first)
    await until(() => world.service.count('regenerate') === 1)
    for (const change of [regenerate, revoke]) {
      const refused = change(second)
      await expect(refused).rejects.toMatchObject({ error: { kind: 'busy', code: 'elsewhere' } })
    }
    expect(world.service.count('regenerate')).toBe(1)
    expect(world.service.count('revoke')).toBe(0)
    expect(second.operations().filter(({ step }) => step === 'done' || step === 'abandoned')).toEqual([])
    release()
    await made
    await regenerate(second)
    expect(world.service.count('regenerate')).toBe(2)
    const third = await world.start()
    expect(third.operations()).toEqual([])
    const { value } = await third.call['secret.reveal']({ id: third.window.row(own).held?.secretId ?? '' })
    expect(value).toBe(world.service.tokens('ada', 'classic').find(({ name }) => name === own)?.secret)
  })

  it('is changed by one of two that begin at the same time', async () => {
    const ends = await Promise.all([failureOf(regenerate(first)), failureOf(regenerate(second))])
    expect(ends.sort()).toEqual(['busy', 'no failure'])
    expect(world.service.count('regenerate')).toBe(1)
  })

  it('gets one successor, though the other app has not looked at the vault since', async () => {
    await makeSuccessor(first)
    expect(await failureOf(makeSuccessor(second))).toBe('busy')
    expect(names()).toEqual(['deploy', 'deploy-2'])
  })

  it('is not kept by an app that died in the middle', async () => {
    world.service.hold('regenerate')
    void regenerate(first).catch(() => undefined)
    await until(() => world.service.count('regenerate') === 1)
    first.fs.fault = () => ({ kind: 'halt', when: 'before' })
    world.running.delete(1)
    expect(await failureOf(revoke(second))).toBe('no failure')
    expect(second.window.row(own).token.state).toBe('revoked')
  })

  it('is not kept for ever by one that cannot be seen', async () => {
    world.service.hold('regenerate')
    void regenerate(first).catch(() => undefined)
    await until(() => world.service.count('regenerate') === 1)
    world.clock.advance(600_001)
    expect(await failureOf(revoke(second))).toBe('no failure')
  })
})

describe('an operation that waits for a person', () => {
  it('takes the word that comes first, and no other after it', async () => {
    await makeSuccessor()
    const second = await world.start()
    await decide(second, 'keep-old')
    expect(await failureOf(decide(first, 'revoke-old'))).toBe('invalid-input')
    expect(names()).toEqual(['deploy', 'deploy-2'])
    expect(world.service.count('revoke')).toBe(0)
    expect(first.operations()).toEqual([])
  })

  it('is over in every app once it is in one, with the next refresh', async () => {
    await makeSuccessor()
    const second = await world.start()
    await decide(second, 'revoke-old')
    await refresh(first)
    await settle()
    expect(first.operations()).toEqual([])
  })

  it('takes one of two words that come at the same time', async () => {
    await makeSuccessor()
    const second = await world.start()
    const ends = await Promise.all([failureOf(decide(first, 'revoke-old')), failureOf(decide(second, 'revoke-old'))])
    expect(ends.sort()).toEqual(['busy', 'no failure'])
    expect(world.service.count('revoke')).toBe(1)
  })
})

it('is taken up by one of two apps that start at the same time after a third died', async () => {
  await makeSuccessor()
  const release = world.service.hold('revoke')
  void decide(first, 'revoke-old').catch(() => undefined)
  await until(() => world.service.count('revoke') === 1)
  first.fs.fault = () => ({ kind: 'halt', when: 'before' })
  world.running.delete(1)
  world.running.add(2).add(3)
  const before = world.service.count('revoke')
  await Promise.all([world.start(), world.start()])
  await settle()
  expect(world.service.count('revoke') - before).toBe(1)
  release()
})
