import type { Vault, VaultOptions, VaultPorts } from './interface.ts'
import { FolderVault } from './vault.ts'

export { ClipboardMarkFile, type ClipboardMark } from './clipboard-mark.ts'
export { digest } from './digest.ts'
export type { Purpose } from './header.ts'
export type {
  BackupFacts,
  OpenBackup,
  Protection,
  Report,
  TypedKey,
  Vault,
  VaultOptions,
  VaultPorts,
} from './interface.ts'
export { drawRecoveryCode, isRecoveryGroup, readRecoveryCode, recoveryGroups } from './recovery-code.ts'
export { withRetries } from './retries.ts'
export type { ScryptCost } from './slots.ts'

/** The vault in a folder; nothing is read before `open`. The format of its files: docs/vault-format.md. */
export function createVault(ports: VaultPorts, options: VaultOptions): Vault {
  return new FolderVault(ports, options)
}
