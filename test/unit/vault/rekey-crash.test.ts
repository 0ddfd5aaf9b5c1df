import { describe, expect, it } from 'vitest'
import { readNewestFile } from '#main/vault/commit'
import { Generations } from '#main/vault/generations'
import type { FakeDisk } from '#test/support/fake-disk'
import { Failure } from '#main/ports/failure'
import { FakeRandom } from '#test/support/fake-random'
import { filled, printOf, rekey, told } from './rekey-kit.ts'
import { folder, putSecret, reopened, secretOf, settled, startProcess } from './world.ts'

describe('a process that is killed while everything is sealed anew', () => {
  /** One run that ends at a step; gives the disk that it leaves. */
  async function killedAt(number: number, when: 'before' | 'after', powerCut: boolean): Promise<FakeDisk | null> {
    const process = await filled()
    const first = process.fs.calls.length
    process.fs.haltAt(first + number, when)
    await rekey(process).catch(() => undefined)
    if (process.fs.calls.length <= first + number) return null
    const random = new FakeRandom(`${number} ${when}`)
    return powerCut ? process.fs.disk.powerCut(() => random.chance()) : process.fs.disk.copy()
  }

  it.each([
    ['before', false],
    ['after', false],
    ['before', true],
    ['after', true],
  ] as const)('leaves one whole side, %s any of its steps (power cut: %s)', async (when, powerCut) => {
    const expected = await told(await filled())
    let kills = 0
    const sides = new Set<number>()
    for (let number = 0; ; number += 1) {
      const disk = await killedAt(number, when, powerCut)
      if (disk === null) break
      kills += 1
      const after = await reopened(disk)
      expect(after.vault.state().kind).toBe('open')
      expect(await told(after)).toEqual(expected)
      const held = after.vault.records.get('held', 'secret-1')?.fingerprint
      expect(held).toBe(printOf(after.vault, 'pul-EXAMPLE-secret'))
      const { keyNumber = 0 } = (await readNewestFile(new Generations(after, folder)))?.header ?? {}
      sides.add(keyNumber)
      await after.vault.close()
      if (keyNumber === 1) continue
      // What the crash has left to be removed is gone by now.
      const numbers = disk.files().flatMap((path) => /vault\.(\d+)$/.exec(path)?.[1] ?? [])
      expect(numbers).toEqual(['4'])
      expect(disk.files().filter((path) => path.includes('/snapshots/'))).toHaveLength(2)
    }
    expect(kills).toBeGreaterThan(20)
    expect([...sides].sort()).toEqual([1, 2])
  })
})

describe('what a cancelled or killed attempt has left', () => {
  it('is removed after an hour, and is not taken for a snapshot meanwhile', async () => {
    const process = await filled()
    const before = await told(process)
    process.fs.fault = ({ step, path }) =>
      step === 'link' && path.endsWith('vault.4') ? { kind: 'halt', when: 'before' } : undefined
    await expect(rekey(process)).rejects.toThrow()
    const disk = process.fs.disk.copy()
    const inFolder = () => disk.files().filter((path) => path.includes('/snapshots/'))
    expect(inFolder()).toHaveLength(4)
    const soon = await reopened(disk)
    expect(await told(soon)).toEqual(before)
    await soon.vault.close()
    expect(inFolder()).toHaveLength(4)
    const later = startProcess(disk)
    later.clock.advance(2 * 3_600_000)
    await later.vault.open()
    await later.vault.close()
    expect(inFolder()).toHaveLength(2)
    expect(await told(await reopened(disk))).toEqual(before)
  })
})

/** Lets what goes on behind the open vault end. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

describe('a disk that refuses something while everything is sealed anew', () => {
  it.each([
    ['EIO', 1],
    ['ENOSPC', 1],
    ['EIO', Infinity],
    ['ENOSPC', Infinity],
  ] as const)('loses nothing: %s, %d times, at any step', async (code, times) => {
    const expected = await told(await filled())
    const outcomes = new Set<string>()
    let refused = 0
    for (let number = 0; ; number += 1) {
      const process = await filled()
      const first = process.fs.calls.length + number
      process.fs.fault = (call) =>
        call.number >= first && call.number < first + times ? { kind: 'fail', code } : undefined
      const doing = rekey(process)
      const outcome = await settled(doing, process.clock).then(
        () => 'done',
        (error: unknown) => (error instanceof Failure ? error.error.kind : String(error)),
      )
      const reached = process.fs.calls.length > first
      process.fs.fault = () => undefined
      if (!reached) break
      refused += 1
      outcomes.add(outcome)
      // In doubt it locks itself, a moment later.
      await turns()
      if (process.vault.state().kind === 'locked') await process.vault.open()
      expect(process.vault.state().kind).toBe('open')
      // Here, where the vault may have gone on with the old key or the new one, and after a restart.
      expect(await told(process)).toEqual(expected)
      await process.vault.records.commit([putSecret('later', `${number}`)])
      await process.vault.close()
      const again = await reopened(process.fs.disk)
      expect(again.vault.state().kind).toBe('open')
      expect(await told(again)).toEqual(expected)
      expect(secretOf(again.vault, 'later')).toBe(`${number}`)
      const cut = await reopened(process.fs.disk.powerCut(() => 0))
      expect(await told(cut)).toEqual(expected)
    }
    expect(refused).toBeGreaterThan(20)
    expect(
      [...outcomes].filter((one) => !['done', 'disk-refused', 'disk-full', 'vault-unreadable'].includes(one)),
    ).toEqual([])
  })
})
