import { randomUUID } from 'node:crypto'
import type { App } from '#main/app/start'
import type { RootOptions } from './electron/options.ts'

/** Sets up a vault in memory and adds the accounts, by the same use cases that the window calls. */
export async function addAccounts(handlers: App['handlers'], accounts: RootOptions['accounts']): Promise<void> {
  if (accounts.length === 0) return
  await handlers['vault.create']({ choice: 'session', passphrase: null })
  for (const { provider, address, credential, name } of accounts) {
    const secret = { from: 'field', value: credential } as const
    const { checkId } = await handlers['account.check']({ provider, address, secret, jobId: randomUUID() })
    await handlers['account.add']({ checkId, name })
  }
  await handlers['inventory.refresh']({ accountId: null, jobId: randomUUID() })
}
