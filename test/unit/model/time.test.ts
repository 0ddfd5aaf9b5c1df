import { describe, expect, it } from 'vitest'
import { instantSchema } from '#shared/model/time'

describe('an instant', () => {
  it.each([0, -1, Date.UTC(2026, 0, 1), 8.64e15, -8.64e15])('is any that a date can hold: %s', (at) => {
    expect(instantSchema.parse(at)).toBe(at)
    expect(new Date(at).getTime()).toBe(at)
  })

  it.each([8.64e15 + 1, -8.64e15 - 1, Number.MAX_SAFE_INTEGER, 0.5, NaN, Infinity])('is never %s', (at) => {
    expect(instantSchema.safeParse(at).success).toBe(false)
  })
})
