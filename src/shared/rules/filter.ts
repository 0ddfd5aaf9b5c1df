import type { Owner } from '../model/owner.ts'
import type { Filters, PlaceInList } from '../model/preferences.ts'
import type { Instant } from '../model/time.ts'
import type { TokenRow } from '../model/token.ts'
import { dayLength, tokenStatus } from './expiry.ts'
import { stepsOf, type Steps } from './warning.ts'

/** Filters that let everything through. */
export const noFilters: Filters = {
  status: [],
  kinds: [],
  providers: [],
  stored: null,
  expiringDays: null,
  unusedDays: null,
  tags: [],
}

/** Names an owner within its account. */
export function ownerKeyOf(owner: Owner): string {
  return `${owner.kind}:${owner.organization ?? ''}/${owner.id}`
}

/** How many of the filters are set. */
export function filterCount(filters: Filters): number {
  const lists = [filters.status, filters.kinds, filters.providers, filters.tags]
  const choices = [filters.stored, filters.expiringDays, filters.unusedDays]
  return lists.filter((list) => list.length > 0).length + choices.filter((choice) => choice !== null).length
}

/** Is the token in what the side bar has selected? */
export function isInPlace({ token }: Pick<TokenRow, 'token'>, place: PlaceInList): boolean {
  if (place.kind === 'all') return true
  if (token.accountId !== place.accountId) return false
  return place.kind === 'account' || ownerKeyOf(token.owner) === place.ownerKey
}

/** Does the token end within so many days? One that has ended already does not. */
function endsWithin({ token }: TokenRow, days: number, now: Instant): boolean {
  return (
    token.state === 'active' &&
    token.expiry.kind === 'at' &&
    token.expiry.at > now &&
    token.expiry.at <= now + days * dayLength
  )
}

/** Was the token never used, or not for so many days? Not known is not "unused". */
function isUnusedFor({ token: { lastUsed } }: TokenRow, days: number, now: Instant): boolean {
  return lastUsed.kind === 'never' || (lastUsed.kind === 'at' && lastUsed.at <= now - days * dayLength)
}

/** Do all filters that are set let the token through? Within one filter, any of its values does. */
export function passesFilters(row: TokenRow, filters: Filters, now: Instant, steps: Steps): boolean {
  const { token, held, tags } = row
  if (filters.providers.length > 0 && !filters.providers.includes(token.provider)) return false
  if (filters.kinds.length > 0 && !filters.kinds.includes(token.kind)) return false
  if (filters.stored !== null && filters.stored !== (held !== null)) return false
  if (filters.tags.length > 0 && !filters.tags.some((tag) => tags.includes(tag))) return false
  if (filters.expiringDays !== null && !endsWithin(row, filters.expiringDays, now)) return false
  if (filters.unusedDays !== null && !isUnusedFor(row, filters.unusedDays, now)) return false
  return filters.status.length === 0 || filters.status.includes(tokenStatus(token, now, stepsOf(row, steps)).kind)
}
