import type { Guide, OperationName, TokenKind } from '#shared/model/provider'
import { Failure } from '../../ports/failure.ts'
import type { Inspection, PartScope } from '../../ports/provider.ts'
import { Secret } from '../../ports/secret.ts'
import { splitSignIn } from '../../ports/sign-in.ts'
import type { Context } from '../context.ts'
import type { Connected } from '../accounts/sessions.ts'

/** What a person does on the provider's page. Throws Failure('not-supported') where the record has no guide. */
export function guideOf(kind: TokenKind, operation: OperationName): Guide {
  const support = kind.support[operation]
  if (support.how !== 'guided') throw new Failure('not-supported')
  return support.guide
}

export type Accepted = Extract<Inspection, { kind: 'accepted' }>

/**
 * Asks the provider about a pasted secret. Gives a Failure, to be thrown outside of the session so that it says nothing of
 * the account's credential: `wrong-token` when it is refused, `other-identity` when it is somebody else's or of another
 * kind. Throws Failure when the provider could not be asked.
 */
export async function accepted(
  { session, account, provider }: Connected,
  scope: PartScope,
  secret: Secret,
  signal: AbortSignal,
): Promise<Accepted | Failure> {
  const inspection = await session.inspect(scope, account.identity, secret, signal)
  if (inspection.kind === 'accepted') return inspection
  const { name } = provider.record
  return new Failure(inspection.kind === 'refused' ? 'wrong-token' : 'other-identity', { provider: name })
}

/** One secret is one token's. Throws Failure('other-identity', code `known-secret`) for one that is stored already. */
export function refuseKnown({ vault, index }: Context, secret: Secret): void {
  const fingerprint = secret.use((value) => vault.records.fingerprint(value))
  const isKnown = [...index.held.values()].some((held) => held.fingerprint === fingerprint)
  if (isKnown) throw new Failure('other-identity', { code: 'known-secret' })
}

/** Is this the very secret that the account signs in with? */
export function isCredential({ vault }: Context, accountId: string, secret: Secret): boolean {
  const sealed = vault.records.get('credential', accountId)
  if (sealed === undefined) return false
  const credential = new Secret(sealed.value)
  const { secret: own } = splitSignIn(credential)
  try {
    return own.use((value) => secret.use((pasted) => value === pasted))
  } finally {
    credential.wipe()
    own.wipe()
  }
}

/** What the provider told; that it does not know a fact takes nothing away from what the person chose. */
export function told({ token }: Accepted): Accepted['token'] {
  const { expiry, scopes, ...rest } = token
  return {
    ...rest,
    ...(expiry === undefined || expiry.kind === 'unknown' ? {} : { expiry }),
    ...(scopes === undefined || scopes.kind === 'unknown' ? {} : { scopes }),
  }
}
