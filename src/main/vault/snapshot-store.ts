import type { SnapshotStore } from '../ports/records.ts'
import type { OpenVault } from './open-vault.ts'

/** The snapshots of whichever vault is open. `opened` throws Failure('vault-locked') while none is. */
export function createSnapshotStore(opened: () => OpenVault): SnapshotStore {
  return {
    read: async (name) => opened().snapshots.read(name),
    write: async (name, bytes) => opened().snapshots.write(name, bytes),
    remove: async (name) => opened().snapshots.remove(name),
    names: async () => opened().snapshots.names(),
    exclusively: async (subject, action) => opened().snapshots.exclusively(subject, action),
  }
}
