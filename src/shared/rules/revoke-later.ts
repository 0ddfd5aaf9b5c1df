import type { Operation } from '../model/operation.ts'
import type { Instant } from '../model/time.ts'
import { dayLength } from './expiry.ts'

/** Nobody plans to end a token later than this after it was replaced, in milliseconds: a year. */
export const longestDelay = 366 * dayLength

/** May a person want to be reminded at `at`, said at `now`? */
export function isDelay(at: Instant, now: Instant): boolean {
  return at > now && at - now <= longestDelay
}

/** Has the time come at which the person wanted to be reminded to revoke the old token? */
export function isRevokeDue({ revokeAt }: Pick<Operation, 'revokeAt'>, now: Instant): boolean {
  return revokeAt !== undefined && revokeAt <= now
}
