import type { Token } from '#shared/model/token'
import { Secret } from '../../ports/secret.ts'
import type { Context } from '../context.ts'
import type { Connected } from '../accounts/sessions.ts'
import { partOf } from '../tokens/target.ts'

/** Runs `action` with the stored secret of a token, where there is one; it is wiped afterwards. */
export async function withStoredSecret<T>(
  { index, vault }: Context,
  tokenId: string,
  action: (secret?: Secret) => Promise<T>,
): Promise<T> {
  const secretId = index.heldOf(tokenId)?.secretId
  const stored = secretId === undefined ? undefined : vault.records.get('secret', secretId)
  if (stored === undefined) return action()
  const secret = new Secret(stored.value)
  try {
    return await action(secret)
  } finally {
    secret.wipe()
  }
}

/**
 * Does the provider refuse the stored secret, and so is the token dead? Null when none is stored, and when one is refused
 * that nobody ever knew to be the token's. Throws Failure when the provider could not be asked.
 */
export function isSecretRefused(
  context: Context,
  { session, account }: Connected,
  token: Token,
  signal: AbortSignal,
): Promise<boolean | null> {
  return withStoredSecret(context, token.id, async (secret) => {
    if (secret === undefined) return null
    const { kind } = await session.probe(partOf(token), token, account.identity, secret, signal)
    if (kind !== 'refused') return false
    return context.index.heldOf(token.id)?.held.proof === 'unchecked' ? null : true
  })
}
