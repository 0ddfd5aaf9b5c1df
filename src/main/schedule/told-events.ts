import type { Instant } from '#shared/model/time'
import { dayLength } from '#shared/rules/expiry'
import type { CalendarEntry, CalendarEvent } from './calendar.ts'

/** What ended, or was cancelled, longer ago than this is in nobody's way, and in no calendar. */
export const inCalendarsMs = 366 * dayLength
/** More cancelled events than this are not remembered: those that were cancelled last stay. */
const mostCancelled = 10_000

/** Sequence numbers are minutes from here on: they grow from file to file, and stay below what calendars can hold. */
const firstSequence = Date.UTC(2020, 0, 1)
const minute = 60_000

/** What calendars were told last of an event. */
export interface ToldEvent {
  readonly sequence: number
  /** Says whether it has changed since. */
  readonly print: string
  readonly end: Instant
  /** Its title without a name. */
  readonly nameless: string
  /** Null for one that stands. */
  readonly cancelledAt: Instant | null
}

/** What calendars were told last, by the ids of the events. */
export interface ToldCalendar {
  readonly events: ReadonlyMap<string, ToldEvent>
  /** No number was higher. */
  readonly highest: number
}

export const nothingTold: ToldCalendar = { events: new Map(), highest: 0 }

/**
 * What the next calendar says: all `entries`, and, as cancelled, each event that calendars were told of and that is not among
 * them any more; for `inCalendarsMs`, so that a calendar that reads the file seldom takes it away too. An event has a higher
 * number than before when it is another one, whatever the clock says, and the same one when it is not. `printOf` makes
 * something short of a text that another text does not have.
 */
export function nextCalendar(
  told: ToldCalendar,
  entries: readonly CalendarEntry[],
  now: Instant,
  printOf: (text: string) => string,
): { readonly events: readonly CalendarEvent[]; readonly told: ToldCalendar } {
  const all = [...entries, ...takenBack(told, entries, now)]
  const usual = Math.max(0, Math.floor((now - firstSequence) / minute))
  const after = new Map<string, ToldEvent>()
  let { highest } = told
  const events = all.map((entry): CalendarEvent => {
    const { uid, end, nameless, isCancelled, asOf: _asOf, ...words } = entry
    const before = told.events.get(uid)
    // What was looked at again, and is the same, is no change.
    const print = printOf(JSON.stringify([end, isCancelled, words]))
    const isSame = before?.print === print
    const least = before === undefined ? told.highest : before.sequence + 1
    const sequence = isSame ? before.sequence : Math.max(usual, least)
    highest = Math.max(highest, sequence)
    const cancelledAt = isCancelled ? (before?.cancelledAt ?? now) : null
    after.set(uid, { sequence, print, end, nameless, cancelledAt })
    return { ...entry, sequence }
  })
  return { events, told: { events: after, highest } }
}

/** What is to be cancelled, or stays so. */
function takenBack({ events }: ToldCalendar, entries: readonly CalendarEntry[], now: Instant): CalendarEntry[] {
  const there = new Set(entries.map(({ uid }) => uid))
  const oldest = now - inCalendarsMs
  return [...events]
    .flatMap(([uid, { end, nameless, cancelledAt }]) => {
      const at = cancelledAt ?? now
      if (there.has(uid) || end < oldest || at < oldest) return []
      return [{ uid, end, title: nameless, nameless, details: '', steps: [], isCancelled: true, asOf: at }]
    })
    .sort((one, other) => other.asOf - one.asOf)
    .slice(0, mostCancelled)
}
