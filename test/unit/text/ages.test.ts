import { describe, expect, it } from 'vitest'
import { ageText, distanceText, instantTitle } from '#shared/text/ages'

const now = Date.UTC(2026, 5, 15, 12)
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe('ages', () => {
  it.each([
    [0, 'just now'],
    [59_999, 'just now'],
    [minute, '1 minute ago'],
    [59 * minute, '59 minutes ago'],
    [hour, '1 hour ago'],
    [47 * hour, '47 hours ago'],
    [48 * hour, '2 days ago'],
    [60 * day, '60 days ago'],
    [61 * day, '2 months ago'],
    [729 * day, '23 months ago'],
    [731 * day, '2 years ago'],
  ])('%i ms ago is "%s"', (age, words) => {
    expect(ageText(now - age, now)).toBe(words)
  })

  it('counts up to what is to come, and never says that it is past before it is', () => {
    expect(distanceText(now + 1, now)).toBe('in less than a minute')
    expect(distanceText(now + 5 * day, now)).toBe('in 5 days')
    expect(distanceText(now, now)).toBe('just now')
    expect(distanceText(now - day, now)).toBe('24 hours ago')
  })

  it('says a clock that was set back without a negative number', () => {
    expect(ageText(now + day, now)).toBe('just now')
  })
})

describe('instantTitle', () => {
  it('names the zone and says the instant in UTC too', () => {
    expect(instantTitle(now)).toMatch(/^15 Jun 2026, \d\d:\d\d \(.+\)\n15 Jun 2026, 12:00 UTC$/)
  })
})
