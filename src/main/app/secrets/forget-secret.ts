import type { Input } from '#shared/contract'
import { Failure } from '../../ports/failure.ts'
import type { RecordChange } from '../../ports/records.ts'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'
import { forgetting } from './held-changes.ts'

/**
 * Forgets a stored secret with those that the token had before, or one that could not be stored and that the person lets go.
 * What the secret told about the account's credential is kept as an answer. Throws Failure.
 */
export async function forgetSecret(context: Context, { secretId }: Input<'secret.forget'>): Promise<void> {
  const { unstored, index, store, accounts } = context
  const waiting = unstored.find(secretId)
  const held = index.held.get(secretId)
  const about = waiting ?? held
  if (about === undefined) throw new Failure('not-found')
  const { accountId, tokenId } = about
  await noted(context, { what: 'secret-forgotten', accountId, tokenId }, async () => {
    if (await unstored.drop(secretId)) return
    await accounts.exclusive(accountId, () =>
      store.commit([
        ...forgetting(secretId),
        ...forgettingEnded(context, tokenId),
        ...rememberedOwn(context, accountId, tokenId),
      ]),
    )
  })
}

/** What the token had before goes too: it was kept only to be seen dead. */
function forgettingEnded({ index, vault }: Context, tokenId: string): RecordChange[] {
  return vault.records
    .ids('ended')
    .filter((id) => index.operations.get(id)?.operation.tokenId === tokenId)
    .map((id) => ({ remove: 'ended', id }))
}

function rememberedOwn({ index, rows }: Context, accountId: string, tokenId: string): RecordChange[] {
  const account = index.accounts.get(accountId)
  const token = rows.token(tokenId)
  if (account === undefined || token === undefined) return []
  const { ownTokenId, notOwnTokenIds } = account
  switch (rows.own(token)) {
    case 'yes':
      return ownTokenId === tokenId
        ? []
        : [{ put: 'account', id: accountId, value: { ...account, ownTokenId: tokenId } }]
    case 'no':
      if (notOwnTokenIds.includes(tokenId) || index.heldOf(tokenId)?.held.proof !== 'made-here') return []
      return [{ put: 'account', id: accountId, value: { ...account, notOwnTokenIds: [...notOwnTokenIds, tokenId] } }]
    case 'unknown':
      return []
  }
}
