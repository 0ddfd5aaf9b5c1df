import type { Instant } from '#shared/model/time'
import { count, listed } from '#shared/text/words'
import { momentText } from '#shared/text/dates'

/** The steps in words, the first to come in front. */
function stepsText(days: readonly number[]): string {
  if (days.length === 0) return 'not before it has expired'
  const sorted = days.toSorted((one, other) => other - one)
  return `${listed(sorted.map(String), sorted.length)} ${sorted.length === 1 && sorted[0] === 1 ? 'day' : 'days'} before`
}

export const expiryText = {
  stepsText,
  heading: 'Warnings',
  warned: (days: readonly number[]) =>
    `You are warned ${stepsText(days)}${days.length === 0 ? '' : ', and when it has expired'}.`,
  known: 'You know. You are not warned again until it expires at another time.',
  snoozed: (until: Instant) => `Put off until ${momentText(until)}.`,
  iKnow: 'I know',
  iKnowAll: (number: number) =>
    number === 1 ? 'I know: do not warn of it again' : `I know: do not warn of these ${number} again`,
  later: 'Remind me later',
  laterAll: 'Put these warnings off',
  again: 'Warn me again',
  snoozes: [
    { days: 1, label: 'Tomorrow' },
    { days: 3, label: 'In 3 days' },
    { days: 7, label: 'In a week' },
  ],
  saidKnown: (number: number) => `You are not warned of ${number === 1 ? 'it' : count(number, 'token')} again.`,
  saidSnoozed: (number: number, until: Instant) =>
    `You are reminded ${number === 1 ? '' : `of ${count(number, 'token')} `}on ${momentText(until)}.`,
  undo: 'Undo',
  quiet: (number: number) => `${number} put off or known`,

  // dialog
  choose: 'When to warn',
  scope: 'Choose for',
  scopes: {
    token: 'This token',
    account: (name: string) => `All tokens of the account ${name}`,
    provider: (name: string) => `All tokens of ${name}`,
  },
  asUsual: 'As usual',
  usual: (days: readonly number[]) => `Now: ${stepsText(days)}.`,
  days: 'Days before it expires',
  save: 'Save',
}
