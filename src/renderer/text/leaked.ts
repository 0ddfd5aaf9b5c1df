import type { ValueState } from '#shared/contract'
import type { LeftOutWhy } from '#shared/rules/leaked'
import { count, numberText } from './words.ts'

/** Sentences of ending leaked secrets by their values. */
export const leakedText = {
  open: 'A secret leaked…',
  openHelp: 'End it by its value',
  title: (provider: string) => `End leaked secrets at ${provider}`,
  lead: (provider: string) =>
    `For secrets of ${provider} that somebody else can see, in a log or a repository for instance. ` +
    'They are ended by their values, whoever they belong to, and no account signs the call.',
  where: 'Where they work',
  secrets: 'Leaked secrets',
  secretsHelp: (most: number) =>
    `One on a line, ${count(most, 'secret')} at most. Nothing is sent yet: Keyrack looks at their shapes first.`,
  lines: (number: number) => `${count(number, 'line')} so far.`,
  read: 'Look at them',
  reading: 'Looking at the secrets…',
  needed: 'Paste or type at least one secret.',
  tooMany: (most: number) => `At most ${count(most, 'secret')} at once.`,

  recognised: (number: number, provider: string, host: string) =>
    `${count(number, 'secret')} can be ended at ${provider} (${host}).`,
  noneRecognised: (provider: string) => `None of this is a secret that ${provider} would end. Nothing was sent.`,
  list: 'Secrets that are ended',
  line: (line: number) => `Line ${line}`,
  checked: 'Checksum right',
  storedAs: (name: string) => `Stored here as “${name}”.`,
  signsIn: (account: string) => `Keyrack signs in to “${account}” with it.`,
  doubled: (number: number) => `${count(number, 'line')} said the same secret once more.`,
  leftOutList: 'Left out, and not sent',
  leftOut: {
    checksum: 'its checksum is wrong: it was mistyped or cut off.',
    shape: 'it begins like one and is none: it was cut off, or something else is on the line.',
    'other-provider': 'it looks like another provider’s.',
    'not-ended': 'secrets of this kind are not ended by their value.',
    unknown: 'it does not look like one.',
  } satisfies Record<LeftOutWhy, string>,
  otherProvider: (provider: string) => `it looks like a secret of ${provider}.`,
  sure: 'End them. I know that this cannot be undone.',
  sureOne: 'End it. I know that this cannot be undone.',
  own: (accounts: string) => `Keyrack itself is signed out of ${accounts}, and needs another token there afterwards.`,
  ownSure: 'End also what Keyrack signs in with.',
  end: (number: number) => (number === 1 ? 'End this secret' : `End ${count(number, 'secret')}`),
  ending: (provider: string) => `Sending them to ${provider}, then trying whether they still work…`,
  overdue: 'Keyrack has forgotten the secrets: it keeps them for half an hour at most. Begin again.',

  lost: (provider: string) =>
    `The answer of ${provider} was lost, so nobody knows whether it took the call. ` +
    'What the secrets do now is below. Sending them once more does no harm: what is dead stays dead.',
  allOver: (number: number, provider: string) =>
    number === 1 ? `${provider} refuses it now.` : `${provider} refuses all ${numberText(number)} of them now.`,
  pending: (number: number, provider: string) =>
    number === 1
      ? `${provider} still accepts 1 secret. It may need some minutes: look again.`
      : `${provider} still accepts ${count(number, 'secret')}. It may need some minutes: look again.`,
  unsure: (provider: string) => `Not all of them could be tried at ${provider}.`,
  states: {
    ended: 'Ended',
    'was-refused': 'Refused before',
    pending: 'Still works',
    'not-told': 'Cannot be tried',
    'not-asked': 'Not tried',
  } satisfies Record<ValueState, string>,
  stateHelp: {
    ended: 'It is refused now.',
    'was-refused': 'It was refused before the call as well: it had ended, or it is not quite the one that leaked.',
    pending: 'It is still accepted.',
    'not-told': 'It was sent. No call signs in with a secret of this kind, so nobody can try it.',
    'not-asked': 'It was sent. Whether it still works could not be asked.',
  } satisfies Record<ValueState, string>,
  look: 'Look again',
  looking: 'Trying the secrets…',
  sendAgain: 'Send them again',
} as const
