import type { Account, Part } from '#shared/model/account'
import type { AppError } from '#shared/model/error'
import type { Owner } from '#shared/model/owner'
import type { ProviderRecord } from '#shared/model/provider'
import type { Instant } from '#shared/model/time'
import { ownerKeyOf } from '#shared/rules/filter'
import { isWorthShowing, troubleOf } from '#shared/rules/part-trouble'
import { kindOf } from '#renderer/data/use-mirror'

/** The account that all tokens without an adapter are in. */
export const otherAccountId = 'other'

export interface OwnerPlace {
  readonly ownerKey: string
  readonly owner: Owner
}

const kindOrder: readonly Owner['kind'][] = [
  'me',
  'person',
  'organization',
  'team',
  'group',
  'project',
  'service-account',
]

/** The organization that an owner is or belongs to; the person belongs to none and comes first. */
function organizationOf({ kind, id, organization }: Owner): string {
  return organization ?? (kind === 'organization' ? id : '')
}

function compareOwners({ owner: one }: OwnerPlace, { owner: other }: OwnerPlace): number {
  return (
    organizationOf(one).localeCompare(organizationOf(other)) ||
    kindOrder.indexOf(one.kind) - kindOrder.indexOf(other.kind) ||
    one.name.localeCompare(other.name)
  )
}

/**
 * The owners an account has tokens of: the person, then each organization with its teams. Of other persons, groups and
 * projects only those with tokens, or whose tokens could not be listed.
 */
export function ownersOf(accountId: string, parts: readonly Part[]): readonly OwnerPlace[] {
  const owners = new Map<string, OwnerPlace>()
  for (const part of parts) {
    if (part.accountId !== accountId || !isWorthShowing(part)) continue
    const ownerKey = ownerKeyOf(part.owner)
    owners.set(ownerKey, { ownerKey, owner: part.owner })
  }
  return [...owners.values()].sort(compareOwners)
}

/** Is any part of an account a list? Until its parts are known, one may be. */
export function listsAny(accountId: string, parts: readonly Part[], provider: ProviderRecord | undefined): boolean {
  const own = parts.filter((part) => part.accountId === accountId)
  return own.length === 0 || own.some((part) => isListedPart(provider, part))
}

function isListedPart(provider: ProviderRecord | undefined, { kind }: Part): boolean {
  return kindOf(provider, kind)?.support.list.how !== 'none'
}

/** When everything of an account that can be listed last was: the oldest of its parts; null when one was never. */
export function accountAge(
  accountId: string,
  parts: readonly Part[],
  provider: ProviderRecord | undefined,
): Instant | null {
  const isListed = (part: Part) => isListedPart(provider, part) && isWorthShowing(part)
  const ages = parts.filter((part) => part.accountId === accountId && isListed(part)).map(({ asOf }) => asOf)
  return ages.length === 0 || ages.includes(null) ? null : Math.min(...ages.filter((age) => age !== null))
}

/** What is wrong with an account, the most urgent first: its credential, its refresh, a part of it. */
export function accountTrouble(account: Account, parts: readonly Part[]): AppError | null {
  const failed = parts.find((part) => part.accountId === account.id && troubleOf(part) !== null)
  return account.credentialError ?? account.failure ?? failed?.failure ?? null
}
