import { beforeEach, describe, expect, it } from 'vitest'
import { refresh, settle, until, type AppWorld, type Run } from '#test/support/app-world'
import { withAda } from './ada.ts'

const day = 86_400_000
const hour = 3_600_000
const path = '/profile/told.mark'

describe('what is told while the vault is locked', () => {
  let world: AppWorld
  let run: Run

  beforeEach(async () => {
    ;({ world, run } = await withAda())
    await add('nightly', 10)
    await live(hour)
  })

  const add = async (name: string, days: number) => {
    const at = (distance: number) => ({ kind: 'at', at: world.clock.now() + distance * day }) as const
    world.service.add('acme', 'org', { name, created: at(-100), expiry: at(days) })
    await refresh(run)
  }
  const live = async (ms: number) => {
    await world.clock.live(ms, () => settle(1))
    await settle()
  }
  const said = () => run.notifier.notices.map(({ step }) => step)
  const isThere = () => world.disk.files().includes(path)
  const kept = () => world.disk.bytes(path).toString('utf8')
  /** The app ends while the vault is locked, and is started anew. */
  const startAnew = async () => {
    await run.app.close()
    run = await world.start()
  }
  const lock = () => run.call['vault.lock']({})

  it('is not told once more by an app that was ended before it was opened', async () => {
    await lock()
    await live(4 * day)
    expect(said()).toEqual([14, 7])
    await startAnew()
    await live(2 * hour)
    expect(said()).toEqual([])
    await live(5 * day)
    expect(said()).toEqual([1])
  })

  it('is in the vault once that is open, and outside no more', async () => {
    await lock()
    await live(4 * day)
    expect(isThere()).toBe(true)
    await startAnew()
    await live(hour)
    expect(isThere()).toBe(false)
    await startAnew()
    await live(hour)
    expect(said()).toEqual([])
  })

  it('goes from outside also where the same run opens it', async () => {
    await lock()
    await live(4 * day)
    await run.call['vault.retry']({})
    await until(() => (run.window.facts?.expiry.next.length ?? 0) > 0)
    await live(hour)
    expect(isThere()).toBe(false)
    expect(said()).toEqual([14, 7])
  })

  it('names nothing outside, and does not say how much it is', async () => {
    await add('weekly', 10.2)
    await live(hour)
    const ids = ['nightly', 'weekly'].map((name) => run.window.row(name).token.id)
    const ends = ['nightly', 'weekly'].map((name) => run.window.row(name).token.expiry)
    await lock()
    expect(isThere()).toBe(false)
    await live(4 * day)
    const text = kept()
    for (const known of [
      'nightly',
      'weekly',
      'acme',
      ...ids,
      ...ends.map((end) => JSON.stringify(end).slice(12, 22)),
    ]) {
      expect(text).not.toContain(known)
    }
    const { prints } = JSON.parse(text) as { prints: string[] }
    expect(prints).toHaveLength(64)
    expect(prints).toEqual(prints.toSorted())
    expect(world.disk.mode(path)).toBe(0o600)
  })

  it('is told again when a clock that was far ahead was wrong', async () => {
    await lock()
    world.clock.jump(9.5 * day)
    await live(hour)
    expect(said()).toEqual([14, 1])
    world.clock.jump(-9.5 * day)
    await startAnew()
    await live(4 * day)
    expect(said()).toEqual([7])
  })

  it('is told once more, and nothing worse, where the file is not what it was, or could not be written', async () => {
    await lock()
    await live(4 * day)
    world.disk.put(path, Buffer.from('{'))
    await startAnew()
    await live(hour)
    expect(said()).toEqual([7])
    await lock()
    run.fs.failOn('create', 'ENOSPC', { path: /told\.mark/ })
    await live(6 * day)
    expect(said()).toEqual([7, 1, 'expired'])
    await startAnew()
    await live(hour)
    expect(said()).toEqual(['expired'])
  })
})
