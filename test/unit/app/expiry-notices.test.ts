import { beforeEach, describe, expect, it } from 'vitest'
import type { Input } from '#shared/contract'
import { failureOf, jobId, refresh, type AppWorld, type Run } from '#test/support/app-world'
import { day, hour, warningSteps, withNightly } from './warned.ts'

describe('warnings', () => {
  let world: AppWorld
  let run: Run
  let accountId: string

  beforeEach(async () => {
    ;({ world, run, accountId } = await withNightly())
  })

  const { add, live, said, lock, unlock, idOf } = warningSteps(() => ({ world, run }))

  it('come once a step while the vault is open', async () => {
    await live(20 * day)
    expect(said()).toEqual([
      [14, 1],
      [7, 1],
      [1, 1],
      ['expired', 1],
    ])
  })

  it('name no token unless the person wants that, also while the vault is open', async () => {
    await live(hour)
    await run.call['preferences.set']({ namesInNotices: true })
    await live(4 * day)
    expect(run.notifier.notices).toEqual([
      { step: 14, count: 1, names: [] },
      { step: 7, count: 1, names: ['nightly'] },
    ])
  })

  it('come together for tokens that are found together, one a step', async () => {
    for (const name of ['one', 'two', 'three']) add(name, 20)
    add('over', -3)
    await refresh(run)
    await live(hour)
    expect(said()).toEqual([
      ['expired', 1],
      [14, 1],
      [30, 3],
    ])
  })

  it('do not come again after the app was started anew', async () => {
    await live(4 * day)
    expect(said()).toEqual([
      [14, 1],
      [7, 1],
    ])
    await run.app.close()
    run = await world.start()
    await live(hour)
    expect(said()).toEqual([])
    await live(6 * day)
    expect(said()).toEqual([
      [1, 1],
      ['expired', 1],
    ])
  })

  it('tell after a long absence only the most urgent', async () => {
    await live(hour)
    await run.app.close()
    world.clock.set(world.clock.now() + 9.5 * day)
    run = await world.start()
    await live(hour)
    expect(said()).toEqual([[1, 1]])
  })

  it('begin anew when the token ends at another time', async () => {
    await live(4 * day)
    const [token] = world.service.tokens('acme', 'org')
    world.service.replace('acme', 'org', { ...token!, expiry: { kind: 'at', at: world.clock.now() + 90 * day } })
    await refresh(run)
    await live(61 * day)
    expect(said().slice(2)).toEqual([[30, 1]])
  })

  it('do not tell a person who makes a token for a week that it ends within one', async () => {
    await live(hour)
    await run.call['token.create']({
      accountId,
      owner: { kind: 'organization', id: 'acme', name: 'acme' },
      kind: 'org',
      draft: { name: 'short', expiry: { kind: 'at', at: world.clock.now() + 7 * day } },
      jobId: jobId(),
    })
    await live(5 * day)
    expect(said()).toEqual([
      [14, 1],
      [7, 1],
    ])
    await live(1.5 * day)
    expect(said().slice(2)).toEqual([[1, 1]])
  })

  it('are told by one of two apps on one vault', async () => {
    world.running.add(1)
    const other = await world.start()
    await live(4 * day)
    expect([...said(run), ...said(other)]).toEqual([
      [14, 1],
      [7, 1],
    ])
  })

  it('are told all the same when the vault cannot be written, once', async () => {
    run.fs.fault = () => ({ kind: 'fail', code: 'ENOSPC' })
    await live(2 * day)
    expect(said()).toEqual([[14, 1]])
    run.fs.fault = () => undefined
    await live(day)
    await run.app.close()
    run = await world.start()
    await live(hour)
    expect(said()).toEqual([])
  })

  describe('while the vault is locked', () => {
    it('come by number, without a name', async () => {
      await live(hour)
      await lock()
      await live(4 * day)
      expect(run.notifier.notices.slice(1)).toEqual([{ step: 7, count: 1, names: [] }])
    })

    it('come by name where the person wants that', async () => {
      await run.call['preferences.set']({ namesInNotices: true })
      await lock()
      await live(4 * day)
      expect(run.notifier.notices.at(-1)).toEqual({ step: 7, count: 1, names: ['nightly'] })
    })

    it('are remembered once it is open, and after the next start', async () => {
      await lock()
      await live(4 * day)
      expect(said()).toEqual([
        [14, 1],
        [7, 1],
      ])
      await unlock()
      await live(hour)
      expect(said()).toHaveLength(2)
      await run.app.close()
      run = await world.start()
      await live(hour)
      expect(said()).toEqual([])
    })

    it('are remembered when it is locked again before they could be written', async () => {
      await lock()
      await live(4 * day)
      await unlock()
      await lock()
      await unlock()
      await live(hour)
      expect(said()).toEqual([
        [14, 1],
        [7, 1],
      ])
    })

    it('catch up when the computer slept', async () => {
      await live(hour)
      await lock()
      world.clock.set(world.clock.now() + 20 * day)
      await live(hour)
      expect(said().slice(1)).toEqual([['expired', 1]])
    })
  })

  describe('that the person has answered', () => {
    const quiet = (how: Input<'expiry.quiet'>['how']) => run.call['expiry.quiet']({ tokenIds: [idOf('nightly')], how })

    it('“I know”: do not come again, also after the next start, and are counted apart', async () => {
      await quiet({ kind: 'known' })
      expect(run.window.facts?.expiry).toMatchObject({ due: 0, quiet: 1 })
      await run.app.close()
      run = await world.start()
      await live(20 * day)
      expect(said()).toEqual([])
      expect(run.window.facts?.expiry).toMatchObject({ expired: 0, quiet: 1 })
    })

    it('“later”: come when that time is over, also while the vault is locked', async () => {
      await live(hour)
      await quiet({ kind: 'snoozed', until: world.clock.now() + 5 * day })
      expect(run.window.row('nightly').warning?.quiet).toMatchObject({ kind: 'snoozed' })
      await lock()
      await live(4 * day)
      expect(said()).toEqual([[14, 1]])
      expect(run.window.facts?.expiry).toMatchObject({ due: 0, quiet: 1 })
      await live(2 * day)
      expect(said()).toEqual([
        [14, 1],
        [7, 1],
      ])
      expect(run.window.facts?.expiry).toMatchObject({ due: 1, quiet: 0 })
    })

    it('take that back', async () => {
      await quiet({ kind: 'known' })
      await quiet({ kind: 'none' })
      expect(run.window.facts?.expiry).toMatchObject({ due: 1, quiet: 0 })
      expect(run.vault.records.ids('warning')).toEqual([])
    })

    it('are as they were once that is undone: known, put off, or neither, and steps stay', async () => {
      add('weekly', 5)
      add('monthly', 20)
      await refresh(run)
      await quiet({ kind: 'known' })
      const until = world.clock.now() + 2 * day
      await run.call['expiry.quiet']({ tokenIds: [idOf('weekly')], how: { kind: 'snoozed', until } })
      await run.call['expiry.steps']({ of: 'token', id: idOf('monthly'), days: [60] })
      const names = ['nightly', 'weekly', 'monthly']
      const warnings = () => names.map((name) => run.window.row(name).warning)
      const before = warnings()
      const said = names.map((name) => ({ tokenId: idOf(name), quiet: run.window.row(name).warning?.quiet ?? null }))
      const soon = { kind: 'snoozed', until: world.clock.now() + day } as const
      await run.call['expiry.quiet']({ tokenIds: names.map(idOf), how: soon })
      expect(run.window.facts?.expiry).toMatchObject({ due: 0, quiet: 3 })
      await live(3 * day)
      // What it says of the time is over by now; it is put back all the same.
      await run.call['expiry.undo']({ said: [...said, { tokenId: 'none', quiet: null }] })
      expect(warnings()).toEqual(before)
      expect(run.window.facts?.expiry).toMatchObject({ due: 2, quiet: 1 })
    })

    it('cannot be put off until a time that is over', async () => {
      expect(await failureOf(quiet({ kind: 'snoozed', until: world.clock.now() }))).toBe('invalid-input')
    })
  })

  describe('at other steps', () => {
    const choose = (of: 'token' | 'account' | 'provider', id: string, days: Input<'expiry.steps'>['days']) =>
      run.call['expiry.steps']({ of, id, days })

    it.each(['token', 'account', 'provider'] as const)('of one %s: come at those', async (of) => {
      const ids = { token: idOf('nightly'), account: accountId, provider: 'fake' }
      await choose(of, ids[of], [3])
      expect(run.window.facts?.expiry).toMatchObject({ due: 0 })
      await live(20 * day)
      expect(said()).toEqual([
        [3, 1],
        ['expired', 1],
      ])
    })

    it('hold for the token before its account, and for the account before its provider', async () => {
      await choose('provider', 'fake', [90])
      await choose('account', accountId, [60])
      await choose('token', idOf('nightly'), [1])
      await live(hour)
      expect(said()).toEqual([])
      await choose('token', idOf('nightly'), null)
      await live(hour)
      expect(said()).toEqual([[60, 1]])
      expect(run.window.facts?.expiry.steps).toEqual({ fake: [90], [accountId]: [60] })
    })

    it('are refused for what is not there', async () => {
      expect(await failureOf(choose('account', 'nobody', [1]))).toBe('not-found')
      expect(await failureOf(choose('provider', 'nobody', [1]))).toBe('not-found')
    })
  })

  describe('that the person presses', () => {
    it('lead to the token', async () => {
      await live(hour)
      run.notifier.press()
      expect(run.window.facts?.expiry.wanted).toEqual({ tokenId: idOf('nightly') })
      await run.call['expiry.shown']({})
      expect(run.window.facts?.expiry.wanted).toBeNull()
    })

    it('lead to all that is due where they are about several', async () => {
      add('second', 10)
      await refresh(run)
      await live(hour)
      run.notifier.press()
      expect(run.window.facts?.expiry.wanted).toEqual({ tokenId: null })
    })

    it('lead there once the vault is open', async () => {
      await lock()
      await live(4 * day)
      run.notifier.press()
      expect(run.window.facts?.expiry.wanted).toBeNull()
      await unlock()
      expect(run.window.facts?.expiry.wanted).toEqual({ tokenId: idOf('nightly') })
    })
  })

  it('say nothing of an account that was removed', async () => {
    await live(hour)
    await run.call['account.remove']({ accountId, acceptLosing: 0 })
    await live(20 * day)
    expect(said()).toEqual([[14, 1]])
    expect(run.vault.records.ids('announced')).toEqual([])
  })

  it('end with the app', async () => {
    await run.app.close()
    expect(world.clock.waiting).toBe(0)
  })
})
