import type { RecordOf } from '../../ports/records.ts'
import { otherId, otherToken } from '../tokens/other-token.ts'
import type { PlannedChange, ValueAt } from './restore-plan.ts'

/** A secret value that has no place beside what is in the vault, and what is known of it. */
export interface Leftover {
  readonly from: ValueAt
  readonly fingerprint: string
  readonly about: RecordOf<'account'> | RecordOf<'held'> | null
}

const longestName = 200

function cut(text: string): string {
  return text.length > longestName ? `${text.slice(0, longestName - 1)}…` : text
}

/** The id of a secret that cannot have the one it had, made of its value's fingerprint. */
export function placeName(fingerprint: string, turn: number): string {
  return `restored-${fingerprint}${turn === 1 ? '' : `-${turn}`}`
}

/** The token that an entry of its own has for this secret. */
export function secondTokenId(secretId: string): string {
  return `${otherId}/${secretId}`
}

/**
 * An entry of its own for a second secret of one token, or a second credential of one account: a token has one secret here.
 * It stands in the list among the other services, where the person can look at it and let it go. All of its ids are made
 * of the value's fingerprint, so that it is made once.
 */
export function secondSecret({ from, fingerprint, about }: Leftover, secretId: string): PlannedChange[] {
  const tokenId = secondTokenId(secretId)
  const other = describe(from, about)
  return [
    { put: 'other', id: tokenId, value: other },
    {
      put: 'held',
      id: secretId,
      value: {
        tokenId,
        accountId: otherId,
        proof: 'unchecked',
        storedAt: other.createdAt,
        fingerprint,
        token: otherToken(tokenId, other),
      },
    },
    { put: 'secret', id: secretId, from },
  ]
}

function describe({ side }: ValueAt, about: Leftover['about']): RecordOf<'other'> {
  const where = side === 'theirs' ? 'from a backup' : 'before a restore'
  const common = { serviceUrl: '', manageUrl: '', expiry: { kind: 'unknown' } as const }
  if (about === null) {
    return { ...common, name: `Secret ${where}`, service: 'Unknown', owner: '', createdAt: 0, changedAt: 0 }
  }
  if ('token' in about) {
    const { token, storedAt } = about
    return {
      ...common,
      name: cut(`${token.name || token.issuerId} (${where})`),
      service: cut(token.service ?? token.provider),
      owner: cut(token.owner.name),
      expiry: token.expiry,
      createdAt: storedAt,
      changedAt: storedAt,
    }
  }
  const at = about.credentialAt ?? about.addedAt
  return {
    ...common,
    name: cut(`Sign-in of ${about.name} (${where})`),
    service: cut(about.provider),
    owner: cut(about.identity.login),
    createdAt: at,
    changedAt: at,
  }
}
