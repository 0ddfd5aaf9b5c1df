import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import type { Instant } from '#shared/model/time'
import { dayLength } from '#shared/rules/expiry'

/** The end of a token, as a calendar has it. */
export interface CalendarEntry {
  /** The same in every file, and says nothing. */
  readonly uid: string
  readonly end: Instant
  readonly title: string
  /** The title without a name, for what is remembered once the token is not known any more. */
  readonly nameless: string
  readonly details: string
  /** Days before the end at which the calendar is to remind. */
  readonly steps: readonly number[]
  /** The token was revoked, is gone, or nobody says an end of it any more. */
  readonly isCancelled: boolean
  /** When this was learned. */
  readonly asOf: Instant
}

/** An entry with the number of its present state: higher than that of each earlier one. */
export interface CalendarEvent extends CalendarEntry {
  readonly sequence: number
}

/** Many services tell a day, not a time: the first instant of it in UTC. That day is the same one wherever it is read. */
export function isWholeDay(end: Instant): boolean {
  return end % dayLength === 0
}

/**
 * A calendar in the format of RFC 5545. Importing it again updates what is there: events keep their ids. Whoever does not know
 * the tokens learns their ends and, where the entries have them, their names; nothing else is in it.
 */
export function calendarOf(events: readonly CalendarEvent[], now: Instant): string {
  const calendar = ical({
    name: 'Keyrack',
    prodId: { company: 'Keyrack', product: 'Keyrack', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  })
  const stamp = new Date(now)
  for (const { uid, end, title, details, steps, isCancelled, asOf, sequence } of events) {
    const event = calendar.createEvent({
      id: uid,
      start: new Date(end),
      allDay: isWholeDay(end),
      stamp,
      lastModified: new Date(asOf),
      sequence,
      summary: plain(title),
      description: plain(details),
      status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      // It is nothing that the person is busy with.
      transparency: ICalEventTransparency.TRANSPARENT,
    })
    if (isCancelled) continue
    for (const step of steps) {
      event.createAlarm({
        type: ICalAlarmType.display,
        triggerBefore: (step * dayLength) / 1000,
        description: plain(title),
      })
    }
  }
  return calendar.toString()
}

/** Without characters that the format does not know. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ').trim()
}
