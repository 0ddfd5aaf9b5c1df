import { checkText } from '#shared/text/guided'

/** Sentences of operations that the person does on the provider's own page. */
export const guidedText = {
  steps: (provider: string) => `What to do at ${provider}`,
  open: (provider: string) => `Open the page at ${provider}`,
  secretHelp: 'Paste the token that the page shows. Keyrack asks the provider about it before anything is stored.',
  take: 'Check and store',
  checking: (provider: string) => `Asking ${provider} about the token…`,
  known: 'This token’s secret is in Keyrack already.',

  // revoking
  checkRevoked: 'Check that it is revoked',
  noteRevoked: 'Note it as revoked',
  checkingRevoked: (provider: string) => `Asking ${provider} whether it still works…`,
  ...checkText,
  saysRevoked: 'I have revoked it there. Keyrack has neither its secret nor a list, and cannot check that.',
} as const

/** What a provider asks for beside the token. */
export const stepUpText = {
  password: 'Password',
  passwordHelp: 'Of the account at the provider. It is sent with this one call, and kept nowhere.',
  oneTimeCode: 'One-time code',
  oneTimeCodeHelp: 'As your authenticator shows it now.',
  needed: 'Fill this in.',
} as const
