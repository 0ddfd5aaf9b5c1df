import { describe, expect, it } from 'vitest'
import { readNewestFile } from '#main/vault/commit'
import { Generations } from '#main/vault/generations'
import type { FakeDisk } from '#test/support/fake-disk'
import { FakeRandom } from '#test/support/fake-random'
import { filled, printOf, rekey, told } from './rekey-kit.ts'
import { folder, reopened, startProcess } from './world.ts'

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
