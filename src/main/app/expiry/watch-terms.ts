import type { Token } from '#shared/model/token'
import { secretDates } from '#shared/rules/lifetime'
import { stepsOf } from '#shared/rules/warning'
import type { Context } from '../context.ts'
import { stepChoice } from './step-choice.ts'
import type { WatchTerms } from './watched.ts'

/** Gives how each token is to be warned of, as it was chosen by now. */
export function watchTerms({
  index,
  preferences,
}: Pick<Context, 'index' | 'preferences'>): (token: Token) => WatchTerms {
  const choice = stepChoice(index, preferences.get().warningDays)
  return (token) => {
    const warning = index.warnings.get(token.id)
    return {
      steps: stepsOf({ token, ...(warning && { warning }) }, choice),
      quiet: warning?.quiet ?? null,
      dates: secretDates(token, index.heldOf(token.id)?.held),
    }
  }
}
