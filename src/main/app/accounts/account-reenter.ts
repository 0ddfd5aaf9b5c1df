import type { Input } from '#shared/contract'
import { Failure } from '../../ports/failure.ts'
import { identify, providerOf } from './account-check.ts'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'
import { refreshInBackground } from '../list/refresh.ts'
import { stillSame } from '../list/refresher.ts'
import { readSignIn } from './sign-in-input.ts'

/**
 * Replaces an account's credential after asking the provider, at the account's own origin, who the new one is. Another
 * identity is refused. What was answered about the old credential ("is it this token?") counts no more. Throws Failure.
 */
export async function reenterCredential(
  context: Context,
  { accountId, secret: input, fields }: Input<'account.reenter'>,
  signal: AbortSignal,
): Promise<void> {
  const { accounts, store, clock, vault, index, refresher } = context
  const { provider: providerId, origin, identity: known } = accounts.get(accountId)
  const provider = providerOf(context, providerId)
  const secret = await readSignIn(context, provider.record, input, fields)
  try {
    await noted(context, { what: 'account-reentered', accountId }, async () => {
      const identity = stillSame(await identify(context, provider, origin, secret, signal), known)
      if (identity === null) throw new Failure('other-identity')
      await accounts.exclusive(accountId, async () => {
        const found = index.accounts.get(accountId)
        if (found === undefined) throw new Failure('not-found')
        // Of the one before.
        const { credentialExpiresAt: _expires, ...record } = found
        await secret.use((value) =>
          store.commit([
            { put: 'credential', id: accountId, value: { origin, value } },
            {
              put: 'account',
              id: accountId,
              value: {
                ...record,
                identity,
                checkedAt: clock.now(),
                credentialError: null,
                fingerprint: vault.records.fingerprint(value),
                credentialAt: clock.now(),
                ownTokenId: null,
                notOwnTokenIds: [],
              },
            },
          ]),
        )
      })
    })
  } finally {
    secret.wipe()
  }
  // A refresh that runs with the old credential ends on its own; it must not be joined.
  await refresher.stop(accountId)
  refresher.forget(accountId)
  refreshInBackground(context, accountId)
}
