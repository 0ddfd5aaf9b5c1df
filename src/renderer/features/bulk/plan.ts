import type { Account } from '#shared/model/account'
import type { ProviderRecord } from '#shared/model/provider'
import type { Instant } from '#shared/model/time'
import type { TokenRow } from '#shared/model/token'
import { revokeWay, type RevokeWay } from '#shared/rules/bulk-revoke'
import { kindOf, providerOf } from '#renderer/data/use-mirror'
import { supportReason } from '#shared/text/words'

const day = 86_400_000

/** What would happen to the tokens that a person picked out, before anything does. */
export interface Plan {
  /** In the order of their last use, the latest first: those are the ones that somebody may need. */
  readonly ways: Readonly<Record<RevokeWay, readonly TokenRow[]>>
  /** Those that cannot be revoked here, by the reason. */
  readonly refused: readonly (readonly [reason: string, rows: readonly TokenRow[]])[]
}

/** Makes the plan. `noAdapter`: the reason for a token of a service that Keyrack cannot call. */
export function planOf(rows: readonly TokenRow[], catalogue: readonly ProviderRecord[], noAdapter: string): Plan {
  const ways: Record<RevokeWay, TokenRow[]> = { call: [], own: [], guided: [], none: [], ended: [] }
  const refused = new Map<string, TokenRow[]>()
  for (const row of rows.toSorted((a, b) => lastUse(b) - lastUse(a))) {
    const support = kindOf(providerOf(catalogue, row.token.provider), row.token.kind)?.support.revoke
    const way = revokeWay(row, support)
    ways[way].push(row)
    if (way !== 'none') continue
    const reason = support === undefined ? noAdapter : supportReason(support)
    refused.set(reason, [...(refused.get(reason) ?? []), row])
  }
  return { ways, refused: [...refused] }
}

/** For sorting: a use that the provider does not tell may have been today, so it stands before those that were long ago. */
function lastUse({ token: { lastUsed } }: TokenRow): number {
  return lastUsed.kind === 'at' ? lastUsed.at : lastUsed.kind === 'unknown' ? 1 : 0
}

/** Was it used within a day before `now`? */
export function isUsedToday({ token: { lastUsed } }: TokenRow, now: Instant): boolean {
  return lastUsed.kind === 'at' && now - lastUsed.at < day
}

/** The instant for which all of these facts hold; null for none. */
export function oldestFacts(rows: readonly TokenRow[]): Instant | null {
  return rows.length === 0 ? null : Math.min(...rows.map(({ token }) => token.asOf))
}

export function accountName(accounts: readonly Account[], { token }: TokenRow): string {
  return accounts.find(({ id }) => id === token.accountId)?.name ?? token.service ?? token.provider
}
