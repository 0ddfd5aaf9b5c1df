import type { Token } from '#shared/model/token'
import { secretDates } from '#shared/rules/lifetime'
import type { Context } from '../context.ts'
import type { WatchTerms } from './watched.ts'

/** How a token is to be warned of. */
export function watchTermsOf({ index, preferences }: Context, token: Token): WatchTerms {
  return {
    steps: preferences.get().warningDays,
    quiet: null,
    dates: secretDates(token, index.heldOf(token.id)?.held),
  }
}
