import { beforeEach, describe, expect, it } from 'vitest'
import { CalendarKeeper } from '#main/app/expiry/calendar'
import { refresh, settle, type AppWorld, type Run } from '#test/support/app-world'
import { withAda } from './ada.ts'

const day = 86_400_000
const path = '/home/keyrack.ics'

describe('a calendar file', () => {
  let world: AppWorld
  let run: Run

  beforeEach(async () => {
    ;({ world, run } = await withAda())
    world.disk.makeFolder('/home')
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
    const looking = new CalendarKeeper().look(context)
    context.inventory.clear()
    context.rows.clear()
    await looking
    expect(file()).toContain('nightly')
  })

  it('is none where the person chooses none, or chooses where the vault is', async () => {
    run.picker.path = null
    expect(await run.call['calendar.save']({ names: true, keep: true })).toEqual({ written: null })
    expect(run.window.facts?.preferences.calendar).toBeNull()
    run.picker.path = '/profile/vault/keyrack.ics'
    await expect(run.call['calendar.save']({ names: true, keep: true })).rejects.toThrow()
  })
})
