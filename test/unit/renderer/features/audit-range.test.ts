import { describe, expect, it } from 'vitest'
import { betweenDays, lastDays } from '#renderer/ui/range'

const now = Date.UTC(2026, 10, 22, 9)

describe('a stretch of time', () => {
  it('is so many days back, and a moment on for clocks that are ahead', () => {
    expect(lastDays(7, now)).toEqual({ from: now - 7 * 86_400_000, to: now + 60_000 })
  })

  it('is of whole days where the person is, the last one included', () => {
    expect(betweenDays('2026-02-27', '2026-03-01')).toEqual({
      from: new Date(2026, 1, 27).getTime(),
      to: new Date(2026, 2, 2).getTime(),
    })
  })

  it('can be one day', () => {
    expect(betweenDays('2026-12-31', '2026-12-31')).toEqual({
      from: new Date(2026, 11, 31).getTime(),
      to: new Date(2027, 0, 1).getTime(),
    })
  })

  it('is none when its first day is after its last one', () => {
    expect(betweenDays('2026-03-02', '2026-03-01')).toBeNull()
  })

  it('takes a year that is being typed for what it is', () => {
    expect(new Date(betweenDays('0026-03-01', '2026-03-01')?.from ?? 0).getFullYear()).toBe(26)
  })
})
