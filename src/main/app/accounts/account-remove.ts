import type { Input } from '#shared/contract'
import { Failure } from '../../ports/failure.ts'
import type { RecordChange } from '../../ports/records.ts'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'
import { placesWithout } from '../places/places.ts'

/**
 * Removes an account with its credential, its stored secrets and everything known of its tokens. `acceptLosing` is the
 * number of stored secrets the person was told of. Throws Failure('confirmation-needed') when it is another by now, and
 * Failure('busy') while a token of the account is being changed, or a secret of it is stored nowhere.
 */
export async function removeAccount(
  context: Context,
  { accountId, acceptLosing }: Input<'account.remove'>,
): Promise<void> {
  const { accounts, refresher, store, index, inventory, journal, unstored } = context
  accounts.get(accountId)
  await noted(context, { what: 'account-removed', accountId }, () =>
    journal.work(accountId, null, async () => {
      if (index.heldBy(accountId).length !== acceptLosing) throw new Failure('confirmation-needed')
      if (journal.isChanging(accountId)) throw new Failure('busy')
      if (unstored.waitsFor(accountId)) throw new Failure('busy', { code: 'unstored' })
      await refresher.stop(accountId)
      await accounts.exclusive(accountId, async () => {
        if (index.heldBy(accountId).length !== acceptLosing) throw new Failure('confirmation-needed')
        await store.commit(removals(context, accountId))
      })
      // One that began meanwhile lists with a credential that is no more; another cannot begin.
      await refresher.stop(accountId)
      refresher.forget(accountId)
      await inventory.removeAccount(accountId)
      await context.rosters.remove(accountId)
      context.facts.now()
    }),
  )
}

function removals(context: Context, accountId: string): RecordChange[] {
  const { index, inventory, journal } = context
  const tokens = [...inventory.tokens(accountId)].filter(({ id }) => index.annotations.has(id))
  // The id of a token begins with its account's.
  const isHere = (tokenId: string) => tokenId.split('/')[0] === accountId
  return [
    { remove: 'account', id: accountId },
    { remove: 'credential', id: accountId },
    { remove: 'announced', id: accountId },
    ...index.heldBy(accountId).flatMap(([id]): RecordChange[] => [
      { remove: 'held', id },
      { remove: 'secret', id },
    ]),
    ...tokens.map(({ id }): RecordChange => ({ remove: 'annotation', id })),
    ...[...index.decisions.keys()].filter(isHere).map((id): RecordChange => ({ remove: 'decision', id })),
    ...placesWithout(context, isHere),
    ...[...index.warnings.keys()].filter(isHere).map((id): RecordChange => ({ remove: 'warning', id })),
    ...journal
      .all()
      .filter(({ operation }) => operation.accountId === accountId)
      .flatMap(({ operation: { id } }): RecordChange[] => [
        { remove: 'operation', id },
        { remove: 'ended', id },
      ]),
  ]
}
