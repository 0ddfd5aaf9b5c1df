import { mayHavePage, type OffboardLine, type OffboardRelation, type OffboardStep } from '../rules/offboard.ts'

/** What is to be done with tokens when somebody leaves, in the window's words and those of a plan on paper. */

/** A step, as the heading over the tokens that it is taken with. */
export const offboardTitles: Readonly<Record<OffboardStep, string>> = {
  revoke: 'Revoke in Keyrack',
  rotate: 'Give new secrets in Keyrack',
  own: 'Last: Keyrack signs in with these, or may do so',
  'revoke-page': 'Revoke on the provider’s page',
  'rotate-page': 'Give new secrets on the provider’s page',
  waiting: 'New secrets are on their way',
  elsewhere: 'Cannot be done from here',
  ended: 'Nothing left to do',
}

/** Why it is that step. */
export const offboardReasons: Readonly<Record<OffboardStep, string>> = {
  revoke:
    'Their own tokens end with them. So do those that they made and that were there for a month or more without a single use.',
  rotate:
    'They made these for something that goes on, and may still know the secrets. What uses them gets the new ones.',
  own: 'When they end, Keyrack can do nothing more for the account. Add another sign-in first.',
  'revoke-page': 'The provider has no call for it. Keyrack opens the page and checks afterwards.',
  'rotate-page': 'The provider has no call for it. Keyrack opens the page and takes the new secret from you.',
  waiting: 'A new secret was begun already: finish that, and revoke the old token.',
  elsewhere: 'Ask an administrator of the service, or the person while they are still there.',
  ended: 'These are revoked or gone.',
}

export const relationWords: Readonly<Record<OffboardRelation, string>> = {
  owns: 'their own',
  made: 'made by them',
}

/** What no plan can know. */
export const offboardLimits =
  'Keyrack knows who owns a token and, at some services, who made it. It cannot know who else has seen a secret.'

/** Why it cannot be done from here, or how it is done all the same; null where there is nothing to say. */
export function whyElsewhere({ step, reason, row }: OffboardLine): string | null {
  if (step !== 'elsewhere' || mayHavePage(row.token)) return reason
  return 'Keyrack knows neither this service nor a page of it: revoke it where the service lists its tokens.'
}

/** Who does it. `signIn`: how Keyrack signs in to the account. */
export function doneBy({ step }: Pick<OffboardLine, 'step'>, signIn: string): string {
  switch (step) {
    case 'revoke':
    case 'rotate':
    case 'own':
    case 'waiting':
      return `Keyrack, as ${signIn}`
    case 'revoke-page':
    case 'rotate-page':
      return 'You, on the provider’s page'
    case 'elsewhere':
      return 'An administrator, or the person'
    case 'ended':
      return 'Nobody'
  }
}
