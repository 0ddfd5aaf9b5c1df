import { keystoreOf, tagOf } from '#shared/rules/protection'
import type { Clock } from '../../ports/clock.ts'
import { inTime } from '../../ports/in-time.ts'
import { SealerError, type KeySealer } from '../../ports/key-sealer.ts'

/** The asynchronous half of Electron's `safeStorage`; the synchronous calls go away in Electron 46. */
export interface AsyncSafeStorage {
  encryptStringAsync(text: string): Promise<Buffer>
  decryptStringAsync(sealed: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }>
}

/** A keyring may ask the person to unlock it, so a quick limit would be wrong; without any, a dead one would hang us. */
const patienceMs = 30_000

/**
 * Seals keys with `safeStorage`. Keys travel as base64, because safeStorage takes text. What "available" says is never
 * asked: on Linux it is true without any keyring, and only the tag of what was sealed tells the truth.
 */
export function createSafeStorageSealer(
  safeStorage: AsyncSafeStorage,
  options: { platform: string; clock: Clock },
): KeySealer {
  const seal = (key: Uint8Array) =>
    answered(options.clock, safeStorage.encryptStringAsync(Buffer.from(key).toString('base64')))

  return {
    async probe() {
      try {
        return keystoreOf(options.platform, tagOf(await seal(new Uint8Array(32))))
      } catch {
        return keystoreOf(options.platform, '')
      }
    },
    async seal(key) {
      try {
        return await seal(key)
      } catch (error) {
        throw error instanceof SealerError ? error : new SealerError('not-available')
      }
    },
    async open(sealed) {
      try {
        const opened = await answered(options.clock, safeStorage.decryptStringAsync(Buffer.from(sealed)))
        return { key: Buffer.from(opened.result, 'base64'), reseal: opened.shouldReEncrypt }
      } catch (error) {
        if (error instanceof SealerError) throw error
        // The one text that is matched: Electron tells "store is down" from "cannot open this" by words only.
        const down = error instanceof Error && error.message.includes('temporarily unavailable')
        throw new SealerError(down ? 'not-available' : 'other-key')
      }
    },
  }
}

function answered<T>(clock: Clock, work: Promise<T>): Promise<T> {
  return inTime(clock, patienceMs, work, () => {
    throw new SealerError('no-answer')
  })
}
