import type { Context } from '../context.ts'
import { calendarEntries, textOf, writeCalendar } from './calendar.ts'
import { CalendarKeeper } from './calendar-keeper.ts'

/** Joins what keeps the calendar file up to date with what it tells of. `context` gives it once it is there. */
export function keepCalendar({ clock, log }: Pick<Context, 'clock' | 'log'>, context: () => Context): CalendarKeeper {
  return new CalendarKeeper({
    clock,
    log,
    chosen: () => context().preferences.get().calendar,
    // What is not loaded yet is no reason to cancel anything.
    isOpen: () => context().expiry.isOpen,
    entries: (names) => calendarEntries(context(), names),
    write: async (path, entries) => writeCalendar(context(), path, await textOf(context(), entries)),
    changed: () => context().facts.now(),
  })
}
