import { beforeEach, describe, expect, it } from 'vitest'
import { writtenActivity } from '#test/support/activity'
import { AppWorld, failureOf, jobId, refresh, settle, until, type Run } from '#test/support/app-world'
import { byValueProvider, type FakeByValue } from '#test/support/by-value-provider'

let world: AppWorld
let fake: FakeByValue
let run: Run
let bobs: string

beforeEach(async () => {
  world = new AppWorld()
  fake = byValueProvider(world.service)
  world.providers = [fake.provider]
  run = await world.ready()
  bobs = world.service.person('bob')
})

/** The first way of each secret that was read last. */
let ways: { line: number; way: number }[]

const readFrom = async (secrets: Parameters<Run['call']['leaked.read']>[0]['secret']) => {
  const answer = await run.call['leaked.read']({ secret: secrets })
  ways = answer.values.map(({ line }) => ({ line, way: 0 }))
  return answer
}
const read = (...lines: string[]) => readFrom({ from: 'field', value: lines.join('\n') })
const revoke = (leakId: string | null, ownConfirmed = false, job = jobId()) =>
  run.call['leaked.revoke']({ leakId: leakId ?? '', ways, ownConfirmed, jobId: job })
const told = (state: string, line = 1) => ({ line, state, lost: false, error: null, who: null, tokenIds: [] })
const look = (leakId: string | null) => run.call['leaked.look']({ leakId: leakId ?? '', jobId: jobId() })

/** Waits for a call that waits by the clock. */
async function inTime<T>(call: Promise<T>): Promise<T> {
  const ends: true[] = []
  const end = () => ends.push(true)
  call.then(end, end)
  for (let second = 0; second < 60; second += 1) {
    await settle(5)
    if (ends.length > 0) break
    world.clock.advance(1_000)
  }
  return call
}

/** What the sealed log says of ended tokens, after a restart. */
async function noted(): Promise<unknown[]> {
  await run.app.close()
  const { vault, log } = await world.start()
  const entries = await writtenActivity(vault, { clock: world.clock, log })
  expect(JSON.stringify(entries)).not.toContain('EXAMPLE')
  return entries
    .filter(({ what }) => what === 'revoked-by-value' || what === 'token-revoked')
    .map(({ what, outcome, tokenId }) => [what, outcome, tokenId])
}

describe('ending leaked secrets', () => {
  it('ends them in one call, and says which were seen to be refused only since then', async () => {
    const mistyped = 'fake-EXAMPLE-mistyped'
    const { leakId } = await read(bobs, mistyped, 'fake-refresh-1')
    expect(await inTime(revoke(leakId))).toEqual({
      values: [told('ended'), told('was-refused', 2), told('not-told', 3)],
    })
    expect(fake.sent).toEqual([[bobs, mistyped, 'fake-refresh-1']])
    expect(world.service.calls.map(({ call }) => call).filter((call) => call !== 'probe')).toEqual(['revoke'])
    expect(await noted()).toEqual([['revoked-by-value', 'done', undefined]])
  })

  it('says pending while one still works, and sees later that it is dead', async () => {
    fake.isSlow = true
    const { leakId } = await read(bobs)
    expect(await inTime(revoke(leakId))).toEqual({ values: [told('pending')] })
    expect(await inTime(look(leakId))).toMatchObject({ values: [{ state: 'pending' }] })
    // What was taken is not sent once more.
    expect(await inTime(revoke(leakId))).toEqual({ values: [told('pending')] })
    fake.catchUp()
    expect(await inTime(look(leakId))).toMatchObject({ values: [{ state: 'ended' }] })
    expect(fake.sent).toHaveLength(1)
  })

  it('waits for a provider that takes its time', async () => {
    fake.isSlow = true
    const { leakId } = await read(bobs)
    const call = revoke(leakId)
    await until(() => fake.sent.length === 1)
    await settle()
    world.clock.advance(1_000)
    fake.catchUp()
    expect(await inTime(call)).toMatchObject({ values: [{ state: 'ended' }] })
  })

  it('shows a lost answer as one, with what the secrets do since', async () => {
    world.service.fail({ on: 'revoke', kind: 'answer-lost', done: true })
    const { leakId } = await read(bobs)
    expect(await inTime(revoke(leakId))).toEqual({ values: [{ ...told('ended'), lost: true }] })
    expect(fake.sent).toHaveLength(1)
    expect(await noted()).toEqual([['revoked-by-value', 'answer-lost', undefined]])
  })

  it('is never sent again by itself, and may be by the person', async () => {
    world.service.fail({ on: 'revoke', kind: 'answer-lost' })
    const { leakId } = await read(bobs)
    expect(await inTime(revoke(leakId))).toEqual({ values: [{ ...told('pending'), lost: true }] })
    expect(fake.sent).toEqual([])
    expect(await inTime(revoke(leakId))).toEqual({ values: [told('ended')] })
    expect(fake.sent).toHaveLength(1)
  })

  it('says what the provider refused the call for, and keeps the secrets for another try', async () => {
    world.service.fail({ on: 'revoke', kind: 'rate-limited' })
    const { leakId } = await read(bobs)
    expect(await failureOf(revoke(leakId))).toBe('rate-limited')
    expect(await failureOf(look(leakId))).toBe('not-found')
    expect(await inTime(revoke(leakId))).toMatchObject({ values: [{ state: 'ended' }] })
  })

  it('does not call one dead that could not be asked about', async () => {
    world.service.fail({ on: 'probe', kind: 'offline', times: 50 })
    const { leakId } = await read(bobs)
    expect(await inTime(revoke(leakId))).toEqual({ values: [told('not-asked')] })
    world.service.mend()
    expect(await inTime(look(leakId))).toMatchObject({ values: [{ state: 'ended' }] })
  })

  it('asks about no more of them once the provider slows it down', async () => {
    world.service.fail({ on: 'probe', kind: 'rate-limited', times: 1_000 })
    const { leakId } = await read(...Array.from({ length: 6 }, (_, at) => `fake-EXAMPLE-${at}`))
    const release = world.service.hold('revoke')
    const call = revoke(leakId)
    await until(() => world.service.count('revoke') === 1)
    expect(world.service.count('probe')).toBeLessThan(6)
    release()
    await inTime(call)
  })

  it('waits no longer than five seconds to learn what they did before', async () => {
    world.service.hold('probe')
    const { leakId } = await read(bobs)
    const call = revoke(leakId)
    await settle()
    expect(fake.sent).toEqual([])
    world.clock.advance(5_000)
    await until(() => fake.sent.length === 1)
    expect(await inTime(call)).toMatchObject({ values: [{ state: 'not-asked' }] })
  })

  it('sends nothing when it is cancelled before, and goes by what it saw when cancelled afterwards', async () => {
    fake.isSlow = true
    const held = world.service.hold('probe')
    const { leakId } = await read(bobs)
    const job = jobId()
    const early = failureOf(revoke(leakId, false, job))
    await settle()
    await run.call['job.cancel']({ jobId: job })
    expect(await early).toBe('cancelled')
    expect(fake.sent).toEqual([])
    held()
    const late = revoke(leakId, false, job)
    await until(() => fake.sent.length === 1)
    await settle()
    await run.call['job.cancel']({ jobId: job })
    expect(await late).toMatchObject({ values: [{ state: 'pending' }] })
  })
})

describe('what is kept of them', () => {
  it('is gone when the person is done, after half an hour, and when the vault is locked', async () => {
    const dropped = await read(bobs)
    await run.call['leaked.drop']({ leakId: dropped.leakId! })
    expect(await failureOf(revoke(dropped.leakId))).toBe('not-found')
    const old = await read(bobs)
    world.clock.advance(1_800_000)
    expect(await failureOf(revoke(old.leakId))).toBe('not-found')
    const open = await read(bobs)
    await run.call['vault.lock']({})
    await run.call['vault.retry']({})
    expect(await failureOf(revoke(open.leakId))).toBe('not-found')
    expect(fake.sent).toEqual([])
  })

  it('is not sent any more once it is wiped', async () => {
    const release = world.service.hold('probe')
    const { leakId } = await read(bobs)
    const call = failureOf(revoke(leakId))
    await settle()
    await run.call['leaked.drop']({ leakId: leakId! })
    release()
    expect(await call).toBe('cancelled')
    expect(world.service.count('revoke')).toBe(0)
    expect(await noted()).toEqual([])
  })

  it('is not tried any more, nor called dead, once it is wiped', async () => {
    fake.isSlow = true
    const { leakId } = await read(bobs)
    const call = revoke(leakId)
    await until(() => fake.sent.length === 1)
    await settle()
    await run.call['leaked.drop']({ leakId: leakId! })
    const probes = world.service.count('probe')
    expect(await inTime(call)).toMatchObject({ values: [{ state: 'pending' }] })
    expect(world.service.count('probe')).toBe(probes)
  })
})

describe('a leaked secret that is stored here', () => {
  let accountId: string
  let adas: string
  let secretId: string

  beforeEach(async () => {
    adas = world.service.person('ada')
    accountId = await world.account(run, adas)
    const { secret } = world.service.add('ada', 'classic', { name: 'deploy' })
    await refresh(run, accountId)
    const stored = { from: 'field', value: secret } as const
    ;({ secretId } = await run.call['secret.store']({ tokenId: idOf('deploy'), secret: stored, jobId: jobId() }))
  })

  const idOf = (name: string) => run.window.row(name).token.id
  const stateOf = (name: string) => run.window.row(name).token.state

  it('is known with its token, which is revoked once it is refused', async () => {
    const { leakId, values } = await readFrom({ from: 'stored', secretId })
    expect(values).toMatchObject([{ line: 1, tokenIds: [idOf('deploy')], accountIds: [] }])
    fake.isSlow = true
    await inTime(revoke(leakId))
    expect(stateOf('deploy')).toBe('active')
    fake.catchUp()
    await inTime(look(leakId))
    expect(stateOf('deploy')).toBe('revoked')
    expect(run.window.row('deploy').held).not.toBeNull()
    const id = idOf('deploy')
    expect(await noted()).toEqual([
      ['revoked-by-value', 'done', id],
      ['token-revoked', 'done', id],
    ])
  })

  it('is guarded where an account signs in with it, and the account says so at once', async () => {
    const { leakId, values } = await read(adas)
    expect(values).toMatchObject([{ accountIds: [accountId] }])
    expect(await failureOf(revoke(leakId))).toBe('confirmation-needed')
    expect(fake.sent).toEqual([])
    expect(await inTime(revoke(leakId, true))).toMatchObject({ values: [{ state: 'ended' }] })
    await until(() => run.window.facts?.accounts[0]?.credentialError?.kind === 'wrong-token')
  })

  it('leaves alone what was refused before: whose work that was, nobody knows', async () => {
    const [, deploy] = world.service.tokens('ada', 'classic')
    world.service.drop(deploy!.issuerId)
    const { leakId } = await readFrom({ from: 'stored', secretId })
    expect(await inTime(revoke(leakId))).toMatchObject({ values: [{ state: 'was-refused' }] })
    await settle()
    expect(run.operations()).toEqual([])
    expect(stateOf('deploy')).toBe('gone')
  })

  it('tells nothing of a token that it was never known to be of', async () => {
    const { secret } = world.service.add('bob', 'classic', { name: 'bobs' })
    world.service.fail({ on: 'probe', kind: 'offline' })
    const input = { from: 'field', value: secret } as const
    await run.call['secret.store']({ tokenId: idOf('deploy'), secret: input, jobId: jobId() })
    const { leakId, values } = await read(secret)
    expect(values).toMatchObject([{ tokenIds: [idOf('deploy')] }])
    expect(await inTime(revoke(leakId))).toMatchObject({ values: [{ state: 'ended' }] })
    await settle()
    expect(stateOf('deploy')).toBe('active')
    expect(await noted()).toEqual([['revoked-by-value', 'done', idOf('deploy')]])
  })
})
