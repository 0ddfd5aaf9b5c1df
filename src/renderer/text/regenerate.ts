import { count } from '#shared/text/words'

/** Sentences of "Regenerate". */
export const regenerateText = {
  title: 'Regenerate',

  // what is about to happen, one line for each thing
  plan: 'What will happen',
  planSame: (subject: string) =>
    `${subject} gets a new secret and a new expiry date. The old secret stops working at once, wherever it is used.`,
  planPage: (subject: string, provider: string) =>
    `On the page of ${provider}, ${startingSmall(subject)} gets a new secret. The old secret stops working at once, wherever it is used.`,
  planNew: (subject: string) => `${subject} is replaced by a new token; it works on until you revoke it.`,
  planStored: 'Keyrack stores the new secret in the vault.',
  planTaken: 'Keyrack checks the new secret and stores it in the vault.',
  planChecked: 'Keyrack stores the new secret in the vault and checks that it works.',
  planSignsIn: (account: string) => `It signs in to “${account}” with the new one from then on.`,
  planBroken: (number: number) =>
    number === 0
      ? 'You put the new secret wherever the old one is used. No place is noted.'
      : `You put the new secret into ${count(number, 'place')}, or let Keyrack write it. Until then nothing works there.`,
  planReplace: (number: number) =>
    number === 0
      ? 'You put the new secret wherever the old one is used. No place is noted.'
      : `You put the new secret into ${count(number, 'place')}, or let Keyrack write it.`,
  planEnd: (name: string) => `“${name}” is revoked when you say so: then, later, or not at all.`,

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

/** As it stands inside a sentence. */
function startingSmall(subject: string): string {
  return subject.slice(0, 1).toLowerCase() + subject.slice(1)
}
