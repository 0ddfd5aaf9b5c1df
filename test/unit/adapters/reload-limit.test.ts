import { describe, expect, it } from 'vitest'
import { createReloadLimit } from '#main/adapters/electron/reload-limit'

describe('loading a window again whose process has ended', () => {
  const ends = (...times: number[]) => {
    let time = 0
    const mayReload = createReloadLimit(() => time)
    return times.map((at) => {
      time = at
      return mayReload()
    })
  }

  it('is done three times in a minute and no more', () => {
    expect(ends(0, 10_000, 20_000, 30_000, 59_999)).toEqual([true, true, true, false, false])
  })

  it('is done again when the last three are a minute ago', () => {
    expect(ends(0, 1, 2, 60_003)).toEqual([true, true, true, true])
  })

  it('counts those, too, after which it was not done', () => {
    expect(ends(0, 1, 2, 30_000, 60_001, 60_002, 60_003)).toEqual([true, true, true, false, true, true, false])
  })
})
