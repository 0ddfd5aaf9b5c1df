import { beforeEach, describe, expect, it } from 'vitest'
import { AppWorld, refresh, settle, until, type Run } from '#test/support/app-world'

const day = 86_400_000
const hour = 3_600_000
const jwt = (end: number) => `eyJhbGciOiJub25lIn0.${Buffer.from(`{"exp":${end / 1000}}`).toString('base64url')}.EXAMPLE`

describe('an account’s credential that no list has', () => {
  let world: AppWorld
  let run: Run
  let accountId: string
  let at: number

  beforeEach(async () => {
    world = new AppWorld()
    world.service.person('ada')
    at = Math.floor(world.clock.now() / 1000) * 1000 + 10 * day
    const secret = jwt(at)
    const issued = { name: 'signs in', secret, expiry: { kind: 'unknown' } } as const
    world.service.add('ada', 'unlisted', issued)
    run = await world.ready()
    accountId = await world.account(run, secret)
    await refresh(run)
  })

  const live = async (ms: number) => {
    await world.clock.live(ms, () => settle(1))
    await settle()
  }
  const said = () => run.notifier.notices.map(({ step, count }) => [step, count])
  const expiry = () => run.window.facts?.expiry
  const unlock = async () => {
    await run.call['vault.retry']({})
    await until(() => (run.window.facts?.expiry.next.length ?? 0) > 0)
  }
  const id = () => `${accountId}/`

  it('is warned of once a step, counted and named, also after another start', async () => {
    expect([...run.window.rows.values()].filter(({ own }) => own === 'yes')).toEqual([])
    await live(hour)
    expect(expiry()).toMatchObject({ due: 1, expired: 0, next: [{ at, days: 14 }] })
    expect(expiry()?.credentials).toEqual([{ accountId, tokenId: id(), at, days: 14 }])
    await live(4 * day)
    await run.app.close()
    run = await world.start()
    await live(hour)
    expect(said()).toEqual([])
    await live(6 * day)
    expect(said()).toEqual([
      [1, 1],
      ['expired', 1],
    ])
    expect(expiry()?.credentials).toEqual([{ accountId, tokenId: id(), at, days: 0 }])
  })

  it('is warned of while the vault is locked, and what was told is known when it is open', async () => {
    await live(hour)
    await run.call['vault.lock']({})
    expect(expiry()?.credentials).toEqual([])
    await live(4 * day)
    expect(said()).toEqual([
      [14, 1],
      [7, 1],
    ])
    run.notifier.press()
    await unlock()
    expect(expiry()?.wanted).toEqual({ tokenId: null, accountId })
    await live(hour)
    expect(said()).toHaveLength(2)
  })

  it('leads to its account', async () => {
    await live(hour)
    run.notifier.press()
    expect(expiry()?.wanted).toEqual({ tokenId: null, accountId })
  })

  it('takes “I know”, and the steps of its account', async () => {
    await run.call['expiry.quiet']({ tokenIds: [id()], how: { kind: 'known' } })
    expect(expiry()).toMatchObject({ due: 0, quiet: 1, credentials: [] })
    await run.call['expiry.undo']({ said: [{ tokenId: id(), quiet: null }] })
    expect(expiry()).toMatchObject({ due: 1, quiet: 0 })
    await run.call['expiry.steps']({ of: 'account', id: accountId, days: [1] })
    expect(expiry()).toMatchObject({ due: 0, credentials: [] })
  })

  it('is in the calendar', async () => {
    world.disk.makeFolder('/home')
    run.picker.path = '/home/keyrack.ics'
    const { written } = await run.call['calendar.save']({ names: true, keep: false })
    expect(written?.tokens).toBe(1)
    expect(world.disk.bytes('/home/keyrack.ics').toString('utf8')).toContain('SUMMARY:Sign-in of')
  })

  it('is one token like any other as soon as a list has it', async () => {
    await live(hour)
    world.service.tellsOwn = true
    world.service.tokens('ada', 'classic').push(...world.service.tokens('ada', 'unlisted').splice(0))
    await refresh(run)
    await live(hour)
    expect(run.window.row('signs in').own).toBe('yes')
    expect(expiry()).toMatchObject({ due: 1, credentials: [] })
    expect(expiry()?.next[0]?.tokenId).toBe(run.window.row('signs in').token.id)
  })

  it('is forgotten with its account', async () => {
    await live(hour)
    await run.call['expiry.quiet']({ tokenIds: [id()], how: { kind: 'known' } })
    await run.call['account.remove']({ accountId, acceptLosing: 0 })
    await live(hour)
    expect(expiry()).toMatchObject({ due: 0, quiet: 0, credentials: [], next: [] })
    expect([...run.vault.records.ids('warning'), ...run.vault.records.ids('announced')]).toEqual([])
  })
})
