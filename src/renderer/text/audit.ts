import type { AppError } from '#shared/model/error'
import type { ExportFormat } from '#shared/model/provider'
import { explain } from '#shared/text/errors'
import type { Explanation } from '#shared/text/explanation'
import { count } from '#shared/text/words'

export const auditText = {
  title: (account: string) => `Audit log of ${account}`,
  lead: (provider: string) =>
    `What ${provider} noted of its own accord. Keyrack asks for it each time and keeps nothing of it.`,
  asking: 'Looking which logs there are…',
  noLogsHelp: 'This account belongs to no organization whose audit log it could read.',
  log: 'Log of',
  time: 'Time',
  lastDays: (days: number) => (days === 1 ? 'Last 24 hours' : `Last ${days} days`),
  ownTime: 'From a day to a day',
  from: 'From',
  to: 'To, that day included',
  wrongTime: 'The first day is after the last one.',
  show: 'Show the log',
  close: 'Close',
  listing: (events: number) => (events === 0 ? 'Asking for the log…' : `${count(events, 'event')} so far…`),
  save: (format: ExportFormat) => `Save as ${format.toUpperCase()}…`,
  saved: (name: string) => `The log was saved as ${name}, as the provider makes the file.`,
  caption: (log: string, from: string, to: string, events: number) =>
    `${log}, ${from} to ${to}: ${count(events, 'event')}`,
  more: (events: number) =>
    `Only the newest ${count(events, 'event')} are here. Choose a shorter time for older ones, or save the log as a file.`,
  empty: 'Nothing was noted in this time.',
  filter: 'Filter',
  filterHint: 'Action, person, token or address',
  tokensOnly: 'Only what has to do with tokens in the list',
  filteredEmpty: 'No event fits the filter.',
  shown: (shown: number, all: number) => `${count(shown, 'event')} of ${all} fit the filter`,
  showMore: 'Show more',
  when: 'When',
  what: 'What',
  who: 'Who',
  token: 'Token',
  failed: 'failed',
  about: (name: string) => `About “${name}”`,
  by: (name: string) => `With “${name}”`,
  fromAddress: (address: string) => `from ${address}`,
} as const

/** Words of the log beside one token. */
export const tokenLogText = {
  title: (provider: string) => `${provider}’s audit log`,
  named:
    'What the provider noted about this token, and what was done with it. Keyrack asks for it each time and keeps nothing of it.',
  unnamed: (provider: string) =>
    `${provider} does not note which token something was done with. What is shown is everything that it noted; Keyrack asks for it each time and keeps nothing of it.`,
  open: 'Show the events',
  again: 'Ask again',
  found: (events: number, age: string) => `${count(events, 'event')} · asked ${age}`,
  none: 'Nothing about this token was noted in this time.',
  list: 'Events, newest first',
  about: 'about this token',
  with: 'with this token',
  withOther: (name: string) => `with “${name}”`,
} as const

/** Why a log cannot be read; what the general words would say of a token's form is left out. */
export function explainAudit(error: AppError): Explanation {
  const who = error.provider ?? 'The provider'
  switch (error.kind) {
    case 'plan-needed':
      return {
        sentence: `${who} keeps no audit log on the plan of this organization.`,
        nextStep: 'Ask an administrator of the organization about the plan.',
      }
    case 'missing-permission':
      return {
        sentence: `${who} does not let this account’s token read the audit log.`,
        nextStep: 'Only administrators may read it, as a rule. Ask one of them, or sign in with a token that may.',
      }
    default:
      return explain(error)
  }
}
