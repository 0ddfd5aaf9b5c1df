import type { Token } from '#shared/model/token'
import type { WarningStep } from '#shared/rules/expiry'
import { secretDates } from '#shared/rules/lifetime'
import { stepsOf, type StepChoice } from '#shared/rules/warning'
import type { Context } from '../context.ts'
import type { RecordIndex } from '../record-index.ts'
import type { WatchTerms } from './watched.ts'

/** The steps that were chosen: for all tokens, and for accounts and providers that have others. */
export function stepChoice(
  { warnings }: RecordIndex,
  all: readonly WarningStep[],
): StepChoice & { readonly by: Record<string, WarningStep[]> } {
  const by: Record<string, WarningStep[]> = {}
  for (const [id, { of, days }] of warnings) if (of !== 'token' && days !== null) by[id] = days
  return { all, by }
}

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
