import type { RestorePreview } from '#shared/contract/backup'
import type { SlotKind, VaultState } from '#shared/model/vault'
import { sampleNow } from '#test/support/sample'

/** An open vault with these slots. */
export function openVault(slots: readonly SlotKind[]): Extract<VaultState, { kind: 'open' }> {
  return {
    kind: 'open',
    storage: 'disk',
    slots: [...slots],
    keystore: { level: 'strong', platform: 'linux', tag: 'v11', store: 'desktop keyring' },
    openedAt: sampleNow,
    readOnly: false,
    rekeying: null,
    strongerKeystore: null,
    keystoreSlot: null,
  }
}

const none = { fresh: 0, changed: 0, same: 0, onlyHere: 0 }

/** A backup with one new account, held against a vault with one of its own. */
export function samplePreview(change: Partial<RestorePreview> = {}): RestorePreview {
  return {
    planId: 'p1',
    backup: { madeAt: sampleNow, accounts: 1, secrets: 2, others: 0, unknown: 0 },
    accounts: [
      {
        name: 'Old laptop',
        provider: 'pulumi',
        origin: 'https://api.pulumi.com',
        what: 'fresh',
        twin: 'none',
        secrets: { ...none, fresh: 2 },
      },
      {
        name: 'Work',
        provider: 'gone-provider',
        origin: 'https://work.example',
        what: 'only-here',
        twin: 'none',
        secrets: { ...none, onlyHere: 3 },
      },
    ],
    secrets: { ...none, fresh: 2, onlyHere: 3 },
    others: none,
    merge: { secondSecrets: 0, leftOperations: 0, leftNotes: 0, changes: 6 },
    losses: { accounts: 1, credentials: 0, secrets: 3, others: 0, notes: 0, places: 0 },
    underWay: 0,
    ...change,
  }
}
