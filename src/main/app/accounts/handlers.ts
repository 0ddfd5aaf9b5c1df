import type { Handlers, Serving } from '../serving.ts'
import { addAccount } from './account-add.ts'
import { checkAccount } from './account-check.ts'
import { reenterCredential } from './account-reenter.ts'
import { removeAccount } from './account-remove.ts'
import { renameAccount } from './account-rename.ts'
import { namedAddresses } from './named-addresses.ts'

/** Channels of accounts. */
export function accountHandlers({ job, open, silent }: Serving) {
  return {
    'account.named': open(namedAddresses),
    'account.check': job(checkAccount),
    'account.add': open(addAccount),
    'account.rename': open(silent(renameAccount)),
    'account.reenter': job(silent(reenterCredential)),
    'account.remove': open(silent(removeAccount)),
  } satisfies Partial<Handlers>
}
