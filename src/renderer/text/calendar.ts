import { count } from '#shared/text/words'

export const calendarWords = {
  title: 'Calendar file',
  lead: 'A file with the day or the time at which each token expires, and a reminder at each of your warning steps. Calendars take it in; taking it in again updates what is there.',
  names: 'With the names of tokens, owners and accounts',
  namesHelp: 'Without them it says of which service a token is. No secret is in it either way.',
  keep: 'Keep this file up to date',
  keepHelp:
    'Keyrack writes it anew when something changes while the vault is open. Calendars that follow a file see it.',
  kept: (path: string) => `Kept up to date: ${path}`,
  leave: 'Leave it as it is',
  save: 'Save…',
  saving: 'Writing',
  written: (name: string, tokens: number) => `${name} tells of ${count(tokens, 'token')}.`,
  open: 'Calendar file…',
}
