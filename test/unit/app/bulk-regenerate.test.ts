import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { mostAtOnce } from '#main/ports/http'
import type { Input } from '#shared/contract'
import type { BulkResult } from '#shared/contract/bulk'
import { AppWorld, failureOf, refresh, type Run, until } from '#test/support/app-world'

const day = 86_400_000
const natives = ['laptop', 'phone']
const others = ['deploy', 'nightly', 'release']

let world: AppWorld
let run: Run
let accountId: string

beforeEach(async () => {
  world = new AppWorld()
  world.service.tellsOwn = true
  const credential = world.service.person('ada', ['acme'])
  const created = { kind: 'at', at: world.clock.now() - 10 * day } as const
  for (const name of natives) {
    world.service.add('ada', 'classic', { name, created, expiry: { kind: 'at', at: created.at + 20 * day } })
  }
  for (const name of others) {
    world.service.add('acme', 'org', { name, created, expiry: { kind: 'at', at: created.at + 60 * day } })
  }
  run = await world.ready()
  accountId = await world.account(run, credential)
})

const idOf = (name: string) => run.window.row(name).token.id
const bulk = () => run.window.facts?.bulk ?? null
const waiting = () => run.operations('regenerate')
const namesAt = (owner: string, kind: string) => world.service.tokens(owner, kind).map(({ name }) => name)

async function ended(): Promise<void> {
  await until(() => {
    world.clock.advance(100)
    return bulk()?.phase === 'ended'
  })
}

async function start(
  names: readonly string[],
  change: Partial<Input<'bulkRegenerate.start'>> = {},
): Promise<Record<string, string>> {
  const tokenIds = names.map(idOf)
  const wanted = { tokenIds, lifetime: { kind: 'as-before' }, ownConfirmed: false, ...change } as const
  const { bulkId } = await run.call['bulkRegenerate.start'](wanted)
  await ended()
  return results(bulkId)
}

async function results(bulkId: string): Promise<Record<string, string>> {
  const told = await run.call['bulk.results']({ bulkId, from: 0 })
  const nameOf = ({ tokenId }: BulkResult) => run.window.rows.get(tokenId)?.token.name ?? ''
  return Object.fromEntries(told.results.map((one) => [nameOf(one), one.error?.kind ?? one.outcome]))
}

function revokeOld(change: Partial<Input<'bulkRevokeOld.start'>> = {}): Promise<{ bulkId: string }> {
  const operationIds = waiting().map(({ id }) => id)
  const wanted = { operationIds, typed: operationIds.length, ownConfirmed: false, acceptPlaces: 0, ...change }
  return run.call['bulkRevokeOld.start'](wanted)
}

describe('regenerating many', () => {
  it('gives each its new secret in the way of its provider, and stores all of them', async () => {
    expect(await start([...natives, ...others])).toEqual(
      Object.fromEntries([...natives, ...others].map((name) => [name, 'regenerated'])),
    )
    expect(bulk()).toMatchObject({ what: 'regenerate', total: 5, done: 5, failed: 0 })
    expect(natives.map((name) => run.window.row(name).held?.proof)).toEqual(['made-here', 'made-here'])
    expect(namesAt('acme', 'org')).toEqual([...others, 'deploy-2', 'nightly-2', 'release-2'])
    expect(waiting().map(({ step }) => step)).toEqual(['checked', 'checked', 'checked'])
    expect(world.service.count('revoke')).toBe(0)
    expect(world.service.count('regenerate')).toBe(2)
    expect(world.service.count('create')).toBe(3)
  })

  it('lets each last as long as before, or as many days as the person says', async () => {
    await start(['laptop'])
    const lasts = (name: string) => {
      const { expiry } = run.window.row(name).token
      return expiry.kind === 'at' ? Math.round((expiry.at - world.clock.now()) / day) : expiry.kind
    }
    expect(lasts('laptop')).toBe(20)
    await run.call['bulk.dismiss']({ bulkId: bulk()?.id ?? '' })
    await start(['phone', 'deploy'], { lifetime: { kind: 'days', days: 365 } })
    expect(lasts('phone')).toBe(365)
    expect(lasts('deploy-2')).toBe(365)
  })

  it('lets a token last as long as before each time, though it is as old as ever', async () => {
    const before = run.window.row('laptop').token.created
    await start(['laptop'])
    world.clock.advance(15 * day)
    await refresh(run)
    await start(['laptop'])
    const { created, expiry } = run.window.row('laptop').token
    expect(created).toEqual(before)
    expect(expiry.kind === 'at' && Math.round((expiry.at - world.clock.now()) / day)).toBe(20)
  })

  it('takes the next free name where names are taken for ever', async () => {
    world.service.add('acme', 'org', { name: 'deploy-2' })
    await refresh(run)
    await start(['deploy'])
    expect(namesAt('acme', 'org')).toContain('deploy-3')
  })

  it('asks for no name twice, though names follow each other', async () => {
    const series = ['job-1', 'job-2', 'job-3']
    for (const name of series) world.service.add('acme', 'org', { name })
    await refresh(run)
    expect(Object.values(await start(series))).toEqual(['regenerated', 'regenerated', 'regenerated'])
    expect(namesAt('acme', 'org').slice(-3).sort()).toEqual(['job-1-2', 'job-2-2', 'job-4'])
  })

  it('takes another name when the first one was refused', async () => {
    world.service.fail({ on: 'create', kind: 'name-taken' })
    expect(await start(['deploy'])).toEqual({ deploy: 'name-taken' })
    await run.call['bulk.again']({ bulkId: bulk()?.id ?? '' })
    await ended()
    expect(namesAt('acme', 'org').at(-1)).toBe('deploy-3')
  })

  it('does nothing where the token that Keyrack signs in with is among them and nobody confirmed it', async () => {
    const own = [...run.window.rows.values()].find((row) => row.own === 'yes')?.token.name ?? ''
    expect(await failureOf(start([...natives, own]))).toBe('confirmation-needed')
    expect(world.service.count('regenerate')).toBe(0)
    const order = await start([own, ...natives], { ownConfirmed: true })
    expect(Object.keys(order).at(-1)).toBe(own)
    await refresh(run)
    expect(run.window.facts?.accounts.find(({ id }) => id === accountId)?.credentialError).toBeNull()
  })

  it('makes no second successor beside one that waits', async () => {
    await start(['deploy'])
    await run.call['bulk.dismiss']({ bulkId: bulk()?.id ?? '' })
    expect(await failureOf(start(['deploy', 'nightly']))).toBe('busy')
    expect(await failureOf(start(['deploy-2', 'nightly']))).toBe('busy')
    expect(world.service.count('create')).toBe(1)
  })

  it('sends nothing again whose answer was lost, not even when the rest is tried again', async () => {
    world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
    const first = await start(others)
    const lost = Object.keys(first).find((name) => first[name] === 'answer-lost') ?? ''
    expect(Object.values(first).sort()).toEqual(['answer-lost', 'regenerated', 'regenerated'])
    const bulkId = bulk()?.id ?? ''
    await run.call['bulk.again']({ bulkId })
    await ended()
    const again = await run.call['bulk.results']({ bulkId, from: 0 })
    expect(again.results.find(({ tokenId }) => tokenId === idOf(lost))?.error).toMatchObject({
      kind: 'busy',
      code: 'unfinished',
    })
    expect(world.service.count('create')).toBe(3)
  })

  it('makes no more secrets once one could not be stored, at no account', async () => {
    const grace = world.service.person('grace')
    const many = ['ada', 'grace'].flatMap((owner) =>
      Array.from(
        { length: 30 },
        (_, number) => world.service.add(owner, 'classic', { name: `${owner}-${number}` }).name,
      ),
    )
    await world.account(run, grace)
    await refresh(run)
    const release = world.service.hold('regenerate')
    await run.call['bulkRegenerate.start']({
      tokenIds: many.map(idOf),
      lifetime: { kind: 'as-before' },
      ownConfirmed: false,
    })
    // Of each account one goes first, alone.
    await until(() => world.service.count('regenerate') === 2)
    run.fs.failOn('create', 'ENOSPC', { path: /vault\.tmp/, times: 1 })
    release()
    await ended()
    expect(run.window.facts?.unstored).toHaveLength(1)
    // What was under way at the other account has ended; nothing began after that.
    expect(world.service.count('regenerate')).toBeLessThan(2 + 2 * mostAtOnce)
  })
})

describe('a token that turns out to be the own credential after the person has agreed', () => {
  it('keeps its secret', async () => {
    world.service.tellsOwn = false
    await refresh(run)
    for (const name of natives) await run.call['token.ownCredential']({ tokenId: idOf(name), own: 'no' })
    const release = world.service.hold('regenerate')
    const tokenIds = natives.map(idOf)
    const wanted = { tokenIds, lifetime: { kind: 'as-before' }, ownConfirmed: false } as const
    const { bulkId } = await run.call['bulkRegenerate.start'](wanted)
    await until(() => world.service.count('regenerate') === 1)
    await run.call['token.ownCredential']({ tokenId: idOf('phone'), own: 'yes' })
    release()
    await ended()
    expect(await results(bulkId)).toEqual({ laptop: 'regenerated', phone: 'confirmation-needed' })
    expect(world.service.count('regenerate')).toBe(1)
  })
})

describe('revoking the old ones', () => {
  it('ends each old token beside its successor, by the number that was typed', async () => {
    await start(others)
    await run.call['bulk.dismiss']({ bulkId: bulk()?.id ?? '' })
    expect(await failureOf(revokeOld({ typed: 2 }))).toBe('confirmation-needed')
    expect(world.service.count('revoke')).toBe(0)
    const { bulkId } = await revokeOld()
    await ended()
    expect(bulk()).toMatchObject({ what: 'revoke-old', total: 3, done: 3 })
    expect(await results(bulkId)).toEqual(Object.fromEntries(others.map((name) => [name, 'revoked'])))
    expect(namesAt('acme', 'org')).toEqual(['deploy-2', 'nightly-2', 'release-2'])
    expect(waiting()).toEqual([])
  })

  it('ends none while more places still have the old secret than the person was shown', async () => {
    await start(['deploy'])
    await run.call['bulk.dismiss']({ bulkId: bulk()?.id ?? '' })
    await run.call['place.add']({ tokenId: idOf('deploy'), where: { kind: 'variable', name: 'DEPLOY' }, note: '' })
    expect(await failureOf(revokeOld())).toBe('confirmation-needed')
    await revokeOld({ acceptPlaces: 1 })
    await ended()
    expect(namesAt('acme', 'org')).not.toContain('deploy')
  })

  it('ends what Keyrack may sign in with only where the person agrees to that', async () => {
    world.service.tellsOwn = false
    await refresh(run)
    await start(['deploy'])
    expect(run.window.row('deploy').own).toBe('unknown')
    await run.call['bulk.dismiss']({ bulkId: bulk()?.id ?? '' })
    expect(await failureOf(revokeOld())).toBe('confirmation-needed')
    expect(world.service.count('revoke')).toBe(0)
    await revokeOld({ ownConfirmed: true })
    await ended()
    expect(namesAt('acme', 'org')).not.toContain('deploy')
  })

  it('leaves one alone of which more turns out after the person has agreed', async () => {
    world.service.tellsOwn = false
    await refresh(run)
    await start(others)
    await run.call['bulk.dismiss']({ bulkId: bulk()?.id ?? '' })
    for (const name of others) await run.call['token.ownCredential']({ tokenId: idOf(name), own: 'no' })
    const release = world.service.hold('revoke')
    const { bulkId } = await revokeOld()
    await until(() => world.service.count('revoke') === 1)
    const [nightly, release2] = others.slice(1).map(idOf)
    await run.call['token.ownCredential']({ tokenId: nightly ?? '', own: 'yes' })
    await run.call['place.add']({ tokenId: release2 ?? '', where: { kind: 'variable', name: 'DEPLOY' }, note: '' })
    release()
    await ended()
    expect(await results(bulkId)).toEqual({
      deploy: 'revoked',
      nightly: 'confirmation-needed',
      release: 'confirmation-needed',
    })
    expect(world.service.count('revoke')).toBe(1)
  })

  it('does not call one gone that the person has decided to keep meanwhile', async () => {
    await start(others)
    await run.call['bulk.dismiss']({ bulkId: bulk()?.id ?? '' })
    const kept = waiting().find(({ tokenId }) => tokenId === idOf('release'))?.id ?? ''
    const release = world.service.hold('revoke')
    const { bulkId } = await revokeOld()
    await until(() => world.service.count('revoke') === 1)
    const keep = {
      operationId: kept,
      decision: 'keep-old',
      tokenId: null,
      ownConfirmed: false,
      jobId: randomUUID(),
    } as const
    await run.call['operation.continue'](keep)
    release()
    await ended()
    expect(await results(bulkId)).toMatchObject({ deploy: 'revoked', release: 'invalid-input' })
    expect(namesAt('acme', 'org')).toContain('release')
  })

  it('is offered for nothing but a successor that waits', async () => {
    world.service.fail({ on: 'create', kind: 'answer-lost', done: true })
    await start(['deploy'])
    await run.call['bulk.dismiss']({ bulkId: bulk()?.id ?? '' })
    expect(await failureOf(revokeOld())).toBe('invalid-input')
    expect(world.service.count('revoke')).toBe(0)
  })
})
