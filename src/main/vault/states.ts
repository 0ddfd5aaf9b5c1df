import type { Keystore, VaultState } from '#shared/model/vault'
import type { Found } from './find.ts'
import type { OpenVault } from './open-vault.ts'
import { slotKinds } from './slots.ts'

/** The states that no key can change, but the first start's. */
export function stateOf(found: Exclude<Found, { kind: 'vault' | 'none' }>, folder: string): VaultState {
  switch (found.kind) {
    case 'damaged': {
      const { kind, olderGenerations, newestReadableAt } = found
      return { kind, olderGenerations, newestReadableAt, folder }
    }
    case 'newer-format':
      return { kind: 'newer-format', format: found.format }
    case 'other-purpose':
      return { kind: 'other-purpose', purpose: found.purpose }
  }
}

export type Progress = Extract<VaultState, { kind: 'open' }>['rekeying']

export function openState(vault: OpenVault, keystore: Keystore, openedAt: number, rekeying: Progress): VaultState {
  return {
    kind: 'open',
    storage: vault.onDisk ? 'disk' : 'session',
    slots: slotKinds(vault.contents.header.slots),
    keystore,
    openedAt,
    readOnly: false,
    rekeying,
  }
}
