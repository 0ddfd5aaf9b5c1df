import type { AppError } from '../model/error.ts'
import { duration } from './words.ts'

/** What the person can do next, where a button can do it. A view shows only the actions it can carry out. */
export type NextAction =
  /** Do the same again. */
  | 'retry'
  /** Enter the account's token again. */
  | 're-enter'
  /** Open the provider's own page. */
  | 'open-page'
  /** Go to the vault and unlock it. */
  | 'unlock'
  /** List again what the provider has. */
  | 'refresh'
  /** Change what was entered in the form. */
  | 'change-input'
  /** Open the vault's folder. */
  | 'show-folder'
  /** Look at the operation that waits for a decision. */
  | 'review'

export interface Explanation {
  /** What happened, one or two short sentences, with the provider's own words in quotes where there are any. */
  readonly sentence: string
  /** What to do about it. */
  readonly nextStep: string
  readonly action?: NextAction
}

/** "in 40 seconds", or what to say where the provider does not tell. */
export function wait(error: AppError, unknown: string): string {
  return error.waitSeconds === undefined ? unknown : `in ${duration(error.waitSeconds)}`
}
