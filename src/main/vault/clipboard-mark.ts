import { timingSafeEqual } from 'node:crypto'
import { dirname } from 'node:path'
import { ByteReader, ByteWriter, damaged, FormatError } from './bytes.ts'
import { codeOf, isMissing } from '../ports/file-errors.ts'
import { withRetries } from './retries.ts'
import type { DiskPorts } from './generations.ts'
import { keyBytes, keyedHash } from './keys.ts'

const magic = Buffer.from('\x89KCLIP\r\n', 'latin1')
const format = 1
const hashBytes = 32
/** More than one value is marked only while it is not known which of them lies on the clipboard. */
const mostHashes = 16
const maxBytes = 1024

/** Tells whether a text is one of those that were marked, and holds none of them. */
export interface ClipboardMark {
  matches(text: string): boolean
}

/** What is marked while a value is being copied: it and what may lie there still, and it alone. */
export interface Marks {
  readonly all: ClipboardMark
  readonly alone: ClipboardMark
}

/** A mark that cannot be read: what it stood for could be anything. */
const anything: ClipboardMark = { matches: () => true }

/**
 * A file beside the vault that outlives a crash and tells what must not stay on the clipboard: HMAC-SHA-256 of the
 * copied secret under a random key, and that key. Whoever reads it learns nothing without trying values; a token has too
 * many. It is there only while a secret may lie on the clipboard.
 *
 * Bytes: magic (8), format (u16), key (32), how many (u8), and so many hashes (32 each). Nothing follows.
 */
export class ClipboardMarkFile {
  readonly #ports: DiskPorts
  readonly #path: string

  constructor(ports: DiskPorts, path: string) {
    this.#ports = ports
    this.#path = path
  }

  /** The mark that an earlier run has left; null when there is none. Never throws. */
  async read(): Promise<ClipboardMark | null> {
    try {
      return parse(await this.#ports.fs.read(this.#path, maxBytes))
    } catch (error) {
      if (isMissing(error)) return null
      const why = error instanceof FormatError ? error.message : codeOf(error)
      this.#ports.log.warn('the mark of the clipboard could not be read', { why })
      return anything
    }
  }

  /**
   * Marks a value, durably, beside those of `earlier`: which of them will lie on the clipboard is known only afterwards.
   * Gives the mark of all of them and of the value alone. Never throws: a disk that is full must keep nobody from copying a
   * secret that could not be stored either.
   */
  async write(value: string, earlier: ClipboardMark | null): Promise<Marks> {
    const { all, alone } = this.#marks(value, earlier)
    try {
      const temporary = `${this.#path}.tmp`
      await withRetries(this.#ports.clock, () => this.#replace(temporary, all.bytes()))
    } catch (error) {
      this.#ports.log.warn('the mark of the clipboard could not be written', { code: codeOf(error) })
    }
    return { all, alone }
  }

  /** The same marks, and no file: a crash forgets them. */
  inMemory(value: string, earlier: ClipboardMark | null): Marks {
    return this.#marks(value, earlier)
  }

  /** The clipboard holds nothing of ours any more. Never throws: a mark that stays costs one more look. */
  async remove(): Promise<void> {
    const { fs, clock, log } = this.#ports
    try {
      await withRetries(clock, () => fs.remove(this.#path))
    } catch (error) {
      if (!isMissing(error)) log.warn('the mark of the clipboard could not be removed', { code: codeOf(error) })
    }
  }

  #marks(value: string, earlier: ClipboardMark | null): { all: Mark; alone: Mark } {
    const known = earlier instanceof Mark ? earlier : null
    // One key a file: a new one with every copy, unless an earlier value may still be there.
    const key = known?.key ?? this.#ports.random.bytes(keyBytes)
    const alone = new Mark(key, [keyedHash(key, value)])
    return { all: known === null ? alone : known.and(alone), alone }
  }

  async #replace(temporary: string, bytes: Uint8Array): Promise<void> {
    const { fs } = this.#ports
    try {
      await fs.remove(temporary)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
    await fs.writeNew(temporary, bytes)
    await fs.rename(temporary, this.#path)
    await fs.syncFolder(dirname(this.#path))
  }
}

class Mark implements ClipboardMark {
  readonly key: Buffer
  readonly #hashes: readonly Buffer[]

  constructor(key: Buffer, hashes: readonly Buffer[]) {
    this.key = key
    this.#hashes = hashes
  }

  matches(text: string): boolean {
    const hash = keyedHash(this.key, text)
    return this.#hashes.some((one) => timingSafeEqual(one, hash))
  }

  /** Both marks, which have the same key. */
  and(other: Mark): Mark {
    return new Mark(this.key, [...this.#hashes, ...other.#hashes].slice(-mostHashes))
  }

  bytes(): Buffer {
    const writer = new ByteWriter().bytes(magic).u16(format).bytes(this.key).u8(this.#hashes.length)
    for (const hash of this.#hashes) writer.bytes(hash)
    return writer.done()
  }
}

/** Throws FormatError. */
function parse(bytes: Buffer): Mark {
  const reader = new ByteReader(bytes)
  if (!reader.take(magic.length).equals(magic)) throw damaged('not a mark of the clipboard')
  if (reader.u16() !== format) throw damaged('another format')
  const key = reader.take(keyBytes)
  const count = reader.u8()
  if (count > mostHashes) throw damaged('too many hashes')
  const hashes = Array.from({ length: count }, () => reader.take(hashBytes))
  reader.end()
  return new Mark(key, hashes)
}
