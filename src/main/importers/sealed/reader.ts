import { Refused } from '../candidate.ts'

/** Reads bytes in their order, numbers little-endian. Throws Refused where the file ends too early. */
export class Reader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  take(length: number): Buffer {
    const end = this.#at + length
    if (end > this.#bytes.length) throw new Refused('broken')
    const taken = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return taken
  }

  skip(length: number): void {
    this.take(length)
  }

  u8(): number {
    return this.take(1).readUInt8()
  }

  u16(): number {
    return this.take(2).readUInt16LE()
  }

  u32(): number {
    return this.take(4).readUInt32LE()
  }

  /** As many bytes as the four before them say. */
  sized(): Buffer {
    return this.take(this.u32())
  }

  /** All that was read so far. */
  read(): Buffer {
    return this.#bytes.subarray(0, this.#at)
  }

  rest(): Buffer {
    return this.#bytes.subarray(this.#at)
  }
}
