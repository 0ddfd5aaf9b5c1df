import { beforeEach, describe, expect, it } from 'vitest'
import { Activity } from '#main/activity/index'
import { Failure } from '#main/ports/failure'
import { digest } from '#main/vault/index'
import { FakeAnchor } from '#test/support/activity'
import { FakeClock } from '#test/support/fake-clock'
import { FakeLog } from '#test/support/fake-log'
import { FakeSnapshots } from '#test/support/fake-snapshots'

describe('the activity log', () => {
  let clock: FakeClock
  let log: FakeLog
  let snapshots: FakeSnapshots
  let anchor: FakeAnchor
  let activity: Activity

  const open = async () => {
    const next = new Activity({ clock, log, snapshots, digest, anchor })
    await next.load()
    return next
  }

  beforeEach(async () => {
    clock = new FakeClock()
    log = new FakeLog()
    snapshots = new FakeSnapshots()
    anchor = new FakeAnchor()
    activity = await open()
  })

  const note = (tokenId: string, to = activity) => to.note({ what: 'secret-revealed', tokenId, outcome: 'done' })
  const ids = async (from: Activity) => (await from.entries()).map(({ tokenId }) => tokenId)

  it('notes when it happened, what, about which token, and how it ended', async () => {
    activity.note({ what: 'token-revoked', accountId: 'a', tokenId: 't', outcome: 'missing-permission' })
    expect(await activity.entries()).toMatchObject([
      { at: clock.now(), what: 'token-revoked', accountId: 'a', tokenId: 't', outcome: 'missing-permission', seq: 1 },
    ])
  })

  it('writes what happens within a second at once', async () => {
    let writes = 0
    snapshots.refuseWrite = () => {
      writes += 1
      return undefined
    }
    note('a')
    clock.advance(500)
    note('b')
    clock.advance(499)
    expect(writes).toBe(0)
    clock.advance(1)
    await activity.flush()
    expect(writes).toBe(1)
    expect(await ids(await open())).toEqual(['a', 'b'])
  })

  it('goes on where it ended', async () => {
    note('a')
    await activity.flush()
    const again = await open()
    note('b', again)
    await again.flush()
    expect(await ids(await open())).toEqual(['a', 'b'])
    expect(snapshots.files.size).toBe(1)
  })

  it('keeps what is noted before the vault is open', async () => {
    const early = new Activity({ clock, log, snapshots, digest, anchor })
    note('early', early)
    await early.load()
    clock.advance(1_000)
    await early.flush()
    expect(await ids(await open())).toEqual(['early'])
  })

  it('is bounded: old segments go, the newest 10,000 entries stay', async () => {
    for (let count = 0; count < 10_600; count += 1) note(String(count))
    await activity.flush()
    const left = await ids(await open())
    expect(left[0]).toBe('1000')
    expect(left.at(-1)).toBe('10599')
    expect(snapshots.files.size).toBe(20)
  })

  it('leaves a segment that cannot be read as it is, and begins a new one', async () => {
    note('a')
    await activity.flush()
    const bytes = snapshots.files.get('activity.1')
    snapshots.unreadable.add('activity.1')
    const again = await open()
    note('b', again)
    await again.flush()
    expect(await ids(again)).toEqual(['b'])
    snapshots.unreadable.clear()
    expect(snapshots.files.get('activity.1')).toEqual(bytes)
    expect(await ids(await open())).toEqual(['a', 'b'])
  })

  it('tries again what could not be written', async () => {
    snapshots.refuseWrite = () => new Failure('disk-full')
    note('a')
    await activity.flush()
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { type: 'disk-full' } }])
    snapshots.refuseWrite = () => undefined
    note('b')
    clock.advance(1_000)
    await activity.flush()
    expect(await ids(await open())).toEqual(['a', 'b'])
  })

  it('forgets and writes nothing when the vault is closed', async () => {
    note('a')
    activity.clear()
    clock.advance(10_000)
    await activity.flush()
    expect(snapshots.files.size).toBe(0)
    snapshots.locked = true
    await expect(activity.load()).rejects.toThrow('vault-locked')
  })
})
