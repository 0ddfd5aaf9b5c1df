import type { Instant } from '../model/time.ts'
import { momentText, utcMomentText } from './dates.ts'
import { count } from './words.ts'

/** Ages and distances in words, and the long form of an instant. */

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const year = 365.2425 * day
const month = year / 12

function distance(length: number): string {
  if (length < hour) return count(Math.floor(length / minute), 'minute')
  if (length < 2 * day) return count(Math.floor(length / hour), 'hour')
  if (length < 2 * month) return count(Math.floor(length / day), 'day')
  return length < 2 * year ? count(Math.floor(length / month), 'month') : count(Math.floor(length / year), 'year')
}

/** How long ago: `just now`, `5 minutes ago`, `3 days ago`, `4 months ago`. */
export function ageText(at: Instant, now: Instant): string {
  return now - at < minute ? 'just now' : `${distance(now - at)} ago`
}

/** How far away: `in 3 hours`, `in 5 days`, or `2 days ago`. */
export function distanceText(at: Instant, now: Instant): string {
  if (at <= now) return ageText(at, now)
  return at - now < minute ? 'in less than a minute' : `in ${distance(at - now)}`
}

/** The zone that dates are shown in, such as `Europe/Berlin`. */
function zone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** An instant in full: here, with the zone's name, and in UTC. For tooltips. */
export function instantTitle(at: Instant): string {
  return `${momentText(at)} (${zone()})\n${utcMomentText(at)} UTC`
}
