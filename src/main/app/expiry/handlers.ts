import type { Handlers, Serving } from '../serving.ts'
import { leaveCalendar, saveCalendar } from './calendar.ts'
import { chooseSteps, quietTokens, undoQuiet } from './warnings.ts'

/** Channels of what expires. */
export function expiryHandlers({ always, open, silent }: Serving) {
  return {
    'calendar.save': open(saveCalendar),
    'calendar.leave': always(silent(leaveCalendar)),
    'expiry.quiet': open(silent(quietTokens)),
    'expiry.undo': open(silent(undoQuiet)),
    'expiry.steps': open(silent(chooseSteps)),
    'expiry.shown': always(silent(async ({ expiry }) => expiry.shown())),
  } satisfies Partial<Handlers>
}
