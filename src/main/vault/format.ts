import { sealOverhead } from './aead.ts'
import { ByteReader, ByteWriter, damaged, FormatError } from './bytes.ts'
import { readHeader, writeHeader, type FileRole, type Header } from './header.ts'
import { formatNumber, limits } from './limits.ts'
import { checksum } from './turns.ts'

/** First bytes of every vault: not text, and a transfer that changes line ends or drops a high bit breaks it. */
export const magic = Buffer.from('\x89KEYR\r\n\x1a', 'latin1')
export const preambleBytes = 24
export const checksumBytes = 32
const smallest = preambleBytes + checksumBytes

/** A vault file taken apart; nothing of it is authentic until the manifest has been opened. */
export interface VaultFile {
  /** Of a later format that this version may read, but must not write. */
  readonly readOnly: boolean
  readonly header: Header
  /** Preamble and header as they stand in the file: the manifest's associated data. */
  readonly front: Buffer
  /** `nonce | ciphertext | tag`. */
  readonly manifest: Buffer
  /** The records' ciphertexts, one after the other. */
  readonly bodies: Buffer
}

/**
 * Takes a file apart and checks all that can be checked without a key. Throws FormatError: `damaged`, or `newer` when the
 * file is whole and of a format that this version cannot read. Magic, format numbers and closing checksum are the same in
 * every format.
 */
export async function readVaultFile(bytes: Buffer, role: FileRole = 'vault'): Promise<VaultFile> {
  if (bytes.length < smallest) throw damaged('too short for a vault')
  if (bytes.length > limits.fileBytes) throw damaged('too long for a vault')
  if (!bytes.subarray(0, magic.length).equals(magic)) throw damaged('not a vault')
  const end = bytes.length - checksumBytes
  const sum = await checksum(bytes.subarray(0, end))
  if (!sum.equals(bytes.subarray(end))) throw damaged('checksum differs')
  const reader = new ByteReader(bytes.subarray(magic.length, end))
  const format = reader.u16()
  // The oldest format that a reader has to know; format 1 has nothing there.
  const oldest = reader.u16()
  if (format < 1 || (format === 1 ? oldest !== 0 : oldest < 1 || oldest > format)) throw damaged('unknown format')
  if (oldest > formatNumber) throw new FormatError('newer', 'a later format', format)
  const headerLength = reader.u32()
  const manifestLength = reader.u32()
  const bodiesLength = reader.u32()
  if (headerLength > limits.headerBytes) throw damaged('header too long')
  if (manifestLength < sealOverhead) throw damaged('manifest too short')
  if (headerLength + manifestLength + bodiesLength !== reader.left) throw damaged('lengths do not fit the file')
  const header = readHeader(reader.take(headerLength), role, format)
  const front = bytes.subarray(0, preambleBytes + headerLength)
  const readOnly = format > formatNumber
  return { readOnly, header, front, manifest: reader.take(manifestLength), bodies: reader.take(bodiesLength) }
}

/** Preamble and header for sections of these lengths. */
export function writeFront(header: Header, manifestLength: number, bodiesLength: number): Buffer {
  const bytes = writeHeader(header)
  const writer = new ByteWriter().bytes(magic).u16(formatNumber).u16(formatNumber)
  return writer.u32(bytes.length).u32(manifestLength).u32(bodiesLength).bytes(bytes).done()
}
