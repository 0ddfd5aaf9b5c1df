import type { RecordChange } from '#main/ports/records'
import type { Token } from '#shared/model/token'

const day = 86_400_000
const accountId = 'account-1'
const owner = { kind: 'me', id: 'many-example', name: 'Many Example' } as const

/** A token as Pulumi Cloud tells of it. */
function tokenOf(number: number, now: number): Token {
  const issuerId = `3f2504e0-4f89-41d3-9a0c-${String(number).padStart(12, '0')}`
  return {
    id: `${accountId}/me/${issuerId}`,
    accountId,
    partId: `${accountId}/me/personal`,
    provider: 'pulumi',
    issuerId,
    owner,
    kind: 'personal',
    name: `Pipeline ${number}`,
    description: `Deploys the stacks of team ${number % 40}`,
    created: { kind: 'at', at: now - (number % 700) * day },
    lastUsed: { kind: 'at', at: now - (number % 90) * day },
    expiry: { kind: 'at', at: now + (number % 700) * day },
    scopes: { kind: 'full' },
    state: 'active',
    asOf: now,
  }
}

const secretOf = (number: number): string => `pul-EXAMPLE${String(number).padStart(33, '0')}`

/** The two records that make one stored secret: what is known of it, and its value. */
export function storedSecret(number: number, now: number, value = secretOf(number)): RecordChange[] {
  const token = tokenOf(number, now)
  const id = `secret-${number}`
  const fingerprint = Buffer.alloc(32, number % 251).toString('base64url')
  return [
    {
      put: 'held',
      id,
      value: { tokenId: token.id, accountId, proof: 'proven', storedAt: now, checkedAt: now, fingerprint, token },
    },
    { put: 'secret', id, value: { value } },
  ]
}
