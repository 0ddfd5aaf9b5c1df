import { createHmac, hkdfSync } from 'node:crypto'

export const keyBytes = 32

/**
 * What the data key is split into. `records` seals accounts, credentials, secrets and what is known of them, `journal`
 * the operations, `manifest` the list of both; `seen` signs the counter beside the vault. `key-id` is no key: its first bytes
 * are shown in the snapshots, to tell those of one data key from those of another.
 */
const uses = [
  'records',
  'journal',
  'manifest',
  'snapshots',
  'snapshot-names',
  'fingerprints',
  'seen',
  'key-id',
] as const
export type KeyUse = (typeof uses)[number]
export type Keys = Readonly<Record<KeyUse, Buffer>>

/** HKDF-SHA-256 (RFC 5869) with the vault's id as salt and the use as info; 32 bytes. */
export function deriveKey(key: Uint8Array, vaultId: Uint8Array, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, vaultId, `keyrack/1/${use}`, keyBytes))
}

/** All subkeys of a data key. */
export function deriveKeys(dataKey: Uint8Array, vaultId: Uint8Array): Keys {
  const key = (use: KeyUse) => deriveKey(dataKey, vaultId, use)
  return {
    records: key('records'),
    journal: key('journal'),
    manifest: key('manifest'),
    snapshots: key('snapshots'),
    'snapshot-names': key('snapshot-names'),
    fingerprints: key('fingerprints'),
    seen: key('seen'),
    'key-id': key('key-id'),
  }
}

/** Overwrites all subkeys with zeros. */
export function wipeKeys(keys: Keys): void {
  for (const use of uses) keys[use].fill(0)
}

/** What stands for a secret where two are compared. */
export function fingerprintOf(keys: Keys, secret: string): string {
  return keyedHash(keys.fingerprints, secret).toString('base64url')
}

/** HMAC-SHA-256. */
export function keyedHash(key: Uint8Array, bytes: Uint8Array | string): Buffer {
  return createHmac('sha256', key).update(bytes).digest()
}
