import type { Ending } from '#shared/model/ending'
import { explain } from '#shared/text/errors'

/** Sentences about secrets that were ended: does the provider refuse each of them? */
export const endingText = {
  tryAgain: 'Try for another hour',
  dismiss: 'Hide this',

  // a line of the banner
  line: ({ tokenName, how, state, error }: Ending, provider: string): string => {
    const name = `“${tokenName}”`
    const which = how === 'revoked' ? `the secret of ${name}, which was revoked` : `the old secret of ${name}`
    switch (state) {
      case 'pending':
        return `${provider} still takes ${which}. Keyrack tries it until it is refused.`
      case 'dead':
        return `${provider} refuses ${which}.`
      case 'works':
        return `${provider} still takes ${which}, after more than an hour. Look at its page.`
      case 'unknown':
        return `Keyrack could not find out whether ${provider} refuses ${which}. ${error === null ? '' : explain(error).sentence}`.trim()
    }
  },

  // a fact of a token
  fact: { revoked: 'Its secret', replaced: 'Its old secret' },
  states: {
    pending: 'Being tried until it is refused',
    dead: 'Dead: refused by the provider',
    works: 'Still works',
    unknown: 'Not known whether it still works',
  },
} as const
