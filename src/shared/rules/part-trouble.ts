import type { Part } from '../model/account.ts'
import type { AppError, ErrorKind } from '../model/error.ts'
import type { OwnerKind } from '../model/owner.ts'

/** A forge has these by the hundred, and many of them have no tokens, or none that one may see. */
const many: ReadonlySet<OwnerKind> = new Set<OwnerKind>(['person', 'group', 'project'])
const notForMe: ReadonlySet<ErrorKind> = new Set<ErrorKind>(['missing-permission', 'plan-needed'])

/**
 * The failure of a part that a person should hear of. That one may not see the tokens of one of many projects, and never
 * saw any, is none: on some plans that is every project there is.
 */
export function troubleOf({ failure, owner, tokens }: Part): AppError | null {
  if (failure === null) return null
  return tokens === 0 && many.has(owner.kind) && notForMe.has(failure.kind) ? null : failure
}

/** Is there anything to be seen of this part? Of a forge's many groups and projects only where there are tokens. */
export function isWorthShowing(part: Part): boolean {
  return !many.has(part.owner.kind) || part.tokens > 0 || troubleOf(part) !== null
}
