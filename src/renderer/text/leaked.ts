import type { LeakWay, ValueState } from '#shared/contract'
import type { LeftOutWhy } from '#shared/rules/leaked'
import { count, numberText } from '#shared/text/words'

/** Sentences of the emergency: secrets that somebody else can see. */
export const leakedText = {
  title: 'A secret has leaked',
  lead:
    'For secrets that somebody else can see, in a log or a repository for instance. Keyrack says whose they are and ' +
    'ends them in the fastest way that there is.',
  secrets: 'Leaked secrets',
  secretsHelp:
    'One on a line, of any service. Nothing is sent yet: Keyrack looks at what is stored and at their shapes.',
  lines: (number: number) => `${count(number, 'line')} so far.`,
  read: 'Look at them',
  reading: 'Looking at the secrets…',
  needed: 'Paste or type at least one secret.',
  tooMany: (most: number) => `At most ${count(most, 'secret')} at once.`,

  isStored: 'Keyrack has this secret.',
  recognised: (number: number) =>
    number === 1 ? 'This can be a secret.' : `${numberText(number)} of these lines can be secrets.`,
  noneRecognised: 'None of this looks like a secret. Nothing was sent.',
  list: 'Secrets',
  line: (line: number) => `Line ${line}`,
  checked: 'Checksum right',
  starts: (prefix: string) => `${prefix}…`,
  noStart: 'A value without a mark',
  storedAs: (name: string) => `Stored here as “${name}”.`,
  signsIn: (account: string) => `Keyrack signs in to “${account}” with it.`,
  whose: 'Whose is it?',
  where: 'Where does it work?',
  choose: 'Choose, or it is left alone',
  at: (provider: string, host: string) => (host === '' ? provider : `${provider} (${host})`),
  ways: {
    'by-value': (where: string) => `${where} ends it by its value, whoever it belongs to. No account signs the call.`,
    token: (where: string) => `Its token is revoked at ${where}.`,
    itself: (where: string) =>
      `Keyrack signs in with it at ${where}, asks which token it is, and revokes that one if it is sure.`,
    account: (where: string) => `An account asks ${where} about it, and ends it.`,
    page: (where: string) => `Only a person can end it, on the page of ${where}.`,
  } satisfies Record<LeakWay['how'], (where: string) => string>,
  noWay: 'Keyrack knows no way to end it.',
  openPage: 'Open the page',
  revokeThere: 'Revoke…',
  inUse: 'Stops working in',
  doubled: (number: number) => `${count(number, 'line')} said the same secret once more.`,
  leftOutList: 'Left out, and not sent',
  leftOut: {
    checksum: 'its checksum is wrong: it was mistyped or cut off.',
    shape: 'it was cut off, or something else is on the line.',
    unknown: 'it does not look like a secret.',
  } satisfies Record<LeftOutWhy, string>,
  beginsLike: (provider: string) => `it begins like a secret of ${provider}, and `,
  sure: 'End them. I know that this cannot be undone.',
  sureOne: 'End it. I know that this cannot be undone.',
  own: (names: string) =>
    `Keyrack itself signs in, or may sign in, with ${names}, and needs another token there afterwards.`,
  ownSure: 'End also what Keyrack signs in with.',
  end: (number: number) => (number === 1 ? 'End this secret' : `End ${count(number, 'secret')}`),
  ending: 'Ending them, then trying whether they still work…',
  overdue: 'Keyrack has forgotten the secrets: it keeps them for half an hour at most. Begin again.',

  lost:
    'An answer was lost, so nobody knows whether the call was taken. What the secrets do now is below. ' +
    'Sending them once more does no harm: what is dead stays dead.',
  allOver: (number: number) =>
    number === 1 ? 'It is refused now.' : `All ${numberText(number)} of them are refused now.`,
  pending: (number: number) =>
    number === 1
      ? '1 secret still works. It may need some minutes: look again.'
      : `${count(number, 'secret')} still work. They may need some minutes: look again.`,
  which: (number: number) =>
    number === 1
      ? '1 secret works, and nothing was done with it yet.'
      : `${count(number, 'secret')} work, and nothing was done with them yet.`,
  refusedCall: (number: number) => `${count(number, 'secret')} could not be ended.`,
  unsure: 'Not all of them could be tried.',
  states: {
    ended: 'Ended',
    'was-refused': 'Refused before',
    pending: 'Still works',
    which: 'Still works',
    'not-told': 'Cannot be tried',
    'not-asked': 'Not tried',
  } satisfies Record<ValueState, string>,
  stateHelp: {
    ended: 'It is refused now.',
    'was-refused': 'It was refused before anything was done: it had ended, or it is not quite the one that leaked.',
    pending: 'It is still accepted.',
    which: 'It is accepted.',
    'not-told': 'It was sent. No call signs in with a secret of this kind, so nobody can try it.',
    'not-asked': 'Whether it works could not be asked.',
  } satisfies Record<ValueState, string>,
  who: (name: string) => `It signs in as ${name}.`,
  mayBe: (number: number, names: string) =>
    number === 1
      ? `It is ${names}. Look at what stops working with it, and revoke it.`
      : `It is one of ${count(number, 'token')}, and the provider does not tell which: ${names}. Revoke them, then look again.`,
  isNone: 'Keyrack lists no token that it is. End it on the provider’s page.',
  revokeMany: (number: number) => `Revoke ${count(number, 'token')}…`,
  look: 'Look again',
  looking: 'Trying the secrets…',
  sendAgain: 'Send them again',

  elseTitle: 'What else to do',
  elsePlaces: 'Put another secret where this one was used:',
  elseNew: 'Make a token to take its place.',
  elseNewButton: 'New token…',
  elseLog: (account: string) => `See what was done with it meanwhile, in the log of “${account}”.`,
  elseLogButton: 'Audit log…',
  elseNoLog: 'Look in the provider’s own pages for what was done with it meanwhile.',
  elseGit:
    'Remove it where it leaked. Git keeps it in the history, and in every clone, fork and cache, after the file has changed.',
  elseCopies: 'Look for copies: logs of builds, chats, tickets, backups, screenshots.',
} as const
