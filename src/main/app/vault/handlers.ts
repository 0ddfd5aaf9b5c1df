import type { Handlers, Serving } from '../serving.ts'
import {
  acceptOlder,
  confirmRecovery,
  createVault,
  drawRecovery,
  protectVault,
  unlockVault,
  useOlderGeneration,
} from './vault-use.ts'

/** Channels of the vault and its neighbours. */
export function vaultHandlers({ always, job, lock, open, silent, thenOpened }: Serving) {
  return {
    'vault.create': always(silent(thenOpened(createVault))),
    'vault.unlock': always(silent(thenOpened(unlockVault))),
    'vault.retry': always(silent(thenOpened(({ vault }) => vault.retry()))),
    'vault.showFolder': always(silent(({ opener, vault }) => opener.openFolder(vault.folder))),
    'vault.lock': always(silent(() => lock())),
    'vault.acceptOlder': always(silent(thenOpened(acceptOlder))),
    'vault.useOlderGeneration': always(silent(thenOpened(useOlderGeneration))),
    'vault.protect': job(silent(protectVault)),
    'vault.cancelRekey': always(silent(async ({ vault }) => vault.cancelRekey())),
    'vault.drawRecovery': open(drawRecovery),
    'vault.confirmRecovery': open(silent(confirmRecovery)),
    'profile.list': always(async ({ profiles }) => ({ profiles: await profiles.list() })),
    'profile.open': always(silent(({ profiles }, { name }) => profiles.open(name))),
    'profile.make': always(async ({ profiles }, { name }) => ({ name: await profiles.make(name) })),
    'profile.showFolder': always(silent(({ profiles }, { name }) => profiles.showFolder(name))),
  } satisfies Partial<Handlers>
}
