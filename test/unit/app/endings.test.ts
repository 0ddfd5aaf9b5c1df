import { beforeEach, describe, expect, it } from 'vitest'
import { type AppWorld, failureOf, jobId, type Run, settle } from '#test/support/app-world'
import { createAtAcme, withAda } from './ada.ts'

const minute = 60_000
const hour = 60 * minute

describe('a secret that was ended', () => {
  let world: AppWorld
  let run: Run
  let accountId: string

  beforeEach(async () => {
    ;({ world, run, accountId } = await withAda([['ada', 'classic', 'laptop']]))
    await createAtAcme({ run, accountId })
    await settle()
  })

  const idOf = (name: string) => run.window.row(name).token.id
  const revoke = (name = 'deploy') =>
    run.call['token.revoke']({ tokenId: idOf(name), ownConfirmed: true, jobId: jobId() })
  const endings = () => run.window.facts?.endings ?? []
  const probes = () => world.service.count('probe')
  const ended = () => run.vault.records.ids('ended')
  /** Lets time pass as the app sees it: what is due is done on the way. */
  const pass = async (ms: number, step = 1_000) => {
    for (let left = ms; left > 0; left -= step) {
      world.clock.advance(Math.min(step, left))
      await settle(3)
    }
    await settle()
  }
  const store = async (name: string) => {
    const value = world.service.tokens('ada', 'classic').find((token) => token.name === name)?.secret ?? ''
    await run.call['secret.store']({ tokenId: idOf(name), secret: { from: 'field', value }, jobId: jobId() })
  }
  const renew = (name = 'laptop') =>
    run.call['token.regenerate']({
      tokenId: idOf(name),
      draft: { expiry: { kind: 'at', at: world.clock.now() + 30 * 24 * hour } },
      ownConfirmed: true,
      jobId: jobId(),
    })

  it('is tried at once after a revocation, and told to be dead for an hour', async () => {
    const tokenId = idOf('deploy')
    await revoke()
    await settle()
    expect(endings()).toMatchObject([
      { tokenId, tokenName: 'deploy', how: 'revoked', state: 'dead', endedAt: world.clock.now(), error: null },
    ])
    const tries = probes()
    await pass(hour, 10 * minute)
    expect(probes()).toBe(tries)
    await run.call['preferences.set']({})
    expect(endings()).toEqual([])
  })

  it('is pending while its provider still takes it, and is tried with growing pauses until it does no more', async () => {
    world.service.forgetsSlowly = true
    await revoke()
    await settle()
    expect(endings()).toMatchObject([{ state: 'pending', triedAt: world.clock.now() }])
    const first = probes()
    await pass(minute)
    const inMinute = probes() - first
    expect(inMinute).toBeGreaterThan(4)
    expect(inMinute).toBeLessThan(15)
    world.service.forget()
    await pass(2 * minute)
    expect(endings()).toMatchObject([{ state: 'dead' }])
  })

  it('goes on being tried after a restart', async () => {
    world.service.forgetsSlowly = true
    await revoke()
    await settle()
    await run.app.close()
    world.service.forget()
    run = await world.start()
    await settle()
    expect(endings()).toMatchObject([{ tokenName: 'deploy', state: 'dead' }])
  })

  it('is not tried while the vault is locked', async () => {
    world.service.forgetsSlowly = true
    await revoke()
    await settle()
    await run.call['vault.lock']({})
    const before = probes()
    await pass(10 * minute, minute)
    expect(probes()).toBe(before)
    await run.call['vault.retry']({})
    await settle()
    expect(probes()).toBeGreaterThan(before)
  })

  it('is given up after an hour, and tried for another when the person wants that', async () => {
    world.service.forgetsSlowly = true
    await revoke()
    const [ending] = endings()
    await pass(2 * hour, 30_000)
    expect(endings()).toMatchObject([{ state: 'works', endedAt: ending?.endedAt }])
    const before = probes()
    expect(before).toBeLessThan(25)
    await pass(hour, 10 * minute)
    expect(probes()).toBe(before)
    await run.call['ending.tryAgain']({ operationId: ending?.operationId ?? '' })
    await settle()
    expect(endings()).toMatchObject([{ state: 'pending' }])
    world.service.forget()
    await pass(2 * minute)
    expect(endings()).toMatchObject([{ state: 'dead' }])
  })

  it('is told to be unknown, and why, when nobody could ask for an hour', async () => {
    world.service.fail({ on: 'probe', kind: 'offline', times: 1_000 })
    await revoke()
    await pass(minute)
    expect(endings()).toMatchObject([{ state: 'pending', triedAt: null, error: null }])
    await pass(2 * hour, minute)
    expect(endings()).toMatchObject([{ state: 'unknown', triedAt: null, error: { kind: 'offline' } }])
  })

  it('is told to be unknown at once where its provider cannot be asked', async () => {
    world.service.fail({ on: 'probe', kind: 'not-supported' })
    await revoke()
    await settle()
    expect(endings()).toMatchObject([{ state: 'unknown', error: { kind: 'not-supported' } }])
    const before = probes()
    await pass(hour, minute)
    expect(probes()).toBe(before)
  })

  it('is not called dead because the account’s own credential is refused', async () => {
    world.service.fail({ on: 'probe', kind: 'wrong-token', times: 1_000 })
    await revoke()
    await pass(minute)
    expect(endings()).toMatchObject([{ state: 'pending', triedAt: null }])
  })

  it('is left alone for as long as its provider asks for', async () => {
    world.service.fail({ on: 'probe', kind: 'rate-limited', waitSeconds: 600 })
    await revoke()
    await settle()
    const before = probes()
    await pass(9 * minute)
    expect(probes()).toBe(before)
    await pass(2 * minute)
    expect(endings()).toMatchObject([{ state: 'dead' }])
  })

  it('is told no more once the person has seen it', async () => {
    world.service.forgetsSlowly = true
    await revoke()
    await settle()
    await run.call['ending.dismiss']({ operationId: endings()[0]?.operationId ?? '' })
    expect(endings()).toEqual([])
    const before = probes()
    await pass(minute)
    expect(probes()).toBe(before)
    expect(await failureOf(run.call['ending.tryAgain']({ operationId: 'none' }))).toBe('not-found')
  })

  it('is left alone when it is not stored, or forgotten meanwhile', async () => {
    await revoke('laptop')
    await settle()
    expect(endings()).toEqual([])
    world.service.forgetsSlowly = true
    await revoke()
    await settle()
    await run.call['secret.forget']({ secretId: run.window.row('deploy').held?.secretId ?? '' })
    await pass(minute)
    expect(endings()).toEqual([])
  })

  it('is not taken for dead where nobody ever knew it to be the token’s', async () => {
    await store('laptop')
    const [secretId, held] = [...run.vault.records.all('held')].find(([, { token }]) => token.name === 'laptop')!
    await run.app.close()
    run = await world.start()
    await run.vault.records.commit([{ put: 'held', id: secretId, value: { ...held, proof: 'unchecked' } }])
    await run.app.close()
    run = await world.start()
    await revoke('laptop')
    await settle()
    expect(endings()).toEqual([])
  })

  it('is the old one after a token got another, and is kept until it is dead', async () => {
    await store('laptop')
    world.service.forgetsSlowly = true
    await renew()
    await settle()
    expect(endings()).toMatchObject([{ tokenName: 'laptop', how: 'replaced', state: 'pending' }])
    expect(ended()).toHaveLength(1)
    await run.app.close()
    run = await world.start()
    await settle()
    expect(endings()).toMatchObject([{ state: 'pending' }])
    world.service.forget()
    await pass(2 * minute)
    expect(endings()).toMatchObject([{ how: 'replaced', state: 'dead' }])
    expect(ended()).toEqual([])
    expect(run.operations()).toEqual([])
    expect(run.window.row('laptop').token.state).toBe('active')
  })

  it('goes with the secret that took its place, when the person has that forgotten', async () => {
    await store('laptop')
    world.service.forgetsSlowly = true
    await renew()
    await settle()
    expect(ended()).toHaveLength(1)
    await run.call['secret.forget']({ secretId: run.window.row('laptop').held?.secretId ?? '' })
    expect(ended()).toEqual([])
    await pass(minute)
    expect(endings()).toEqual([])
  })

  it('goes with its account', async () => {
    await store('laptop')
    world.service.forgetsSlowly = true
    await renew()
    await settle()
    await run.call['account.remove']({ accountId, acceptLosing: 2 })
    expect(ended()).toEqual([])
    expect(endings()).toEqual([])
  })

  it('is one at a time of an account, and not many in a moment', async () => {
    for (const name of ['two', 'three', 'four']) await createAtAcme({ run, accountId }, { name })
    const before = probes()
    for (const name of ['deploy', 'two', 'three', 'four']) await revoke(name)
    await settle()
    expect(probes() - before).toBe(1)
    await pass(3_000)
    expect(probes() - before).toBe(2)
    await pass(15_000)
    expect(endings().map(({ state }) => state)).toEqual(['dead', 'dead', 'dead', 'dead'])
  })
})
