import type { Instant } from '../model/time.ts'

/** Dates as Keyrack writes them: day first, month in letters, so that no reader takes one for the other. */

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const timeFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** `12 Mar 2027`, where the person is. */
export function dayText(at: Instant): string {
  return dayFormat.format(at)
}

/** `12 Mar 2027, 14:05`, where the person is. */
export function momentText(at: Instant): string {
  return timeFormat.format(at)
}

/** `2027-03-12`, where the person is: the value of a date field. */
export function dateFieldValue(at: Instant): string {
  const date = new Date(at)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
