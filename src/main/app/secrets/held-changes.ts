import type { Proof, Token } from '#shared/model/token'
import { asIssued } from '#shared/rules/expiry'
import type { RecordChange, RecordOf } from '../../ports/records.ts'
import type { Secret } from '../../ports/secret.ts'
import type { Context } from '../context.ts'
import { jwtExpiry } from './jwt-expiry.ts'

interface Holding {
  readonly token: Token
  readonly secret: Secret
  readonly proof: Proof
  /** Under a new id where none is given. */
  readonly secretId?: string | undefined
  /** Now where nothing is given. */
  readonly storedAt?: number | undefined
  /** When its provider accepted it last; now where nothing is given, unless it could not be tried. */
  readonly checkedAt?: number | undefined
}

/** The changes that store a secret as a token's, in place of the one that it had. */
export function holding(
  { vault, index, random, clock }: Pick<Context, 'vault' | 'index' | 'random' | 'clock'>,
  { token, secret, proof, secretId = random.uuid(), storedAt, checkedAt }: Holding,
): { readonly secretId: string; readonly changes: RecordChange[] } {
  const now = clock.now()
  const checked = checkedAt ?? (proof === 'unchecked' ? undefined : now)
  const held: RecordOf<'held'> = {
    tokenId: token.id,
    accountId: token.accountId,
    proof,
    storedAt: storedAt ?? now,
    ...(checked === undefined ? {} : { checkedAt: checked }),
    expiresAt: secret.use(jwtExpiry),
    fingerprint: secret.use((value) => vault.records.fingerprint(value)),
    // What it or a person says of its expiry is kept where it can be taken back.
    token: asIssued(token),
  }
  const before = index.heldOf(token.id)?.secretId
  return {
    secretId,
    changes: [
      { put: 'secret', id: secretId, value: secret.use((value) => ({ value })) },
      { put: 'held', id: secretId, value: held },
      ...forgetting(before === secretId ? undefined : before),
    ],
  }
}

/** The changes that forget a stored secret. */
export function forgetting(secretId: string | undefined): RecordChange[] {
  return secretId === undefined
    ? []
    : [
        { remove: 'held', id: secretId },
        { remove: 'secret', id: secretId },
      ]
}
