import type { Input } from '#shared/contract'
import type { Context } from '../context.ts'
import { noted } from '../activity/noted.ts'

/** Throws Failure. */
export async function renameAccount(context: Context, { accountId, name }: Input<'account.rename'>): Promise<void> {
  context.accounts.get(accountId)
  await noted(context, { what: 'account-renamed', accountId }, () =>
    context.accounts.change(accountId, (record) => (record.name === name ? null : { ...record, name })),
  )
}
