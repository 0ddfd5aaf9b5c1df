import type { Keystore } from '#shared/model/vault'

/** Why the OS keystore gave no answer that can be used. */
export class SealerError extends Error {
  /** `not-available`: try later or start anew. `other-key`: it answered, but cannot open this. `no-answer`: time limit. */
  readonly why: 'not-available' | 'other-key' | 'no-answer'
  constructor(why: 'not-available' | 'other-key' | 'no-answer') {
    super(`OS keystore: ${why}`)
    this.name = 'SealerError'
    this.why = why
  }
}

/** Seals a small random key with the OS keystore. What it seals is not authenticated: check what comes back. */
export interface KeySealer {
  /** Seals a throwaway value and judges by its tag how well the OS would protect a key. Never throws. */
  probe(): Promise<Keystore>
  /** Throws SealerError. */
  seal(key: Uint8Array): Promise<Buffer>
  /** Throws SealerError. `reseal` is set when the OS asks for the key to be sealed again. */
  open(sealed: Uint8Array): Promise<{ key: Buffer; reseal: boolean }>
}
