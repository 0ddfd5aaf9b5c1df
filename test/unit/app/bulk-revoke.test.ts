import { beforeEach, describe, expect, it } from 'vitest'
import type { BulkResult } from '#shared/contract/bulk'
import { AppWorld, failureOf, jobId, refresh, type Run, settle, until } from '#test/support/app-world'
import { demanding, password } from '#test/support/demanding-provider'
import { fakeProvider } from '#test/support/fake-provider'
import { guidedProvider } from '#test/support/guided-provider'

const names = Array.from({ length: 20 }, (_, index) => `token-${String(index).padStart(2, '0')}`)

let world: AppWorld
let run: Run
let accountId: string

beforeEach(async () => {
  world = new AppWorld()
  world.service.tellsOwn = true
  const credential = world.service.person('ada', ['acme'])
  for (const name of names) world.service.add('acme', 'org', { name })
  run = await world.ready()
  accountId = await world.account(run, credential)
})

const idOf = (name: string) => run.window.row(name).token.id
const idsOf = (some: readonly string[]) => some.map(idOf)
const stateOf = (name: string) => run.window.row(name).token.state
const bulk = () => run.window.facts?.bulk ?? null
const alive = () => world.service.tokens('acme', 'org').length

async function start(some: readonly string[] = names, ownConfirmed = false, typed = some.length): Promise<string> {
  return (await run.call['bulkRevoke.start']({ tokenIds: idsOf(some), typed, ownConfirmed })).bulkId
}

/** Has it run until nothing is under way; facts are sent in time. */
async function ended(phase = 'ended'): Promise<void> {
  await until(() => {
    world.clock.advance(100)
    return bulk()?.phase === phase
  })
}

async function results(bulkId: string): Promise<Record<string, string>> {
  const told = await run.call['bulk.results']({ bulkId, from: 0 })
  const nameOf = ({ tokenId }: BulkResult) => run.window.rows.get(tokenId)?.token.name ?? ''
  return Object.fromEntries(told.results.map((one) => [nameOf(one), one.error?.kind ?? one.outcome]))
}

describe('revoking many', () => {
  it('revokes each of them, by its own entry in the journal, and tells what became of each', async () => {
    const gone = world.service.tokens('acme', 'org').find(({ name }) => name === 'token-03')
    world.service.drop(gone?.issuerId ?? '')
    const bulkId = await start()
    await ended()
    expect(bulk()).toMatchObject({ id: bulkId, total: 20, done: 19, gone: 1, failed: 0, asks: [], cutOff: false })
    expect(names.map(stateOf)).toEqual(names.map(() => 'revoked'))
    expect(alive()).toBe(0)
    expect(world.service.count('revoke')).toBe(20)
    expect(await results(bulkId)).toEqual({
      ...Object.fromEntries(names.map((name) => [name, 'revoked'])),
      'token-03': 'already-gone',
    })
    const journalled = [...run.vault.records.all('operation').values()].map(({ operation }) => operation)
    expect(journalled.map(({ kind, step }) => `${kind} ${step}`)).toEqual(names.map(() => 'revoke done'))
  })

  it('goes on when some fail, and tries those again that failed, and no other', async () => {
    world.service.fail({ on: 'revoke', kind: 'missing-permission', times: 3, after: 5 })
    const bulkId = await start()
    await ended()
    expect(bulk()).toMatchObject({ total: 20, done: 17, failed: 3 })
    expect(Object.values(await results(bulkId)).filter((one) => one === 'missing-permission')).toHaveLength(3)
    expect(alive()).toBe(3)
    await run.call['bulk.again']({ bulkId })
    await ended()
    expect(bulk()).toMatchObject({ total: 20, done: 20, failed: 0, round: 1 })
    expect(Object.keys(await results(bulkId))).toHaveLength(20)
    expect(world.service.count('revoke')).toBe(23)
  })

  it('tries one alone, then is at work on six at once, and stops between any two', async () => {
    let atOnce = 0
    let most = 0
    const serve = world.service.serve.bind(world.service)
    let isHolding = true
    let release = (): void => undefined
    world.service.serve = async (call, ...rest) => {
      if (call !== 'revoke') return serve(call, ...rest)
      atOnce += 1
      most = Math.max(most, atOnce)
      // The first goes alone, in case it is asked for a password.
      if (isHolding && world.service.count('revoke') > 0)
        await new Promise<void>((resolve) => (release = chained(release, resolve)))
      atOnce -= 1
      return serve(call, ...rest)
    }
    const bulkId = await start()
    await until(() => most === 6)
    await settle()
    expect(most).toBe(6)
    await run.call['bulk.stop']({ bulkId })
    world.clock.advance(100)
    expect(bulk()?.phase).toBe('stopping')
    release()
    await ended()
    expect(bulk()).toMatchObject({ total: 20, done: 7, failed: 0 })
    expect(alive()).toBe(13)
    isHolding = false
    await run.call['bulk.again']({ bulkId })
    await ended()
    expect(bulk()).toMatchObject({ total: 20, done: 20 })
    expect(world.service.count('revoke')).toBe(20)
  })

  it('does nothing without the right number, and nothing when one of them cannot be revoked', async () => {
    expect(await failureOf(start(names, false, 19))).toBe('confirmation-needed')
    const missing = run.call['bulkRevoke.start']({ tokenIds: ['nobody'], typed: 1, ownConfirmed: false })
    expect(await failureOf(missing)).toBe('not-found')
    expect(world.service.count('revoke')).toBe(0)
    expect(bulk()).toBeNull()
  })

  it('refuses what is done on the provider’s page', async () => {
    world.providers = [guidedProvider(world.service)]
    await run.app.close()
    world.service.add('ada', 'seen', { name: 'page' })
    run = await world.start()
    await refresh(run)
    expect(await failureOf(start(['token-00', 'page']))).toBe('not-supported')
    expect(world.service.count('revoke')).toBe(0)
  })

  it('leaves one alone that turns out to be the own credential after the person has agreed', async () => {
    world.service.tellsOwn = false
    await refresh(run)
    const some = names.slice(0, 3)
    const [, , last] = idsOf(some)
    for (const tokenId of idsOf(some)) await run.call['token.ownCredential']({ tokenId, own: 'no' })
    const release = world.service.hold('revoke')
    const bulkId = await start(some)
    await until(() => world.service.count('revoke') === 1)
    await run.call['token.ownCredential']({ tokenId: last ?? '', own: 'yes' })
    release()
    await ended()
    const { results } = await run.call['bulk.results']({ bulkId, from: 0 })
    expect(results.find(({ tokenId }) => tokenId === last)?.error?.kind).toBe('confirmation-needed')
    expect(world.service.count('revoke')).toBe(2)
  })

  it('leaves the own credential alone unless it is asked for, and then revokes it last', async () => {
    const all = ['ada-signs-in', ...names]
    expect(await failureOf(start(all))).toBe('confirmation-needed')
    expect(world.service.count('revoke')).toBe(0)
    const serve = world.service.serve.bind(world.service)
    let others = 0
    let othersThen = -1
    world.service.serve = async (call, scope, ...rest) => {
      if (call !== 'revoke') return serve(call, scope, ...rest)
      if (scope?.owner.id === 'ada') othersThen = others
      others += 1
      await settle(5)
      others -= 1
      return serve(call, scope, ...rest)
    }
    await start(all, true)
    await ended()
    expect(bulk()).toMatchObject({ total: 21, done: 21, failed: 0 })
    expect(world.service.calls.filter(({ call }) => call === 'revoke').at(-1)?.owner).toBe('ada')
    expect(othersThen).toBe(0)
    await until(() => run.window.facts?.accounts[0]?.credentialError?.kind === 'wrong-token')
  })

  it('does not ask on and on with a credential that is refused', async () => {
    world.service.fail({ on: 'revoke', kind: 'wrong-token', after: 1 })
    const bulkId = await start()
    await ended()
    expect(bulk()).toMatchObject({ total: 20, failed: 21 - world.service.count('revoke'), gone: 0 })
    expect(world.service.count('revoke')).toBeLessThan(10)
    expect(new Set(Object.values(await results(bulkId)))).toEqual(new Set(['revoked', 'wrong-token']))
  })

  it('waits for a provider that is asked too much, and tries the same token again', async () => {
    world.service.fail({ on: 'revoke', kind: 'rate-limited', after: 3, times: 2 })
    await start()
    await settle()
    expect(world.service.count('revoke')).toBeLessThan(20)
    await ended()
    expect(bulk()).toMatchObject({ total: 20, done: 20, failed: 0 })
    expect(world.service.count('revoke')).toBe(22)
  })

  it('has one run at a time, which the person may see until they have done so', async () => {
    const release = world.service.hold('revoke')
    const bulkId = await start(names.slice(0, 2))
    expect(await failureOf(start(names.slice(2)))).toBe('busy')
    expect(await failureOf(run.call['bulk.dismiss']({ bulkId }))).toBe('busy')
    release()
    await ended()
    await run.call['bulk.dismiss']({ bulkId })
    expect(bulk()).toBeNull()
    expect(await failureOf(run.call['bulk.results']({ bulkId, from: 0 }))).toBe('not-found')
  })

  it('stops when the vault is locked, and says how far it had come', async () => {
    const release = world.service.hold('revoke')
    await start()
    await until(() => world.service.count('revoke') === 1)
    const locked = run.call['vault.lock']({})
    await settle()
    release()
    await locked
    expect(run.vault.state().kind).toBe('locked')
    expect(world.service.count('revoke')).toBe(1)
    expect(bulk()).toMatchObject({ phase: 'ended', total: 20, done: 1, asks: [], cutOff: true })
    await run.call['vault.retry']({})
    expect(bulk()).toMatchObject({ cutOff: true })
    await run.call['bulk.dismiss']({ bulkId: bulk()?.id ?? '' })
    expect(bulk()).toBeNull()
  })

  it('leaves the state of the vault before it, as if it were one change', async () => {
    const saved = () => run.fs.disk.files().flatMap((path) => /^\/profile\/vault\/vault\.(\d+)$/.exec(path)?.[1] ?? [])
    world.clock.advance(3_000)
    // What the log of activity has the vault remember takes its turn, too.
    for (let round = 0; round < 3; round += 1) await settle()
    const before = Math.max(...saved().map(Number))
    await start()
    await ended()
    world.clock.advance(3_000)
    await settle()
    const after = saved().map(Number)
    expect(after).toContain(before)
    expect(Math.max(...after)).toBe(before + 40)
    expect(after.filter((number) => number > before)).toHaveLength(1)
  })

  it('is not gone on with after a crash: what was under way is looked for, the rest stays', async () => {
    const release = world.service.hold('revoke')
    await start()
    await until(() => world.service.count('revoke') === 1)
    run = await world.crash(run, release)
    await settle()
    await refresh(run)
    expect(bulk()).toMatchObject({ what: 'revoke', phase: 'ended', total: 20, done: 1, gone: 0, cutOff: true })
    expect(world.service.count('revoke')).toBe(1)
    expect(alive()).toBe(19)
    expect(names.filter((name) => stateOf(name) === 'revoked')).toHaveLength(1)
    expect(run.operations()).toEqual([])
  })
})

describe('a provider that asks for a password', () => {
  let refused: string[]

  beforeEach(async () => {
    refused = []
    await run.app.close()
    world.providers = [demanding(fakeProvider(world.service), refused, ['revoke'])]
    run = await world.start()
    await refresh(run)
  })

  const goOn = (bulkId: string, typed: string) =>
    run.call['bulk.goOn']({ bulkId, accountId, stepUp: { password: typed }, jobId: jobId() })

  it('is asked once, and the password counts for all of them', async () => {
    const bulkId = await start()
    await ended('asking')
    expect(refused).toHaveLength(1)
    expect(bulk()?.asks).toMatchObject([{ accountId, error: { kind: 'step-up-needed', field: 'password' } }])
    await goOn(bulkId, password)
    await ended()
    expect(bulk()).toMatchObject({ total: 20, done: 20, failed: 0, asks: [] })
    expect(refused).toHaveLength(1)
  })

  it('asks again after a wrong one, which was sent once', async () => {
    const bulkId = await start()
    await ended('asking')
    await goOn(bulkId, 'wrong-EXAMPLE')
    await until(() => refused.length === 2)
    await ended('asking')
    expect(refused).toHaveLength(2)
    await goOn(bulkId, password)
    await ended()
    expect(bulk()).toMatchObject({ done: 20 })
  })

  it('can be left unanswered: nothing was done', async () => {
    const bulkId = await start()
    await ended('asking')
    await run.call['bulk.stop']({ bulkId })
    await ended()
    expect(bulk()).toMatchObject({ done: 0, failed: 0, asks: [] })
    expect(alive()).toBe(20)
  })
})

function chained(first: () => void, then: () => void): () => void {
  return () => {
    first()
    then()
  }
}
