import type { Random } from '#main/ports/random'

/**
 * Numbers that look random and are the same for the same seed, a hundred times as fast as a hash: for tests that need
 * millions. (mulberry32, in the public domain)
 */
export class QuickRandom implements Random {
  #state: number

  constructor(seed: string) {
    this.#state = [...Buffer.from(seed)].reduce((state, byte) => Math.imul(state ^ byte, 0x01000193), 0x811c9dc5)
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }

  /** A number from 0 up to 1. */
  chance(): number {
    return this.#next() / 2 ** 32
  }

  /** A whole number from 0 up to `below`. */
  below(below: number): number {
    return Math.floor(this.chance() * below)
  }

  bytes(count: number): Buffer {
    const bytes = Buffer.alloc(count)
    for (let at = 0; at < count; at += 1) bytes.writeUInt8(this.#next() & 0xff, at)
    return bytes
  }

  uuid(): string {
    return this.bytes(16).toString('hex')
  }
}
