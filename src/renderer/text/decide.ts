import type { Decision } from '#shared/model/finding'
import { count } from '#shared/text/words'

type Kind = Decision['kind']

/** Words of what people decide about findings. */
export const decideText = {
  open: {
    accepted: 'Accept…',
    assigned: 'Assign…',
    snoozed: 'Snooze…',
  } satisfies Record<Kind, string>,
  takeBack: 'Take back',
  title: {
    accepted: 'Accept',
    assigned: 'Assign',
    snoozed: 'Snooze',
  } satisfies Record<Kind, string>,
  lead: {
    accepted: (number: number) =>
      `${count(number, 'finding')} will not count until the day you name. Reports show who accepted what, and why.`,
    assigned: (number: number) =>
      `${count(number, 'finding')} will go on counting, with the name of whoever takes care of ${number === 1 ? 'it' : 'them'}.`,
    snoozed: (number: number) => `${count(number, 'finding')} will stay away for a while, and come back.`,
  } satisfies Record<Kind, (number: number) => string>,
  whoAccepts: 'Who accepts it',
  whoCares: 'Who takes care of it',
  whoHint: 'Name or team',
  whoNeeded: 'Say who.',
  reason: 'Reason',
  reasonHint: 'Why this is all right for now',
  reasonNeeded: 'Say why: whoever reads the report wants to know.',
  note: 'Note',
  until: 'Until',
  day: 'Day',
  dayNeeded: 'Name a day that is still to come.',
  times: { week: 'For a week', month: 'For 30 days', quarter: 'For 90 days', day: 'Until a day', ever: 'For good' },
  done: {
    accepted: (number: number) => `${count(number, 'finding')} accepted`,
    assigned: (number: number) => `${count(number, 'finding')} assigned`,
    snoozed: (number: number) => `${count(number, 'finding')} snoozed`,
    back: (number: number) => `Decision about ${count(number, 'finding')} taken back`,
  },
  undo: 'Undo',
  undone: 'It is as it was before',
  /** The excepted ones are the policy's to decide about. */
  mixed: 'Findings that the policy excepts stay excepted.',
} as const
