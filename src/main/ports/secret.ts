import { inspect } from 'node:util'

/**
 * A secret in main's memory. It cannot be printed by accident: string conversion, JSON and inspection give a mask.
 * JavaScript strings cannot be wiped; `use` hands one out for as short as the caller can make it.
 */
export class Secret {
  readonly #bytes: Buffer

  constructor(value: string | Uint8Array) {
    this.#bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value)
  }

  /** The value as text, for a header, the clipboard or the vault. */
  use<T>(action: (value: string) => T): T {
    return action(this.#bytes.toString('utf8'))
  }

  /** Overwrites the bytes; afterwards the secret is empty zeros. */
  wipe(): void {
    this.#bytes.fill(0)
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }

  [inspect.custom](): string {
    return '[secret]'
  }
}
