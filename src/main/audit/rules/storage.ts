import type { Evidence } from '#shared/model/finding'
import type { VaultFacts } from '../facts.ts'

/**
 * The vault opens by a key that the system seals with a publicly known one: who copies its folder has everything. Where a
 * passphrase is needed too, that protects it; a level that nobody knows is no finding.
 */
export function weakStorage(vault: VaultFacts | null): readonly Evidence[] | null {
  if (vault === null || vault.storage === 'session') return null
  const { slots, keystore } = vault
  if (!slots.includes('os') || keystore.level !== 'weak') return null
  return [{ fact: 'storage', text: keystore.store, asOf: null }]
}
