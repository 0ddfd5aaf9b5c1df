import type { Input, Output } from '#shared/contract'
import { Failure } from '../../ports/failure.ts'
import { sameAccount } from './account-check.ts'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'
import { refreshInBackground } from '../list/refresh.ts'

/** Stores a checked credential as a new account, and begins to list its tokens. Throws Failure. */
export async function addAccount(
  context: Context,
  { checkId, name }: Input<'account.add'>,
): Promise<Output<'account.add'>> {
  const { vault, clock, checks, store, accounts } = context
  const accountId = context.random.uuid()
  await noted(context, { what: 'account-added', accountId }, async () => {
    const { provider, origin, console, identity, secret } = checks.get(checkId)
    // In the line of this identity, so that two clicks make one account.
    await accounts.exclusive(`${origin} ${identity.kind} ${identity.id}`, async () => {
      if (sameAccount(context, origin, identity) !== null) throw new Failure('already-added')
      const now = clock.now()
      await secret.use((value) =>
        store.commit([
          { put: 'credential', id: accountId, value: { origin, value } },
          {
            put: 'account',
            id: accountId,
            value: {
              provider,
              name,
              origin,
              console,
              identity,
              addedAt: now,
              checkedAt: now,
              credentialError: null,
              fingerprint: vault.records.fingerprint(value),
              ownTokenId: null,
              notOwnTokenIds: [],
            },
          },
        ]),
      )
    })
    checks.drop(checkId)
  })
  refreshInBackground(context, accountId)
  return { accountId }
}
