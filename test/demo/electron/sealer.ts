import { safeStorage } from 'electron'
import { createSafeStorageSealer, type AsyncSafeStorage } from '#main/adapters/electron/sealer'
import type { Clock } from '#main/ports/clock'
import type { KeySealer } from '#main/ports/key-sealer'

/** The calls of Electrons before 45, which the product never makes. */
interface SyncSafeStorage {
  isEncryptionAvailable(): boolean
  encryptString(text: string): Buffer
  decryptString(sealed: Buffer): string
  setUsePlainTextEncryption(use: boolean): void
}

/**
 * The product's sealer over whichever calls this Electron has. On old ones the synchronous calls are given the shape of
 * the new ones, with the new ones' way of falling back to the public key where there is no keyring, so that the
 * product's own judgement by tag is what is tested.
 */
export function createTestSealer(clock: Clock): KeySealer {
  const calls = safeStorage as unknown as Partial<AsyncSafeStorage> & SyncSafeStorage
  const modern: AsyncSafeStorage =
    typeof calls.encryptStringAsync === 'function' ? (calls as AsyncSafeStorage) : asAsync(calls)
  return createSafeStorageSealer(modern, { platform: process.platform, clock })
}

function asAsync(calls: SyncSafeStorage): AsyncSafeStorage {
  const ready = () => {
    if (!calls.isEncryptionAvailable()) calls.setUsePlainTextEncryption(true)
  }
  return {
    async encryptStringAsync(text) {
      ready()
      return calls.encryptString(text)
    },
    async decryptStringAsync(sealed) {
      ready()
      return { result: calls.decryptString(sealed), shouldReEncrypt: false }
    },
  }
}
