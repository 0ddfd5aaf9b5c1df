import { describe, expect, it } from 'vitest'
import { idNumber } from '#main/providers/kit/text'
import { fromTextOrNull, instantFromDay } from '#main/providers/kit/times'

describe('a day as text', () => {
  it('begins at midnight in UTC', () => {
    expect(instantFromDay('2027-03-12')).toBe(Date.UTC(2027, 2, 12))
  })

  it.each(['2027-03-12T00:00:00Z', '2027-3-12', '2027-13-01', 'tomorrow', '', null, undefined])(
    'is none for %j',
    (text) => {
      expect(instantFromDay(text)).toBeUndefined()
    },
  )
})

describe('a time as text, with null for never', () => {
  it('keeps never, unknown and a time apart', () => {
    expect(fromTextOrNull(null)).toEqual({ kind: 'never' })
    expect(fromTextOrNull(undefined)).toEqual({ kind: 'unknown' })
    expect(fromTextOrNull('soon')).toEqual({ kind: 'unknown' })
    expect(fromTextOrNull('2027-03-12T09:00:00.500Z')).toEqual({ kind: 'at', at: Date.UTC(2027, 2, 12, 9, 0, 0, 500) })
  })
})

describe('an id that may be a number', () => {
  it('is text in the end', () => {
    expect(idNumber.parse(42)).toBe('42')
    expect(idNumber.parse('42')).toBe('42')
  })

  it.each(['', 1.5, null, undefined, {}])('is not %j', (value) => {
    expect(idNumber.safeParse(value).success).toBe(false)
  })
})
