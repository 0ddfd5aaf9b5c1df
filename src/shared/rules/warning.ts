import type { Instant } from '../model/time.ts'
import type { TokenRow } from '../model/token.ts'
import type { Quiet } from '../model/warning.ts'
import { isSameEnd, type WarningStep } from './expiry.ts'

/** The steps that hold for all tokens, and those of accounts and providers that have others, by their ids. */
export interface StepChoice {
  readonly all: readonly WarningStep[]
  readonly by: Readonly<Record<string, readonly WarningStep[]>>
}

/** Steps for all tokens alike, or what was chosen for which. */
export type Steps = readonly WarningStep[] | StepChoice

const isForAll = (steps: Steps): steps is readonly WarningStep[] => Array.isArray(steps)

/** The steps of a token: its own, or else its account's, its provider's, those of all. */
export function stepsOf({ token, warning }: Pick<TokenRow, 'token' | 'warning'>, steps: Steps): readonly WarningStep[] {
  const own = warning?.days
  if (own) return own
  if (isForAll(steps)) return steps
  return steps.by[token.accountId] ?? steps.by[token.provider] ?? steps.all
}

/** Does the person not want to hear of a token that ends at `end` now? */
export function isQuietAt(quiet: Quiet | null | undefined, end: Instant, now: Instant): boolean {
  if (!quiet || !isSameEnd(quiet.end, end)) return false
  return quiet.kind === 'known' || now < quiet.until
}
