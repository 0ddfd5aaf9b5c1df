import { createVault, type Vault, type VaultOptions, type VaultPorts } from '../../vault/index.ts'
import { vaultFolderIn } from './profiles.ts'

export type { Purpose, Vault, VaultPorts } from '../../vault/index.ts'

/** The vault of the profile in `folder`, without the app around it. Nothing is read before it is opened. */
export function profileVault(ports: VaultPorts, options: VaultOptions): Vault {
  return createVault(ports, { ...options, folder: vaultFolderIn(options.folder) })
}
