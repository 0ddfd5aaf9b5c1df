import type { RecordChange } from '../../ports/records.ts'
import type { Context } from '../context.ts'
import { inBackground } from '../failures.ts'

/** Takes over what other processes have saved, and shows it. Throws Failure. */
export async function followOthers({ store, inventory, index, rows, facts, expiry }: Context): Promise<void> {
  await store.catchUp()
  const accounts = new Set(index.accounts.keys())
  if (!(await inventory.follow(accounts))) return
  for (const accountId of accounts) await rows.reconsider(accountId)
  expiry.changed()
  facts.now()
}

/** Does what this process would have done with records that another one has saved. */
export function recordsTaken(context: Context, changes: readonly RecordChange[]): void {
  const { inventory, index, refresher, endings, reminders, log } = context
  for (const change of changes) {
    if ('remove' in change && change.remove === 'account') {
      refresher.forget(change.id)
      inBackground(
        refresher.stop(change.id).then(() => inventory.removeAccount(change.id)),
        log,
        'forgetting an account that was removed elsewhere',
      )
    }
    // A stored secret is shown with its token's facts, even when no listing has the token.
    if ('put' in change && change.put === 'held' && index.accounts.has(change.value.accountId)) {
      inventory.adopt([change.value.token])
    }
  }
  if (changes.some((change) => ('put' in change ? change.put : change.remove) === 'operation')) {
    endings.wake()
    reminders.follow()
  }
}
