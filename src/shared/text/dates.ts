import type { Instant } from '../model/time.ts'

/** Dates as Keyrack writes them: day first, month in letters, so that no reader takes one for the other. */

const day = { day: 'numeric', month: 'short', year: 'numeric' } as const
const minute = { ...day, hour: '2-digit', minute: '2-digit' } as const

// Made when one is wanted: making one takes a few milliseconds, and a start has none to spare.
let dayFormat: Intl.DateTimeFormat | null = null
let timeFormat: Intl.DateTimeFormat | null = null
let utcFormat: Intl.DateTimeFormat | null = null

/** `12 Mar 2027`, where the person is. */
export function dayText(at: Instant): string {
  return (dayFormat ??= new Intl.DateTimeFormat('en-GB', day)).format(at)
}

/** `12 Mar 2027, 14:05`, where the person is. */
export function momentText(at: Instant): string {
  return (timeFormat ??= new Intl.DateTimeFormat('en-GB', minute)).format(at)
}

/** `12 Mar 2027, 13:05`, in UTC. */
export function utcMomentText(at: Instant): string {
  return (utcFormat ??= new Intl.DateTimeFormat('en-GB', { ...minute, timeZone: 'UTC' })).format(at)
}

/** `2027-03-12`, where the person is: the value of a date field. */
export function dateFieldValue(at: Instant): string {
  const date = new Date(at)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
