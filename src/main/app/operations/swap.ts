import type { Identity } from '#shared/model/account'
import type { Token } from '#shared/model/token'
import { Failure } from '../../ports/failure.ts'
import type { RecordChange } from '../../ports/records.ts'
import { Secret } from '../../ports/secret.ts'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'
import { isRefusal, isSameIdentity } from '../list/refresher.ts'
import { withSecret } from '../accounts/sign-in-input.ts'

/**
 * The changes that make a secret the account's credential, at the origin it has. To be committed in the account's turn,
 * together with the journal's arrow that brings them about. Throws Failure('not-found').
 */
export function swapChanges(
  { vault, clock, accounts }: Context,
  accountId: string,
  value: string,
  token: Token,
): RecordChange[] {
  // When the credential ends is told of the one before.
  const { credentialExpiresAt: _expires, ...record } = accounts.get(accountId)
  const { identity } = record
  const credential = credentialWith(vault.records.get('credential', accountId)?.value, value)
  return [
    { put: 'credential', id: accountId, value: { origin: record.origin, value: credential } },
    {
      put: 'account',
      id: accountId,
      value: {
        ...record,
        // Where the identity names its token it names another one now; the next refresh confirms it.
        identity: {
          ...identity,
          ...(identity.tokenName === undefined ? {} : { tokenName: token.name.slice(0, 300) }),
          ...(identity.tokenId === undefined ? {} : { tokenId: token.issuerId }),
        },
        checkedAt: clock.now(),
        credentialError: null,
        fingerprint: vault.records.fingerprint(credential),
        credentialAt: clock.now(),
        ownTokenId: token.id,
        notOwnTokenIds: [],
      },
    },
  ]
}

/**
 * The provider may have stopped taking the account's credential because a token was regenerated or revoked that nobody
 * knew to be the credential. When it is refused now, and the stored secret is the same identity's, the secret takes its
 * place. Gives whether it did. Throws Failure when the provider cannot be asked.
 */
export async function swapIfRefused(
  context: Context,
  { accountId, secretId, token }: { accountId: string; secretId: string; token: Token },
  signal: AbortSignal,
): Promise<boolean> {
  const { vault, accounts, store } = context
  const credential = vault.records.get('credential', accountId)
  const stored = vault.records.get('secret', secretId)
  if (credential === undefined || stored === undefined) return false
  if ((await identityOf(context, accountId, credential.value, signal)) !== null) return false
  const identity = await identityOf(context, accountId, credentialWith(credential.value, stored.value), signal)
  if (identity === null || !isSameIdentity(identity, accounts.get(accountId).identity)) return false
  await noted(context, { what: 'credential-swapped', accountId, tokenId: token.id }, () =>
    accounts.exclusive(accountId, () => store.commit(swapChanges(context, accountId, stored.value, token))),
  )
  return true
}

/** The account's sign-in with another secret in it, as it is sealed. */
function credentialWith(before: string | undefined, value: string): string {
  if (before === undefined) return value
  const parts = [new Secret(before), new Secret(value)] as const
  const joined = withSecret(...parts)
  try {
    return joined.use((text) => text)
  } finally {
    for (const part of [...parts, joined]) part.wipe()
  }
}

/** Null when the provider refuses the secret. */
async function identityOf(
  { sessions }: Context,
  accountId: string,
  value: string,
  signal: AbortSignal,
): Promise<Identity | null> {
  const secret = new Secret(value)
  try {
    return await sessions.try(accountId, secret, ({ session }) => session.identify(signal))
  } catch (error) {
    if (error instanceof Failure && isRefusal(error)) return null
    throw error
  } finally {
    secret.wipe()
  }
}
