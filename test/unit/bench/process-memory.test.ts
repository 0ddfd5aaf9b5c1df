import { describe, expect, it } from 'vitest'
import { descendants, readParent, readRollup } from '#test/bench/support/process-memory'

describe('the memory of processes', () => {
  it('counts a process and everything below it, and nothing beside it', () => {
    const parents = new Map([
      [10, 1],
      [11, 10],
      [12, 11],
      [13, 10],
      [20, 1],
      [21, 20],
    ])
    expect(descendants(10, parents).sort()).toEqual([10, 11, 12, 13])
  })

  it('finds the parent of a process whose name looks like fields', () => {
    expect(readParent('42 (a (b) 7 S 9) S 41 42 42 0 -1')).toBe(41)
  })

  it('reads resident and shared-out size in bytes, and no other line', () => {
    const text =
      '5583d-7ffe r--p 0 0 0 [rollup]\nRss:      2048 kB\nPss:      1024 kB\nPss_Dirty:  10 kB\nSwapPss:  7 kB\n'
    expect(readRollup(text)).toEqual({ rss: 2_097_152, pss: 1_048_576 })
  })

  it('reads no number where there is none', () => {
    expect(readRollup('').pss).toBeNaN()
  })
})
