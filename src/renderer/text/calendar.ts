import type { AppError } from '#shared/model/error'
import type { Instant } from '#shared/model/time'
import { momentText } from '#shared/text/dates'
import { count } from '#shared/text/words'

/** Why a file of the person's could not be written, and what helps. */
function whyText({ kind }: AppError): string {
  if (kind === 'not-found')
    return 'Its folder is not there. Connect the drive or make the folder again, or save the file somewhere else.'
  if (kind === 'disk-full') return 'The disk is full. Make room, or save the file on another disk.'
  return 'The system does not let Keyrack write there. Make the folder writable, or save the file somewhere else.'
}

export const calendarWords = {
  title: 'Calendar file',
  lead: 'A file with the day or the time at which each token expires, and a reminder at each of your warning steps. Calendars take it in; taking it in again updates what is there.',
  names: 'With the names of tokens, owners and accounts',
  namesHelp: 'Without them it says of which service a token is. No secret is in it either way.',
  keep: 'Keep this file up to date',
  keepHelp:
    'Keyrack writes it anew when something changes while the vault is open. Calendars that follow a file see it.',
  kept: (path: string) => `Kept up to date: ${path}`,
  stale: (path: string, since: Instant) => `${path} has not been up to date since ${momentText(since)}.`,
  why: whyText,
  again: 'Keyrack tries again every minute.',
  staleShort: (since: Instant) => `The calendar file has not been up to date since ${momentText(since)}.`,
  leave: 'Leave it as it is',
  save: 'Save…',
  saving: 'Writing',
  written: (name: string, tokens: number) => `${name} tells of ${count(tokens, 'token')}.`,
  open: 'Calendar file…',
}
