import type { Token } from '#shared/model/token'
import type { RecordOf } from '../../ports/records.ts'

/** Provider, account and part of every token that has no adapter. */
export const otherId = 'other'

/** An "Other service" token as a token like the others: all that is not typed by the person is unknown. */
export function otherToken(id: string, record: RecordOf<'other'>): Token {
  const { name, service, serviceUrl, owner, expiry, manageUrl, changedAt } = record
  return {
    id,
    accountId: otherId,
    partId: otherId,
    provider: otherId,
    issuerId: id,
    owner: { kind: 'me', id: owner, name: owner },
    kind: otherId,
    name,
    description: '',
    created: { kind: 'unknown' },
    lastUsed: { kind: 'unknown' },
    expiry,
    scopes: { kind: 'unknown' },
    state: 'active',
    asOf: changedAt,
    service,
    serviceUrl,
    manageUrl,
  }
}
