import type { FormProblem } from '#shared/rules/form'
import type { TokenKind, TextRule } from '#shared/model/provider'
import { shortestPassphrase, type Strength } from '#shared/rules/passphrase'
import { count } from '#shared/text/words'

/** Words and sentences that the forms share. */
export const formText = {
  cancel: 'Cancel',
  close: 'Close',
  back: 'Back',
  done: 'Done',
  retry: 'Try again',
  openPage: 'Open the provider’s page',
  review: 'Look at it',
  paste: 'Paste',
  typeInstead: 'Type it instead',
  fromClipboard: 'From the clipboard',
  fromClipboardHelp: 'Keyrack reads the clipboard itself; the token is not shown here.',
  secretNeeded: 'Paste or type the token.',
  looksLike: (provider: string) => `This looks like a token of ${provider}, not of this provider.`,
  looksOdd: (prefix: string) => `This does not look like a token of this provider. Those start with “${prefix}”.`,

  secret: 'Secret',
  reveal: 'Reveal',
  showAgain: 'Show again',
  hide: 'Hide',
  hiddenIn: (seconds: number) => `Hidden again in ${count(seconds, 'second')}.`,
  hiddenAgain: 'Hidden again.',
  copy: 'Copy',
  masked: 'Hidden',
  copied: (seconds: number) =>
    `Copied. The clipboard is cleared after ${count(seconds, 'second')} if it still holds it.`,

  expires: 'Expires',
  never: 'Never',
  onDate: 'On a date',
  date: 'Date',
  inDays: (days: number) => {
    if (days % 365 === 0) return `In ${count(days / 365, 'year')}`
    return `In ${count(days, 'day')}`
  },
  asBefore: (when: string) => `${when}, as long as before`,
  expiresAt: (moment: string) => `Stops working on ${moment}.`,
  expiresNever: 'Works until it is revoked.',
  policy: (days: number) => `The organization allows ${count(days, 'day')} at most.`,
  role: 'Role',
  defaultRole: 'The organization’s default role',
  rolesLoading: 'Asking for the roles…',
  scopes: 'Access',
  findScope: 'Find',
  uniqueForever: 'Unique in the organization, even among deleted tokens.',
  optionsFailed: 'The roles and limits of the organization are not known now.',

  passphrase: 'Passphrase',
  repeat: 'Repeat the passphrase',
  passphraseHelp: 'Long and easy to type: four or more random words are good. Nobody can recover it for you.',
  passphraseNeeded: 'Enter a passphrase.',
  passphraseShort: (min: number) => `At least ${count(min, 'character')}.`,
  passphraseDiffers: 'The two are not the same.',
  strengths: {
    short: `Too short: at least ${count(shortestPassphrase, 'character')}.`,
    weak: 'By its length and characters: easy to guess. More words make it better.',
    fair: 'By its length and characters: fair. Another word or two make it good.',
    good: 'By its length and characters: good. Nobody can recover it for you.',
  } satisfies Record<Strength, string>,
} as const

function ofText(rule: TextRule | undefined, problem: FormProblem['problem']): string {
  const label = (rule?.label ?? 'text').toLowerCase()
  switch (problem) {
    case 'required':
      return `Enter the ${label}.`
    case 'too-short':
      return `At least ${count(rule?.min ?? 1, 'character')}.`
    case 'too-long':
      return `At most ${count(rule?.max ?? 0, 'character')}.`
    case 'one-line':
      return 'One line of text, without control characters.'
    case 'same-name':
      return 'The new token needs another name: the old one stays taken.'
    case 'not-editable':
      return `The ${label} cannot be changed later.`
    case 'unchanged':
      return 'Nothing is changed yet.'
    case 'pattern':
    case 'not-offered':
    case 'past':
    case 'too-far':
    case 'never':
      return rule?.says ?? 'This is not possible here.'
  }
}

/** What to say at the field about a problem the form's own check found. `limit` is the limit of the expiry in days. */
export function problemText(found: FormProblem, kind: TokenKind, limit: number | null): string {
  if (found.field === 'name') return ofText(kind.form.name, found.problem)
  if (found.field === 'description') return ofText(kind.form.description, found.problem)
  if (found.field === 'scopes' && found.problem === 'required') return 'Choose at least one.'
  if (found.field !== 'expiry') return 'The provider does not offer this choice.'
  switch (found.problem) {
    case 'required':
      return 'Enter the whole date.'
    case 'past':
      return 'Choose a date that is still to come.'
    case 'too-far':
      return limit === null ? 'Choose an earlier date.' : `At most ${count(limit, 'day')} from now.`
    default:
      return 'A date is needed here.'
  }
}
