import type { Account, Part } from '#shared/model/account'
import type { AppError } from '#shared/model/error'
import type { Instant } from '#shared/model/time'
import { troubleOf } from '#shared/rules/part-trouble'

/** What of an account could not be refreshed, for one line of the banner. */
export interface Trouble {
  readonly account: Account
  readonly error: AppError
  /** The part that failed; null when the refresh failed before any part was reached. */
  readonly part: Part | null
  /** How old what is shown of it is; null when it was never listed. */
  readonly asOf: Instant | null
  /** Further parts of the account that failed. */
  readonly more: number
}

/** One trouble for each account that has any. */
export function troublesOf(accounts: readonly Account[], parts: readonly Part[]): readonly Trouble[] {
  return accounts.flatMap((account): Trouble[] => {
    const failed = parts.filter((part) => part.accountId === account.id && troubleOf(part) !== null)
    const whole = account.credentialError ?? account.failure
    if (whole !== null) return [{ account, error: whole, part: null, asOf: null, more: 0 }]
    const [part] = failed
    if (part?.failure == null) return []
    return [{ account, error: part.failure, part, asOf: part.asOf, more: failed.length - 1 }]
  })
}
