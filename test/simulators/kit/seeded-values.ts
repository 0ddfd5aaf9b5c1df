import { createHash } from 'node:crypto'

const LETTERS_AND_DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A stream of made-up values that follows from a seed. Looks random, is not: for simulators only. */
export class SeededValues {
  readonly #seed: string
  #count = 0

  /** @param purpose keeps two streams of one seed apart, so that drawing from one does not shift the other. */
  constructor(seed: number, purpose: string) {
    this.#seed = `${seed}:${purpose}`
  }

  /** The next `length` bytes. */
  bytes(length: number): Buffer {
    const blocks: Buffer[] = []
    for (let have = 0; have < length; have += 32) {
      this.#count += 1
      blocks.push(createHash('sha256').update(`${this.#seed}:${this.#count}`).digest())
    }
    return Buffer.concat(blocks).subarray(0, length)
  }

  /** A UUID of version 4. */
  uuid(): string {
    const bytes = this.bytes(16)
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }

  /** `length` lower-case hex digits. */
  hex(length: number): string {
    return this.bytes(Math.ceil(length / 2))
      .toString('hex')
      .slice(0, length)
  }

  /** `length` letters and digits. */
  alphanumeric(length: number): string {
    return Array.from(this.bytes(length), (byte) => LETTERS_AND_DIGITS[byte % LETTERS_AND_DIGITS.length]).join('')
  }
}
