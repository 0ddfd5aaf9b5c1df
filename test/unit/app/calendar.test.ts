import { beforeEach, describe, expect, it } from 'vitest'
import type { Expiry } from '#shared/model/time'
import { keepCalendar } from '#main/app/expiry/keep-calendar'
import { refresh, settle, type AppWorld, type Run } from '#test/support/app-world'
import { eventsIn } from '#test/support/calendar-events'
import { withAda } from './ada.ts'

const day = 86_400_000
const path = '/home/keyrack.ics'

describe('a calendar file', () => {
  let world: AppWorld
  let run: Run
  let accountId: string

  beforeEach(async () => {
    ;({ world, run, accountId } = await withAda())
    world.disk.makeFolder('/home')
    // Nobody is there for days.
    await run.call['preferences.set']({ lock: { ...run.preferences.get().lock, idleMinutes: 0 } })
    run.picker.path = path
    world.service.add('acme', 'org', { name: 'nightly', expiry: at(10) })
    await refresh(run)
  })

  const at = (days: number) => ({ kind: 'at', at: world.clock.now() + days * day }) as const
  const file = () => world.disk.bytes(path).toString('utf8').replaceAll('\r\n ', '')
  const uids = () => [...file().matchAll(/^UID:(.*)$/gm)].map(([, uid]) => uid?.trim())
  const live = async (ms: number) => {
    await world.clock.live(ms, () => settle(2))
    await settle()
  }

  it('tells of each token without its name, where names are not wanted', async () => {
    const { written } = await run.call['calendar.save']({ names: false, keep: false })
    expect(written).toEqual({ name: 'keyrack.ics', tokens: 1 })
    expect(file()).toContain('SUMMARY:A token of')
    for (const known of ['nightly', 'acme', run.window.row('nightly').token.id]) expect(file()).not.toContain(known)
  })

  it('names them where that is wanted, and has the same ids as without', async () => {
    await run.call['calendar.save']({ names: false, keep: false })
    const before = uids()
    await run.call['calendar.save']({ names: true, keep: false })
    expect(file()).toContain('SUMMARY:nightly')
    expect(uids()).toEqual(before)
  })

  it('is written anew when something changes, only where the person wants that', async () => {
    await run.call['calendar.save']({ names: true, keep: false })
    world.service.add('acme', 'org', { name: 'weekly', expiry: at(20) })
    await refresh(run)
    await live(60_000)
    expect(file()).not.toContain('weekly')
    await run.call['calendar.save']({ names: true, keep: true })
    expect(run.window.facts?.preferences.calendar).toEqual({ path, names: true })
    const [first] = world.service.tokens('acme', 'org')
    world.service.drop(first!.issuerId)
    await refresh(run)
    await live(60_000)
    expect(file()).toContain('weekly')
    expect(file().match(/STATUS:CANCELLED/g)).toHaveLength(1)
    await run.call['calendar.leave']({})
    world.service.add('acme', 'org', { name: 'monthly', expiry: at(40) })
    await refresh(run)
    await live(60_000)
    expect(file()).not.toContain('monthly')
  })

  it('is kept no longer once the same file is written without that', async () => {
    await run.call['calendar.save']({ names: true, keep: true })
    await run.call['calendar.save']({ names: true, keep: false })
    expect(run.window.facts?.preferences.calendar).toBeNull()
  })

  it('is not written when nothing has changed', async () => {
    await run.call['calendar.save']({ names: true, keep: true })
    await live(60_000)
    const before = file()
    await refresh(run)
    await live(3_600_000)
    expect(file()).toBe(before)
  })

  it('tells of what there was when it was looked at, whatever is closed meanwhile', async () => {
    await run.call['calendar.save']({ names: true, keep: true })
    const { context } = run.app
    const looking = keepCalendar(context, () => context).look()
    context.inventory.clear()
    context.rows.clear()
    await looking
    expect(file()).toContain('nightly')
  })

  describe('of which something is to be taken back', () => {
    const said = () => eventsIn(file()).map(({ summary, status }) => [summary, status])
    const sequence = (name: string) => eventsIn(file()).find(({ summary }) => summary.startsWith(name))!.sequence
    const keep = () => run.call['calendar.save']({ names: true, keep: true })
    const says = async (expiry: Expiry) => {
      Object.assign(world.service.tokens('acme', 'org')[0]!, { expiry })
      await refresh(run)
      await live(60_000)
    }

    it.each(['never', 'unknown'] as const)('cancels what ends %s, and brings it back', async (kind) => {
      await keep()
      const { uid, sequence: first } = eventsIn(file())[0]!
      await says({ kind })
      expect(eventsIn(file())).toMatchObject([{ uid, status: 'CANCELLED' }])
      expect(said()).toEqual([[expect.stringMatching(/^A token of .* expires$/), 'CANCELLED']])
      const [cancelled] = eventsIn(file())
      expect(cancelled!.sequence).toBeGreaterThan(first)
      await says(at(50))
      expect(eventsIn(file())).toMatchObject([{ uid, status: 'CONFIRMED' }])
      expect(sequence('nightly')).toBeGreaterThan(cancelled!.sequence)
    })

    it('cancels what was of an account that was removed, also after another start, and names it no more', async () => {
      await keep()
      await run.app.close()
      run = await world.start()
      await run.call['account.remove']({ accountId, acceptLosing: 0 })
      await live(60_000)
      expect(said()).toEqual([[expect.stringMatching(/^A token of/), 'CANCELLED']])
      expect(file()).not.toContain('nightly')
    })

    it('goes on saying so for a year', async () => {
      await keep()
      await says({ kind: 'unknown' })
      await live(60_000)
      world.clock.jump(360 * day)
      world.service.add('acme', 'org', { name: 'later', expiry: at(40) })
      await refresh(run)
      await live(60_000)
      expect(said()).toEqual([
        [expect.stringMatching(/^later/), 'CONFIRMED'],
        [expect.stringMatching(/^A token of/), 'CANCELLED'],
      ])
      world.clock.jump(20 * day)
      await says({ kind: 'unknown' })
      world.service.add('acme', 'org', { name: 'last', expiry: at(40) })
      await refresh(run)
      await live(60_000)
      expect(said().filter(([, status]) => status === 'CANCELLED')).toHaveLength(0)
    })

    it('counts every change, within one minute and when the clock goes back', async () => {
      await keep()
      const before = sequence('nightly')
      const [token] = world.service.tokens('acme', 'org')
      token!.expiry = at(11)
      await refresh(run)
      await live(4000)
      expect(sequence('nightly')).toBeGreaterThan(before)
      const between = sequence('nightly')
      world.clock.jump(-3 * day)
      token!.expiry = at(12)
      await refresh(run)
      await live(60_000)
      expect(sequence('nightly')).toBeGreaterThan(between)
    })

    it('leaves the number of what has not changed', async () => {
      await keep()
      const before = sequence('nightly')
      await live(3_600_000)
      world.service.add('acme', 'org', { name: 'weekly', expiry: at(20) })
      await refresh(run)
      await live(60_000)
      expect(sequence('weekly')).toBeGreaterThan(before)
      expect(sequence('nightly')).toBe(before)
    })
  })

  it('is none where the person chooses none, or chooses where the vault is', async () => {
    run.picker.path = null
    expect(await run.call['calendar.save']({ names: true, keep: true })).toEqual({ written: null })
    expect(run.window.facts?.preferences.calendar).toBeNull()
    run.picker.path = '/profile/vault/keyrack.ics'
    await expect(run.call['calendar.save']({ names: true, keep: true })).rejects.toThrow()
  })
})
