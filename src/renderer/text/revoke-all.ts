import type { EndedAll } from '#shared/contract/revoke-all'
import { count } from '#shared/text/words'

/** Sentences of "Revoke all". */
export const revokeAllText = {
  title: 'Revoke all tokens',
  notHere: 'Keyrack cannot revoke all tokens of this account at once.',
  noAccount: 'This account is not in Keyrack any more.',

  lead: (provider: string, who: string) =>
    `${provider} ends every token of ${who} in one step. All of them stop working at once. This cannot be undone.`,
  stays: 'Tokens of organizations and of other people stay.',
  ownEnds: (account: string) =>
    `Keyrack’s own access ends too: “${account}” does nothing until you enter another token.`,
  listing: (provider: string) => `Listing the tokens at ${provider}…`,
  listAgain: 'List again',
  shown: (number: number) => (number === 1 ? 'This token ends:' : `These ${count(number, 'token')} end:`),
  places: (number: number) =>
    `${count(number, 'place')} that ${number === 1 ? 'is noted stops' : 'are noted stop'} working with them.`,
  more: (number: number) => `and ${count(number, 'more', 'more')}`,
  listLabel: 'Tokens that end',
  own: 'Keyrack signs in with it',
  stored: 'its secret is stored here',
  nothing: (provider: string) => `${provider} lists no token that could be ended.`,
  changed: 'Another token or place has appeared meanwhile, and nothing was ended. Look at the list again.',
  typeName: (account: string) => `To confirm, type the account’s name: ${account}`,
  submit: 'Revoke all',
  ending: (provider: string) => `Ending all tokens at ${provider}…`,

  // afterwards
  ended: (number: number) => `${count(number, 'token')} ${number === 1 ? 'is' : 'are'} revoked.`,
  access: {
    ended: 'Keyrack’s access ended with them. To go on with this account, enter another token.',
    works: 'Keyrack can still sign in: it does so with something that is not among these tokens.',
    unknown: 'Keyrack could not look afterwards. If its access ended too, enter another token.',
  } satisfies Record<EndedAll['access'], string>,
  reenter: 'Re-enter token',

  // on the provider's page
  guidedLead: (provider: string, who: string) =>
    `You end the tokens of ${who} on a page of ${provider}. What ends there stops working at once. This cannot be undone.`,
  guidedShown: (number: number) =>
    number === 1
      ? 'Keyrack has the secret of this one:'
      : `Keyrack has the secrets of these ${count(number, 'token')}:`,
  guidedNone: (provider: string) =>
    `Keyrack has no stored secret of these tokens. When you have done it, it tries its own: they are revoked once ${provider} refuses that.`,
  ownMayEnd: (account: string) =>
    `Keyrack’s own access may end too: then “${account}” does nothing until you enter another token.`,
  confirmOwn: 'I know that Keyrack may lose its sign-in',
  checkedBySecrets: (provider: string) =>
    `When you have done it, Keyrack tries each of them, and its own token: they are revoked once ${provider} refuses them.`,
  check: 'Check that they are revoked',
  checking: (provider: string) => `Asking ${provider} whether they still work…`,
  stillWork: (provider: string) =>
    `${provider} still accepts what is listed here. It has not been revoked yet, or takes a while to be forgotten.`,
  stillOwn: (provider: string) => `${provider} still accepts Keyrack’s own token, and there is no other to try.`,
} as const
