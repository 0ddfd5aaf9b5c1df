import { beforeEach, describe, expect, it } from 'vitest'
import { BackupDesk } from '#main/app/backup/backup-desk'
import type { OpenBackup } from '#main/vault/index'
import { failureOf } from '#test/support/app-world'
import { FakeRandom } from '#test/support/fake-random'

class FakeBackup implements OpenBackup {
  readonly madeAt = 1
  readonly slots = []
  readonly unknown = 0
  closed = 0

  ids(): readonly string[] {
    return []
  }

  get(): undefined {
    return undefined
  }

  close(): void {
    this.closed += 1
  }
}

let desk: BackupDesk
let backup: FakeBackup

beforeEach(() => {
  desk = new BackupDesk(new FakeRandom(1))
  backup = new FakeBackup()
})

const nothing = () => Promise.resolve()
/** A use that lasts until it is ended. */
function lasting() {
  const end = Promise.withResolvers<undefined>()
  return { action: () => end.promise, end }
}

describe('an opened backup', () => {
  it('is not kept when its file was dropped or another one chosen while it was being opened', () => {
    const fileId = desk.choose('/home/a')
    desk.clear()
    expect(() => desk.keep(fileId, backup)).toThrow('not-found')
    desk.choose('/home/b')
    expect(() => desk.keep(fileId, backup)).toThrow('not-found')
  })

  it('is closed when another one takes its place, and when it is dropped', () => {
    const fileId = desk.choose('/home/a')
    desk.keep(fileId, backup)
    const next = new FakeBackup()
    desk.keep(fileId, next)
    expect([backup.closed, next.closed]).toEqual([1, 0])
    desk.clear()
    expect(next.closed).toBe(1)
  })

  it('stays open for as long as it is used, whatever is dropped meanwhile', async () => {
    const planId = desk.keep(desk.choose('/home/a'), backup)
    const { action, end } = lasting()
    const using = desk.use(planId, action)
    desk.clear()
    expect(backup.closed).toBe(0)
    end.resolve(undefined)
    await using
    expect(backup.closed).toBe(1)
    expect(await failureOf(desk.use(planId, nothing))).toBe('not-found')
  })

  it('is used by one at a time, and once', async () => {
    const planId = desk.keep(desk.choose('/home/a'), backup)
    const { action, end } = lasting()
    const using = desk.use(planId, action)
    expect(await failureOf(desk.use(planId, nothing))).toBe('not-found')
    end.resolve(undefined)
    await using
    expect(await failureOf(desk.use(planId, nothing))).toBe('not-found')
    expect(backup.closed).toBe(1)
  })

  it('can be used again after a failure, unless it was dropped meanwhile', async () => {
    const planId = desk.keep(desk.choose('/home/a'), backup)
    const first = lasting()
    const using = desk.use(planId, first.action)
    first.end.reject(new RangeError('no'))
    await expect(using).rejects.toThrow(RangeError)
    expect(backup.closed).toBe(0)
    const second = lasting()
    const again = desk.use(planId, second.action)
    desk.clear()
    second.end.reject(new RangeError('no'))
    await expect(again).rejects.toThrow(RangeError)
    expect(backup.closed).toBe(1)
  })
})
