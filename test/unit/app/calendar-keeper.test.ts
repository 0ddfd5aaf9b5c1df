import { beforeEach, describe, expect, it, vi } from 'vitest'
import { keepCalendar } from '#main/app/expiry/keep-calendar'
import { refresh, settle, type AppWorld, type Run } from '#test/support/app-world'
import { withAda } from './ada.ts'

const day = 86_400_000
const minute = 60_000
const path = '/home/keyrack.ics'

describe('a calendar file that is kept up to date', () => {
  let world: AppWorld
  let run: Run

  beforeEach(async () => {
    ;({ world, run } = await withAda())
    world.disk.makeFolder('/home')
    // Nobody is there for days.
    await run.call['preferences.set']({ lock: { ...run.preferences.get().lock, idleMinutes: 0 } })
    run.picker.path = path
    await add('nightly')
    await run.call['calendar.save']({ names: true, keep: true })
    await live(minute)
  })

  const add = async (name: string) => {
    world.service.add('acme', 'org', { name, expiry: { kind: 'at', at: world.clock.now() + 40 * day } })
    await refresh(run)
  }
  const file = () => world.disk.bytes(path).toString('utf8').replaceAll('\r\n ', '')
  const live = async (ms: number) => {
    await world.clock.live(ms, () => settle(2))
    await settle()
  }
  const trouble = () => run.window.facts?.calendarTrouble
  const writes = () => run.fs.calls.filter(({ step, path: of }) => step === 'rename' && of.startsWith('/home')).length

  it.each([
    ['EROFS', { kind: 'disk-refused', code: 'file EROFS' }],
    ['ENOSPC', { kind: 'disk-full', code: 'ENOSPC' }],
    ['ENOENT', { kind: 'not-found', code: 'file' }],
  ])('says so when it cannot be written (%s), since when, and is written as soon as it can be', async (code, error) => {
    run.fs.failOn('create', code, { path: /^\/home\// })
    await add('weekly')
    await live(minute)
    const since = trouble()?.since
    expect(trouble()?.error).toEqual(error)
    await live(10 * minute)
    expect(trouble()?.since).toBe(since)
    expect(file()).not.toContain('weekly')
    run.fs.fault = () => undefined
    await live(2 * minute)
    expect(file()).toContain('weekly')
    expect(trouble()).toBeNull()
  })

  it('is tried again also where nothing is watched any more', async () => {
    run.fs.failOn('create', 'EROFS', { path: /^\/home\// })
    Object.assign(world.service.tokens('acme', 'org')[0]!, { expiry: { kind: 'never' } })
    await refresh(run)
    await live(minute)
    expect(trouble()).not.toBeNull()
    run.fs.fault = () => undefined
    await live(2 * minute)
    expect(file()).toContain('STATUS:CANCELLED')
    expect(trouble()).toBeNull()
  })

  it.each(['left', 'chosen anew'])('has no trouble any more once it is %s', async (how) => {
    run.fs.failOn('create', 'EROFS', { path: /keyrack-|keyrack\.ics/ })
    await add('weekly')
    await live(minute)
    expect(trouble()).not.toBeNull()
    if (how === 'left') await run.call['calendar.leave']({})
    else {
      run.fs.fault = () => undefined
      world.disk.makeFolder('/other')
      run.picker.path = '/other/keyrack.ics'
      await run.call['calendar.save']({ names: true, keep: true })
    }
    expect(trouble()).toBeNull()
    await live(5 * minute)
    expect(trouble()).toBeNull()
  })

  it('says nothing of it while the vault is locked', async () => {
    run.fs.failOn('create', 'EROFS', { path: /^\/home\// })
    await add('weekly')
    await live(minute)
    await run.call['vault.lock']({})
    expect(trouble()).toBeNull()
    await live(5 * minute)
    expect(trouble()).toBeNull()
  })

  it('cancels nothing while what the vault tells is still being loaded', async () => {
    run.fs.failOn('create', 'EROFS', { path: /^\/home\// })
    await add('weekly')
    await live(minute)
    expect(trouble()).not.toBeNull()
    await run.call['vault.lock']({})
    run.fs.fault = () => undefined
    // Nothing is in the list yet.
    const { context } = run.app
    await context.vault.open()
    expect(context.vault.state().kind).toBe('open')
    await context.calendar.look()
    expect(file()).not.toContain('STATUS:CANCELLED')
    await live(2 * minute)
    expect(file()).toContain('weekly')
  })

  it('is looked at only when something has changed, or a day has gone by', async () => {
    const { context } = run.app
    const tokens = vi.spyOn(context.rows, 'tokens')
    const look = async () => {
      tokens.mockClear()
      await context.calendar.look()
      return tokens.mock.calls.length
    }
    const before = writes()
    expect(await look()).toBe(0)
    world.clock.jump(23 * 60 * minute)
    expect(await look()).toBe(0)
    world.clock.jump(2 * 60 * minute)
    expect(await look()).toBe(1)
    context.calendar.changed()
    expect([await look(), await look()]).toEqual([1, 0])
    expect(writes()).toBe(before)
  })

  it('is looked at by one at a time, and again when something changed meanwhile', async () => {
    const { context } = run.app
    const keeper = keepCalendar(context, () => context)
    const before = writes()
    const looking = keeper.look()
    expect(keeper.look()).toBe(looking)
    run.preferences.set({ calendar: { path, names: false } })
    keeper.changed()
    await looking
    expect(file()).not.toContain('nightly')
    expect(writes()).toBe(before + 2)
  })
})
