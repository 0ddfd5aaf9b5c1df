import { beforeEach, describe, expect, it } from 'vitest'
import { refresh, type AppWorld, type Run } from '#test/support/app-world'
import { day, hour, warningSteps, withNightly } from './warned.ts'

describe('warnings, each once,', () => {
  let world: AppWorld
  let run: Run
  let accountId: string

  beforeEach(async () => {
    ;({ world, run, accountId } = await withNightly())
  })

  const { add, live, said, lock, unlock, idOf } = warningSteps(() => ({ world, run }))

  it('are left to the app by a command, which has nobody to tell', async () => {
    await run.app.close()
    world.oneCommand = true
    const command = await world.start()
    await live(hour)
    expect(command.vault.records.ids('announced')).toEqual([])
    await command.app.close()
    world.oneCommand = false
    run = await world.start()
    await live(hour)
    expect(said()).toEqual([[14, 1]])
  })

  it('are forgotten with their token', async () => {
    const other = { service: 'Mailer', serviceUrl: '', owner: '', manageUrl: '', notes: '' }
    const end = (days: number) => ({ kind: 'at', at: world.clock.now() + days * day }) as const
    const ids: string[] = []
    for (const name of ['one', 'two']) {
      ids.push((await run.call['other.add']({ token: { ...other, name, expiry: end(10) }, secret: null })).tokenId)
    }
    await live(hour)
    const remembered = () => run.vault.records.get('announced', 'other')?.tokens.map(({ tokenId }) => tokenId)
    expect(remembered()).toEqual(ids)
    await run.call['other.remove']({ tokenId: ids[0]! })
    await live(5 * day)
    expect(remembered()).toEqual([ids[1]])
  })

  it('come once each, through sleep, clocks that are put forward and back, a lock and another start', async () => {
    const soon = 2 * 60_000
    // Who sleeps is gone, too.
    await run.call['preferences.set']({ lock: { ...run.preferences.get().lock, idleMinutes: 0 } })
    const jump = async (ms: number) => {
      world.clock.jump(ms)
      await live(soon)
    }
    await live(hour)
    await jump(2 * day)
    await jump(-6 * hour)
    await jump(12 * hour)
    await live(2 * day)
    await jump(-12 * hour)
    await jump(12 * hour)
    expect(said()).toEqual([
      [14, 1],
      [7, 1],
    ])
    await run.app.close()
    run = await world.start()
    await live(hour)
    await lock()
    await jump(5 * day)
    expect(said()).toEqual([[1, 1]])
    await unlock()
    await jump(-3 * hour)
    await jump(day)
    await jump(-12 * hour)
    await jump(30 * day)
    expect(said()).toEqual([
      [1, 1],
      ['expired', 1],
    ])
  })

  it('wait for lists that are being refreshed, but not for ever', async () => {
    const release = world.service.hold('list')
    add('over', -1)
    const refreshing = refresh(run)
    await live(60_000)
    expect(said()).toEqual([])
    await live(120_000)
    expect(said()).toEqual([[14, 1]])
    release()
    await refreshing
    await live(60_000)
    expect(said().slice(1)).toEqual([['expired', 1]])
  })

  it('wait while the vault is about to be locked, and come when it stays open', async () => {
    await live(hour)
    const { expiry } = run.app.context
    await expiry.pause()
    await live(4 * day)
    expect(said()).toEqual([[14, 1]])
    expiry.goOn()
    await live(hour)
    expect(said()).toEqual([
      [14, 1],
      [7, 1],
    ])
  })

  it('that are under way are told and noted before the vault is locked', async () => {
    const { expiry } = run.app.context
    expiry.look()
    await expiry.pause()
    expect(said()).toEqual([[14, 1]])
    expect(run.vault.records.ids('announced')).toEqual([accountId])
  })

  it.each([
    ['told while it was locked', 'and pressed once it is open'],
    ['told while it was open', 'and pressed once it is locked'],
  ])('lead to the token when they were %s %s', async (when) => {
    const early = when.includes('locked')
    if (!early) await live(hour)
    await lock()
    if (early) {
      await live(hour)
      await unlock()
    }
    run.notifier.press()
    if (!early) await unlock()
    expect(run.window.facts?.expiry.wanted).toEqual({ tokenId: idOf('nightly') })
  })
})
