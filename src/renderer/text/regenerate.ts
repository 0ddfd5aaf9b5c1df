/** Sentences of "Regenerate". */
export const regenerateText = {
  title: 'Regenerate',
  nativeLead: (subject: string) =>
    `${subject} gets a new secret and a new expiry date. The old secret stops working at once, wherever it is used.`,
  emulatedLead: (subject: string) => `${subject} is replaced by a new token; it works on until you revoke it.`,
  regenerate: 'Regenerate',
  makeNew: 'Make the new token',
  regenerating: (provider: string) => `Regenerating at ${provider}…`,
  regenerated: (name: string) => `“${name}” has a new secret; the old one works no more.`,
  successorMade: (name: string) => `“${name}” is made.`,
  notHere: 'Keyrack cannot regenerate this token.',
  notListed: 'This token is not in the list any more.',
  notAlive: 'This token is revoked or gone, so it cannot be regenerated. Make a new one instead.',
  ownYes: (account: string) =>
    `Keyrack signs in to “${account}” with this token. The account gets the new secret in the same step.`,
  ownConfirm: 'Regenerate it all the same',
  ownUnknown: (account: string) =>
    `This may be the token Keyrack signs in to “${account}” with: the provider does not tell. If it is, and the answer is lost on the way, that account needs a new token.`,
} as const
