import type { Context } from '../context.ts'
import { calendarEntries, textOf, writeCalendar } from './calendar.ts'
import { CalendarKeeper } from './calendar-keeper.ts'

/** Joins what keeps the calendar file up to date with what it tells of. `context` gives it once it is there. */
export function keepCalendar({ clock, log }: Pick<Context, 'clock' | 'log'>, context: () => Context): CalendarKeeper {
  return new CalendarKeeper({
    clock,
    log,
    chosen: () => context().preferences.get().calendar,
    isOpen: () => context().vault.state().kind === 'open',
    entries: (names) => calendarEntries(context(), names),
    write: async (path, entries) => writeCalendar(context(), path, await textOf(context(), entries)),
    changed: () => context().facts.now(),
  })
}
