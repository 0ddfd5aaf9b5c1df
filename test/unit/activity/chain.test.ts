import { beforeEach, describe, expect, it } from 'vitest'
import type { ActivityCheck } from '#shared/model/activity'
import { Activity } from '#main/activity/index'
import { Failure } from '#main/ports/failure'
import { digest } from '#main/vault/index'
import { FakeAnchor } from '#test/support/activity'
import { FakeClock } from '#test/support/fake-clock'
import { FakeLog } from '#test/support/fake-log'
import { FakeSnapshots } from '#test/support/fake-snapshots'

const running = new AbortController().signal

let clock: FakeClock
let log: FakeLog
let snapshots: FakeSnapshots
let anchor: FakeAnchor
let activity: Activity

async function open(): Promise<Activity> {
  const next = new Activity({ clock, log, snapshots, digest, anchor })
  await next.load()
  return next
}

const note = (tokenId: string, to = activity) =>
  to.note({ what: 'secret-revealed', who: { kind: 'person' }, tokenId, outcome: 'done' })

/** Notes so many and has them written; the numbers are the ids. */
async function write(count: number, to = activity): Promise<void> {
  for (let each = 0; each < count; each += 1) note(String(each), to)
  await to.flush()
}

interface OnDisk {
  format: number
  previous: string
  entries: { seq: number; hash: string; tokenId: string; outcome: string }[]
}

const segment = (number: number) => JSON.parse(snapshots.files.get(`activity.${number}`)!.toString()) as OnDisk
const put = (number: number, content: object) =>
  snapshots.files.set(`activity.${number}`, Buffer.from(JSON.stringify(content)))
/** The entries with another token, and the hashes that fit. */
function forged(entries: OnDisk['entries'], before: string): OnDisk['entries'] {
  let previous = before
  return entries.map(({ seq, hash: _hash, ...entry }) => {
    const one = { ...entry, tokenId: 'forged' }
    const sorted = Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
    previous = digest(JSON.stringify([previous, seq, sorted]))
    return { ...one, seq, hash: previous }
  })
}
const ids = async (from: Activity) => (await from.entries()).map(({ tokenId }) => tokenId)
const check = async (): Promise<ActivityCheck> => (await open()).check(running)
const faults = async () => (await check()).faults

beforeEach(async () => {
  clock = new FakeClock()
  log = new FakeLog()
  snapshots = new FakeSnapshots()
  anchor = new FakeAnchor()
  activity = await open()
})

describe('the chain of the activity log', () => {
  it('numbers the entries, and covers with each hash the entry and the hash before', async () => {
    await write(2)
    const { format, previous, entries } = segment(1)
    const [first, second] = entries
    expect([format, previous, first!.seq, second!.seq]).toEqual([2, '', 1, 2])
    // Written out, so that another program can do the same; docs/vault-format.md says how.
    const fields = (tokenId: string) =>
      `{"at":${clock.now()},"outcome":"done","tokenId":"${tokenId}","what":"secret-revealed","who":{"kind":"person"}}`
    expect(first!.hash).toBe(digest(`["",1,${fields('0')}]`))
    expect(second!.hash).toBe(digest(`["${first!.hash}",2,${fields('1')}]`))
  })

  it('is whole after restarts and over many segments, whatever order fields are written in', async () => {
    await write(700)
    await write(800, await open())
    const { entries, ...rest } = segment(2)
    put(2, { ...rest, entries: entries.map((entry) => Object.fromEntries(Object.entries(entry).reverse())) })
    expect(await check()).toMatchObject({ entries: 1500, first: 1, last: 1500, unchained: 0, faults: [], earlier: [] })
  })

  it('goes on after entries were let go by rule, and says from where', async () => {
    await write(10_600)
    expect(snapshots.files.size).toBe(20)
    expect(await check()).toMatchObject({ entries: 9_600, first: 1_001, last: 10_600, faults: [] })
  })

  it('lets nothing go while the vault cannot be told', async () => {
    anchor.refusal = new Failure('vault-read-only')
    await write(10_600)
    expect(snapshots.files.size).toBe(22)
    expect(log.lines.map(({ level }) => level)).toContain('warn')
    expect((await ids(activity)).length).toBe(10_600)
  })

  it('keeps a log of before as it is, begins a chain behind it, and says how much is not chained', async () => {
    const old = { format: 1, entries: [{ at: 5, what: 'token-revoked', tokenId: 'old', outcome: 'done' }] }
    put(1, old)
    const again = await open()
    note('new', again)
    expect(await ids(again)).toEqual(['old', 'new'])
    expect(segment(1)).toEqual(old)
    expect(segment(2).entries).toMatchObject([{ seq: 1, tokenId: 'new' }])
    expect(await check()).toMatchObject({ entries: 1, first: 1, unchained: 1, faults: [] })
  })

  it('goes on behind what an older version has written in between', async () => {
    await write(3)
    put(2, { format: 1, entries: [{ at: 5, what: 'token-revoked', tokenId: 'old', outcome: 'done' }] })
    await write(1, await open())
    expect(segment(3)).toMatchObject({ previous: segment(1).entries[2]!.hash, entries: [{ seq: 4 }] })
    expect(await check()).toMatchObject({ entries: 4, last: 4, unchained: 1, faults: [] })
  })

  it('cuts off what is too long for it, so that the rest stays readable', async () => {
    const long = 'x'.repeat(2_000)
    activity.note({
      what: 'token-created',
      accountId: long,
      accountName: long,
      tokenId: long,
      tokenName: long,
      outcome: 'done',
    })
    note('after')
    const [first, second] = await activity.entries()
    expect(
      [first!.accountId, first!.accountName, first!.tokenId, first!.tokenName].map((text) => text?.length),
    ).toEqual([100, 300, 900, 500])
    expect(second).toMatchObject({ tokenId: 'after' })
  })

  it('ends following it when nobody wants to know any more', async () => {
    await write(3)
    await expect(activity.check(AbortSignal.abort())).rejects.toThrow('cancelled')
    expect(await ids(activity)).toEqual(['0', '1', '2'])
  })
})

describe('the end that the vault remembers', () => {
  it('is set a minute after something was written, and when the vault is about to close', async () => {
    await write(3)
    expect(anchor.anchor).toBeUndefined()
    clock.advance(60_000)
    await activity.flush()
    expect(anchor.anchor).toEqual({
      first: 1,
      seq: 3,
      hash: segment(1).entries[2]!.hash,
      segment: 1,
      at: clock.now(),
      faults: [],
    })
    note('last')
    await activity.settle()
    expect(anchor.anchor).toMatchObject({ seq: 4, hash: segment(1).entries[3]!.hash })
    expect(await check()).toMatchObject({ anchored: 4 })
  })

  it('is left alone when nothing came to it', async () => {
    await write(1)
    await activity.settle()
    const before = anchor.anchor
    clock.advance(120_000)
    await activity.settle()
    expect(anchor.anchor).toBe(before)
  })
})

describe('what was done to the log', () => {
  beforeEach(async () => {
    await write(1_200)
    await activity.settle()
  })

  const changedEntry = () => {
    const { entries, ...rest } = segment(2)
    entries[99]!.outcome = 'not-found'
    put(2, { ...rest, entries })
  }
  const cutOff = (number: number, to: number) => {
    const { entries, ...rest } = segment(number)
    put(number, { ...rest, entries: entries.slice(0, to) })
  }

  it.each<[string, () => void, ActivityCheck['faults']]>([
    ['an entry was changed', changedEntry, [{ kind: 'changed', from: 600, to: 600 }]],
    ['the end was cut off', () => cutOff(3, 150), [{ kind: 'missing', from: 1151, to: 1200 }]],
    [
      'the newest part is gone',
      () => snapshots.files.delete('activity.3'),
      [{ kind: 'missing', from: 1001, to: 1200 }],
    ],
    [
      'a part in between is gone',
      () => snapshots.files.delete('activity.2'),
      [{ kind: 'missing', from: 501, to: 1000 }],
    ],
    ['an older state of a part was put back', () => cutOff(2, 300), [{ kind: 'missing', from: 801, to: 1000 }]],
    ['the beginning is gone', () => snapshots.files.delete('activity.1'), [{ kind: 'missing', from: 1, to: 500 }]],
    ['everything is gone', () => snapshots.files.clear(), [{ kind: 'missing', from: 1, to: 1200 }]],
    [
      'a part cannot be read',
      () => snapshots.unreadable.add('activity.2'),
      [{ kind: 'unreadable', from: 501, to: 1000 }],
    ],
    [
      'the newest part cannot be read',
      () => snapshots.unreadable.add('activity.3'),
      [{ kind: 'unreadable', from: 1001, to: 1200 }],
    ],
  ])('is noticed: %s', async (_what, tamper, expected) => {
    expect(await faults()).toEqual([])
    tamper()
    expect(await faults()).toEqual(expected)
    // Nor is it forgotten because the log goes on.
    const again = await open()
    note('later', again)
    await again.settle()
    expect(await faults()).toEqual(expected)
    expect(await check()).toMatchObject({ last: 1201, anchored: 1201 })
  })

  it('is noticed where a part in between was exchanged for one whose hashes fit', async () => {
    const { entries, ...rest } = segment(2)
    put(2, { ...rest, entries: forged(entries, rest.previous) })
    expect(await faults()).toEqual([{ kind: 'changed', from: 1001, to: 1001 }])
  })

  it('is noticed where one part was exchanged for another log of the same length', async () => {
    const { entries, ...rest } = segment(3)
    put(3, { ...rest, entries: forged(entries, rest.previous) })
    expect(await faults()).toEqual([{ kind: 'other-end', from: 1200, to: 1200 }])
    // Its hashes fit, so that only the vault can tell; it keeps that in mind when the log goes on.
    const again = await open()
    note('later', again)
    await again.settle()
    const { faults: now, earlier } = await check()
    expect(now).toEqual([])
    expect(earlier).toEqual([{ kind: 'other-end', from: 1200, to: 1200, at: clock.now() }])
  })
})

describe('two processes with one log', () => {
  it('build upon each other, and nothing forks', async () => {
    const other = await open()
    for (let turn = 0; turn < 5; turn += 1) {
      note(`mine ${turn}`)
      await activity.flush()
      note(`theirs ${turn}`, other)
      await other.flush()
    }
    expect(await ids(await open())).toEqual([0, 1, 2, 3, 4].flatMap((turn) => [`mine ${turn}`, `theirs ${turn}`]))
    expect(await faults()).toEqual([])
  })

  it('lose nothing when both write at the same moment: who finds its entries written over writes them again', async () => {
    const other = await open()
    await write(2)
    note('mine')
    note('theirs', other)
    // Both have looked at the disk before either writes: one has slept with the lock in its hand.
    snapshots.exclusively = (_subject, action) => action()
    await Promise.all([activity.flush(), other.flush()])
    expect((await ids(await open())).length).toBe(3)
    await Promise.all([activity.settle()])
    await other.settle()
    expect([...(await ids(await open()))].sort()).toEqual(['0', '1', 'mine', 'theirs'])
    expect(await faults()).toEqual([])
  })
})
