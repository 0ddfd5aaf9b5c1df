import type { Bulk, BulkKind } from '#shared/contract/bulk'
import { count, numberText } from '#shared/text/words'

const tokens = (number: number): string => count(number, 'token')

interface Words {
  readonly title: string
  readonly doing: string
  readonly done: (number: number) => string
  readonly participle: string
}

const revoking: Words = {
  title: 'Revoke tokens',
  doing: 'Revoking tokens',
  done: (number: number) => (number === 1 ? 'is revoked' : 'are revoked'),
  participle: 'revoked',
}
const words: Readonly<Record<BulkKind, Words>> = {
  revoke: revoking,
  regenerate: {
    title: 'Regenerate tokens',
    doing: 'Regenerating tokens',
    done: (number: number) => (number === 1 ? 'has a new secret' : 'have new secrets'),
    participle: 'regenerated',
  },
  'revoke-old': { ...revoking, title: 'Revoke old tokens', doing: 'Revoking old tokens' },
}

/** Sentences of revoking many tokens, one after the other. */
export const bulkRevokeText = {
  title: 'Revoke tokens',
  titleOf: ({ what }: Bulk) => words[what].title,
  open: 'Revoke…',

  // what is about to happen
  lead: (number: number, accounts: number) =>
    number === 1
      ? 'This token stops working at once. This cannot be undone.'
      : `These ${tokens(number)}${accounts > 1 ? ` of ${count(accounts, 'account')}` : ''} stop working at once, one after the other. This cannot be undone.`,
  onlyOwn: 'Keyrack signs in, or may sign in, with every one of these tokens.',
  nothing: 'None of these tokens can be revoked by Keyrack.',
  tooMany: (most: number) => `Keyrack revokes ${numberText(most)} tokens at most in one go. Pick out fewer.`,
  usedToday: (number: number) =>
    number === 1
      ? 'One of them was used less than a day ago: somebody probably needs it.'
      : `${numberText(number)} of them were used less than a day ago: somebody probably needs them.`,
  inPlaces: (tokensWith: number, places: number) =>
    `${tokens(tokensWith)} of these ${tokensWith === 1 ? 'is' : 'are'} used in ${count(places, 'place')} that ${places === 1 ? 'is' : 'are'} noted here: what reads ${tokensWith === 1 ? 'it' : 'them'} there stops working.`,
  asOf: (age: string) => `Last use as it was listed ${age}.`,
  listLabel: 'Tokens that are revoked',
  columns: { token: 'Token', owner: 'Owner', account: 'Account', lastUsed: 'Last used', places: 'Used in' },
  never: 'Never',
  unknown: 'Not told',
  today: 'Within a day',
  more: (number: number) => `and ${count(number, 'more', 'more')}`,
  stored: 'its secret is stored here',

  ownYes: (names: string) =>
    `Keyrack signs in with ${names}. It is left alone unless you tick this; without it, its account does nothing until you enter another token.`,
  ownUnknown: (number: number, names: string) =>
    `Keyrack may sign in with ${number === 1 ? '' : 'some of '}${names}: the provider does not tell. ${number === 1 ? 'It is' : 'They are'} left alone unless you tick this.`,
  ownTick: (number: number) => (number === 1 ? 'Revoke it too, last' : `Revoke these ${tokens(number)} too, last`),

  guided: 'Only on the provider’s page',
  guidedHelp: (number: number) =>
    `${tokens(number)}: open ${number === 1 ? 'it' : 'each'} in the list and choose “Revoke”.`,
  none: 'Cannot be revoked here',
  noAdapter: 'Keyrack cannot call this service.',
  ended: (number: number) =>
    `${tokens(number)} ${number === 1 ? 'has' : 'have'} ended already and ${number === 1 ? 'is' : 'are'} left out.`,

  typeCount: (number: number) => `To confirm, type the number of tokens: ${number}`,
  submit: (number: number) => `Revoke ${tokens(number)}`,
  starting: 'Beginning…',
  changed: 'These tokens are not what they were when this was opened, and nothing was done. Look at the list again.',

  // while it runs, and afterwards
  running: ({ what, total, done, gone, failed }: Bulk) =>
    `${words[what].doing}: ${numberText(done + gone + failed)} of ${numberText(total)}${failed === 0 ? '' : `, ${numberText(failed)} failed`}`,
  stopping: 'Stopping: what is under way ends.',
  asking: ({ what }: Bulk) => `${words[what].doing} waits for you: a provider asks for a password or a code.`,
  goesOn: 'You may close this: it goes on, and the line above the list says how far it is.',
  stop: 'Stop',
  show: 'Show',
  dismiss: 'Dismiss',
  /** How it ended, in one sentence for each thing there is to say. */
  summary: ({ what, total, done, gone, failed }: Bulk) =>
    [
      `${numberText(done)} of ${tokens(total)} ${words[what].done(done)}.`,
      gone > 0 && `${tokens(gone)} ${gone === 1 ? 'was' : 'were'} gone already.`,
      failed > 0 && `${tokens(failed)} could not be ${words[what].participle}.`,
      total - done - gone - failed > 0 && `${tokens(total - done - gone - failed)} not tried.`,
    ]
      .filter((part) => part !== false)
      .join(' '),
  cutOff: 'Keyrack or the vault was closed meanwhile. Nothing of it goes on by itself.',
  planRest: (number: number) => `Go on with ${number === 1 ? 'the other one' : `the other ${numberText(number)}`}…`,
  again: (number: number) => `Try the ${number === 1 ? 'other one' : `other ${numberText(number)}`} again`,
  goOn: 'Go on',
  over: 'There is nothing under way.',
  askHelp: {
    password: 'Of the account at the provider. It is sent with each of these calls, and forgotten when this is over.',
    oneTimeCode: 'As your authenticator shows it now. When it counts no more, Keyrack asks again.',
  },
  asks: (account: string) => `“${account}” waits for you.`,
  resultsLabel: 'Results',
  outcomes: { revoked: 'Revoked', regenerated: 'Has a new secret', 'already-gone': 'Was gone already' },
  notListed: 'A token that is listed no more',
} as const
