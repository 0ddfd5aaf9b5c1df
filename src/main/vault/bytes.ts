/** What is wrong with bytes that should be a vault, a snapshot or one of their parts. */
export class FormatError extends Error {
  /** `newer`: whole, but of a format this version does not know. */
  readonly what: 'damaged' | 'newer'
  readonly format: number

  constructor(what: 'damaged' | 'newer', reason: string, format = 0) {
    super(reason)
    this.name = 'FormatError'
    this.what = what
    this.format = format
  }
}

export function damaged(reason: string): FormatError {
  return new FormatError('damaged', reason)
}

/** Reads untrusted bytes from front to back; throws FormatError instead of reading past the end. Big-endian. */
export class ByteReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** Where the next byte is read. */
  get at(): number {
    return this.#at
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  #step(count: number): number {
    if (count > this.left) throw damaged('cut short')
    const at = this.#at
    this.#at += count
    return at
  }

  u8(): number {
    return this.#bytes.readUInt8(this.#step(1))
  }

  u16(): number {
    return this.#bytes.readUInt16BE(this.#step(2))
  }

  u32(): number {
    return this.#bytes.readUInt32BE(this.#step(4))
  }

  u48(): number {
    return this.#bytes.readUIntBE(this.#step(6), 6)
  }

  /** The next bytes, not copied. */
  take(count: number): Buffer {
    const at = this.#step(count)
    return this.#bytes.subarray(at, at + count)
  }

  /** A one-byte length and that many printable ASCII characters, at most `max`. */
  word(max: number): string {
    const length = this.u8()
    if (length > max) throw damaged('word too long')
    const bytes = this.take(length)
    if (bytes.some((byte) => byte < 0x21 || byte > 0x7e)) throw damaged('word with odd characters')
    return bytes.toString('latin1')
  }

  /** Everything must have been read. */
  end(): void {
    if (this.left > 0) throw damaged('bytes left over')
  }
}

/** Collects bytes from front to back. Big-endian; a number that does not fit throws RangeError. */
export class ByteWriter {
  readonly #parts: Uint8Array[] = []

  #number(value: number, size: number): this {
    const bytes = Buffer.alloc(size)
    bytes.writeUIntBE(value, 0, size)
    this.#parts.push(bytes)
    return this
  }

  u8(value: number): this {
    return this.#number(value, 1)
  }

  u16(value: number): this {
    return this.#number(value, 2)
  }

  u32(value: number): this {
    return this.#number(value, 4)
  }

  u48(value: number): this {
    return this.#number(value, 6)
  }

  bytes(bytes: Uint8Array): this {
    this.#parts.push(bytes)
    return this
  }

  word(text: string): this {
    return this.u8(text.length).bytes(Buffer.from(text, 'latin1'))
  }

  done(): Buffer {
    return Buffer.concat(this.#parts)
  }
}
