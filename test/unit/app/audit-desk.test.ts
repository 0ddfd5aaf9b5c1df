import { beforeEach, describe, expect, it } from 'vitest'
import { AuditDesk } from '#main/app/findings/audit-desk'
import { PolicyDesk } from '#main/app/findings/policy-desk'
import { TrendKeep } from '#main/app/findings/trend'
import type { Judged } from '#main/audit/index'
import { FakeClock } from '#test/support/fake-clock'
import { FakeFileSystem } from '#test/support/fake-file-system'
import { FakeLog } from '#test/support/fake-log'
import { FakeRandom } from '#test/support/fake-random'
import { FakeSnapshots } from '#test/support/fake-snapshots'
import { failureOf } from '#test/support/app-world'

const hour = 3_600_000

let clock: FakeClock
let snapshots: FakeSnapshots
let isOpen: boolean
let judged: number
/** What an audit waits for. */
let pause: Promise<void>
let desk: AuditDesk

beforeEach(() => {
  clock = new FakeClock()
  snapshots = new FakeSnapshots()
  isOpen = true
  judged = 0
  pause = Promise.resolve()
  const log = new FakeLog()
  const counts = { critical: 0, high: 0, medium: 0, low: 0 }
  desk = new AuditDesk({
    clock,
    random: new FakeRandom(),
    log,
    keep: new TrendKeep(snapshots, log),
    policy: new PolicyDesk({
      fs: new FakeFileSystem(),
      catalogue: [],
      chosen: () => ({ kind: 'pack', pack: 'issuer' }),
    }),
    isOpen: () => isOpen,
    changedSoon: () => undefined,
    changedNow: () => undefined,
    judge: async (): Promise<Judged> => {
      judged += 1
      await pause
      return { at: clock.now(), policy: '', tokens: 0, findings: [], counts, unjudged: [], endedExceptions: [] }
    },
  })
})

describe('an audit', () => {
  it('is kept nowhere when the vault was locked under it, also when it is open again by then', async () => {
    const held = Promise.withResolvers<undefined>()
    pause = held.promise
    const audit = failureOf(desk.current())
    await expect.poll(() => judged).toBe(1)
    desk.clear()
    held.resolve(undefined)
    expect(await audit).toBe('vault-locked')
    expect(desk.findings).toBeNull()
    expect([...snapshots.files.keys()]).toEqual([])
  })

  it('is not shown when the vault was locked while it was written', async () => {
    snapshots.refuseWrite = () => {
      desk.clear()
      return undefined
    }
    expect(await failureOf(desk.current())).toBe('vault-locked')
    expect(desk.findings).toBeNull()
  })

  it('is made anew after an hour in which nothing has changed', async () => {
    await desk.current()
    clock.advance(hour - 1)
    expect(judged).toBe(1)
    clock.advance(1)
    await expect.poll(() => judged).toBe(2)
  })
})
