import { createHash } from 'node:crypto'
import type { Random } from '#main/ports/random'

/** Bytes that look random and are the same for the same seed. */
export class FakeRandom implements Random {
  readonly #seed: string
  #counter = 0

  constructor(seed: string | number = 'seed') {
    this.#seed = String(seed)
  }

  bytes(count: number): Buffer {
    const blocks: Buffer[] = []
    for (let length = 0; length < count; length += 32) {
      this.#counter += 1
      blocks.push(createHash('sha256').update(`${this.#seed}/${this.#counter}`).digest())
    }
    return Buffer.concat(blocks).subarray(0, count)
  }

  uuid(): string {
    const bytes = this.bytes(16)
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }

  /** A number from 0 up to 1. */
  chance(): number {
    return this.bytes(4).readUInt32BE(0) / 2 ** 32
  }

  /** A whole number from 0 up to `below`. */
  below(below: number): number {
    return Math.floor(this.chance() * below)
  }
}
