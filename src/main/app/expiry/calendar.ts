import type { Input, Output } from '#shared/contract'
import { calendarText } from '#shared/text/calendar'
import { isQuietAt } from '#shared/rules/warning'
import { calledBy } from '#shared/text/words'
import type { CalendarEntry } from '../../schedule/calendar.ts'
import { atStep, inCalendarsMs } from '../../schedule/index.ts'
import { digest } from '../../vault/index.ts'
import { nameOfFile, refuseVaultFolder, writeFile } from '../backup/backup-files.ts'
import type { Context } from '../context.ts'
import { Failure } from '../../ports/failure.ts'
import { ending } from './credentials.ts'
import { watchedOf, type Watched } from './watched.ts'
import { watchTerms } from './watch-terms.ts'

/** Entries for all tokens with a known end, those that were revoked among them, soonest first. */
export function calendarEntries(
  context: Pick<Context, 'catalogue' | 'clock' | 'index' | 'preferences' | 'rows'>,
  names: boolean,
): CalendarEntry[] {
  const { catalogue, clock, index, rows } = context
  const termsOf = watchTerms(context)
  const oldest = clock.now() - inCalendarsMs
  const entries: CalendarEntry[] = []
  for (const token of ending({ index, rows })) {
    const { expiry, accountId, asOf, goneAt, state } = token
    if (expiry.kind !== 'at' || expiry.at < oldest) continue
    const provider = token.service ?? catalogue.find(({ id }) => id === token.provider)?.name ?? token.provider
    entries.push({
      uid: `${digest(`calendar ${token.id}`)}@keyrack`,
      end: expiry.at,
      title: calendarText.title(provider, names ? calledBy(token) : null),
      nameless: calendarText.title(provider, null),
      details: names ? calendarText.details(token.owner.name, index.accounts.get(accountId)?.name ?? null) : '',
      steps: termsOf(token).steps,
      isCancelled: state !== 'active',
      asOf: goneAt ?? asOf,
    })
  }
  return entries.sort((one, other) => one.end - other.end)
}

/** Tokens that have ended or are at a step, the most urgent first; not those of which the person wants to hear nothing now. */
export function tokensAtStep(
  context: Pick<Context, 'clock' | 'index' | 'preferences' | 'rows'>,
): { readonly id: string; readonly step: number }[] {
  const now = context.clock.now()
  const termsOf = watchTerms(context)
  const watches = new Map<string, Watched>()
  for (const token of ending(context)) {
    const watched = watchedOf(token, termsOf(token))
    if (watched !== undefined && !isQuietAt(watched.quiet, watched.end, now)) watches.set(token.id, watched)
  }
  return atStep(watches, now)
}

/** The calendar as text, and of how many tokens it tells. */
export async function calendarFile(context: Context, names: boolean): Promise<{ text: string; tokens: number }> {
  const entries = calendarEntries(context, names)
  return { text: await textOf(context, entries), tokens: entries.filter(({ isCancelled }) => !isCancelled).length }
}

/** The file as text. The entries are those of before, whatever changes meanwhile. Throws Failure('vault-locked'). */
export async function textOf(context: Context, entries: readonly CalendarEntry[]): Promise<string> {
  const { toldNow } = await import('./calendar-told.ts')
  const events = await toldNow(context, entries)
  const { calendarOf } = await import('../../schedule/calendar.ts')
  return calendarOf(events, context.clock.now())
}

/** Writes the calendar to a file that the person chooses; with `keep` it is written anew when something changes. Throws Failure. */
export async function saveCalendar(
  context: Context,
  { names, keep }: Input<'calendar.save'>,
): Promise<Output<'calendar.save'>> {
  const { calendar, facts, picker, preferences, vault } = context
  const path = await picker.save('calendar', 'keyrack.ics')
  if (path === null) return { written: null }
  refuseVaultFolder(path, vault.folder)
  const { text, tokens } = await calendarFile(context, names)
  await writeCalendar(context, path, text)
  if (keep || preferences.get().calendar?.path === path) {
    preferences.set({ calendar: keep ? { path, names } : null })
    calendar.chosen()
  }
  facts.now()
  return { written: { name: nameOfFile(path), tokens } }
}

/** The file is left as it is from now on. */
export function leaveCalendar({ calendar, facts, preferences }: Context): Promise<void> {
  preferences.set({ calendar: null })
  calendar.chosen()
  facts.now()
  return Promise.resolve()
}

/** Writes the file whole, or leaves it as it is. Throws Failure. */
export async function writeCalendar(context: Context, path: string, text: string): Promise<void> {
  const bytes = Buffer.from(text, 'utf8')
  await writeFile(context, path, bytes, (written) => {
    if (!written.equals(bytes)) throw new Failure('disk-refused', { code: 'file' })
    return Promise.resolve()
  })
}
