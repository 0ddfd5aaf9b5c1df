import { afterEach, describe, expect, it, vi } from 'vitest'
import { expiryFromDate } from '#shared/rules/form'

describe('expiryFromDate', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  it.each([
    ['UTC', '2027-03-12', '2027-03-12T23:59:00.000Z'],
    ['Pacific/Kiritimati', '2027-03-12', '2027-03-12T09:59:00.000Z'],
    ['Pacific/Pago_Pago', '2027-03-12', '2027-03-13T10:59:00.000Z'],
    ['Europe/Berlin', '2027-03-28', '2027-03-28T21:59:00.000Z'],
    ['America/New_York', '2027-11-07', '2027-11-08T04:59:00.000Z'],
    // Clocks go from 23:00 to midnight: this day has no 23:59.
    ['America/Scoresbysund', '2027-03-27', '2027-03-28T00:59:00.000Z'],
    // They go from midnight back to 23:00: this day has two.
    ['America/Scoresbysund', '2027-10-30', '2027-10-31T01:59:00.000Z'],
    // They go from midnight to 1:00.
    ['America/Havana', '2027-03-13', '2027-03-14T04:59:00.000Z'],
  ])('is the last minute of the day in %s', (zone, date, iso) => {
    vi.stubEnv('TZ', zone)
    expect(new Date(expiryFromDate(date) ?? 0).toISOString()).toBe(iso)
  })

  it.each(['', 'tomorrow', '2027-02-30', '2027-13-01', '2027-00-10', '12.03.2027', '2027-3-1'])(
    'takes %j for no date',
    (text) => {
      expect(expiryFromDate(text)).toBeNull()
    },
  )
})
