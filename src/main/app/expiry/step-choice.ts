import type { WarningStep } from '#shared/rules/expiry'
import type { StepChoice } from '#shared/rules/warning'
import type { RecordIndex } from '../record-index.ts'

/** The steps that were chosen: for all tokens, and for accounts and providers that have others. */
export function stepChoice(
  { warnings }: RecordIndex,
  all: readonly WarningStep[],
): StepChoice & { readonly by: Record<string, WarningStep[]> } {
  const by: Record<string, WarningStep[]> = {}
  for (const [id, { of, days }] of warnings) if (of !== 'token' && days !== null) by[id] = days
  return { all, by }
}
