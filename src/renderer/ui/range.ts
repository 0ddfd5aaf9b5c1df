import type { Instant } from '#shared/model/time'
import type { Day } from './date-field.tsx'

const dayMs = 86_400_000
/** The provider's clock may be ahead of this computer's. */
const aheadMs = 60_000

export const dayChoices = [1, 7, 30, 90] as const

/** A stretch of time: `from` belongs to it, `to` does not. */
export interface Range {
  readonly from: Instant
  readonly to: Instant
}

/** The last days before `now`. */
export function lastDays(days: number, now: Instant): Range {
  return { from: now - days * dayMs, to: now + aheadMs }
}

/** From the beginning of one day to the end of another, where the person is; null when they are the wrong way round. */
export function betweenDays(first: Day, last: Day): Range | null {
  const range = { from: startOf(first, 0), to: startOf(last, 1) }
  return range.from < range.to ? range : null
}

function startOf(day: Day, later: number): Instant {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const start = new Date(year, month - 1, date + later)
  // Years of two digits would be taken for those of the last century.
  start.setFullYear(year, month - 1, date + later)
  return start.getTime()
}
