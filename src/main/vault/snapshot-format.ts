import { createCipheriv, createDecipheriv, type Decipheriv } from 'node:crypto'
import type { Random } from '../ports/random.ts'
import { nonceBytes, open, seal, sealOverhead, tagBytes } from './aead.ts'
import { ByteReader, ByteWriter, damaged, FormatError } from './bytes.ts'
import { keyedHash, type Keys } from './keys.ts'
import { limits } from './limits.ts'
import { nextTurn } from './turns.ts'

export const snapshotMagic = Buffer.from('\x89KSNAP\r\n', 'latin1')
/** What is written; format 1, which names no key, is read as well. */
const snapshotFormat = 2
const keyIdBytes = 8
/** Everything in front of the body, as long as it can get. */
export const snapshotFrontBytes =
  snapshotMagic.length + 2 + 2 + keyIdBytes + 2 + limits.snapshotNameBytes + sealOverhead
/** Sealed or opened at a stretch: about 5 ms on a slow machine. */
const sliceBytes = 2 * 1024 * 1024

/** Which vault the snapshots belong to, the subkey that seals them, and how the data key behind it is called. */
export interface SnapshotSeal {
  readonly vaultId: Buffer
  readonly key: Buffer
  readonly keyNumber: number
  readonly keyId: Buffer
}

export function snapshotSeal(vaultId: Buffer, keys: Keys, keyNumber: number): SnapshotSeal {
  return { vaultId, key: keys.snapshots, keyNumber, keyId: Buffer.from(keys['key-id'].subarray(0, keyIdBytes)) }
}

/** The name of a snapshot's file. */
export function snapshotFile(name: string, keys: Keys): string {
  return keyedHash(keys['snapshot-names'], name).toString('hex').slice(0, 32)
}

/** What stands in front of the sealed parts. */
interface Mark {
  readonly format: number
  readonly keyNumber: number
  /** Empty in format 1. */
  readonly keyId: Buffer
}

function aadOf(vaultId: Buffer, mark: Mark, part: 1 | 2, name: Uint8Array): Buffer {
  const writer = new ByteWriter().bytes(vaultId).u16(mark.format)
  if (mark.format > 1) writer.u16(mark.keyNumber).bytes(mark.keyId)
  return writer.u8(part).bytes(name).done()
}

const nothing = Buffer.alloc(0)

/** A whole snapshot file: name and body sealed apart, so that a listing opens the name only. */
export async function writeSnapshot(
  name: string,
  body: Uint8Array,
  { vaultId, key, keyNumber, keyId }: SnapshotSeal,
  random: Random,
): Promise<Buffer> {
  const mark = { format: snapshotFormat, keyNumber, keyId }
  const nameBytes = Buffer.from(name, 'utf8')
  const sealedName = seal(key, nameBytes, aadOf(vaultId, mark, 1, nothing), random)
  const writer = new ByteWriter().bytes(snapshotMagic).u16(snapshotFormat).u16(keyNumber).bytes(keyId)
  const front = writer.u16(sealedName.length).bytes(sealedName).done()
  const nonce = random.bytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(aadOf(vaultId, mark, 2, nameBytes))
  const pieces: Buffer[] = [front, nonce]
  for (let at = 0; at < body.length; at += sliceBytes) {
    pieces.push(cipher.update(body.subarray(at, at + sliceBytes)))
    await nextTurn()
  }
  cipher.final()
  return Buffer.concat([...pieces, cipher.getAuthTag()])
}

function readMark(reader: ByteReader): Mark {
  if (!reader.take(snapshotMagic.length).equals(snapshotMagic)) throw damaged('not a snapshot')
  const format = reader.u16()
  if (format > snapshotFormat) throw new FormatError('newer', 'a later format', format)
  if (format < 1) throw damaged('unknown format')
  if (format === 1) return { format, keyNumber: 1, keyId: nothing }
  return { format, keyNumber: reader.u16(), keyId: reader.take(keyIdBytes) }
}

/**
 * Which data key a file says that it is sealed under: ours, one before it, or another that is none of ours (of somebody
 * who is sealing everything anew, or who gave that up). Null when the file does not say. Needs its first bytes only.
 */
export function keyOfSnapshot(bytes: Buffer, mine: SnapshotSeal): 'ours' | 'older' | 'given-up' | 'later' | null {
  try {
    const { format, keyNumber, keyId } = readMark(new ByteReader(bytes))
    if (keyNumber !== mine.keyNumber) return keyNumber < mine.keyNumber ? 'older' : 'later'
    return format === 1 || keyId.equals(mine.keyId) ? 'ours' : 'given-up'
  } catch (error) {
    if (error instanceof FormatError) return null
    throw error
  }
}

interface SnapshotFront {
  readonly name: string
  readonly mark: Mark
  /** `nonce | ciphertext | tag`, as far as it was given. */
  readonly body: Buffer
}

/** The name of a snapshot and its body, still sealed. Needs its first `snapshotFrontBytes` only. Throws FormatError. */
export function readSnapshotFront(bytes: Buffer, { vaultId, key }: SnapshotSeal): SnapshotFront {
  const reader = new ByteReader(bytes)
  const mark = readMark(reader)
  const length = reader.u16()
  if (length < sealOverhead || length > limits.snapshotNameBytes + sealOverhead) throw damaged('odd name')
  const name = open(key, reader.take(length), aadOf(vaultId, mark, 1, nothing)).toString('utf8')
  return { name, mark, body: reader.take(reader.left) }
}

/** The body of the snapshot with this name. Throws FormatError for a file that is not it, or not whole. */
export async function readSnapshot(name: string, bytes: Buffer, snapshotSeal: SnapshotSeal): Promise<Buffer> {
  const front = readSnapshotFront(bytes, snapshotSeal)
  if (front.name !== name) throw damaged('another snapshot')
  const sealed = front.body
  if (sealed.length < sealOverhead) throw damaged('cut short')
  const end = sealed.length - tagBytes
  const options = { authTagLength: tagBytes }
  const decipher = createDecipheriv('aes-256-gcm', snapshotSeal.key, sealed.subarray(0, nonceBytes), options)
  decipher.setAAD(aadOf(snapshotSeal.vaultId, front.mark, 2, Buffer.from(name, 'utf8')))
  decipher.setAuthTag(sealed.subarray(end))
  const body = await deciphered(decipher, sealed.subarray(nonceBytes, end))
  try {
    decipher.final()
  } catch {
    body.fill(0)
    throw damaged('not authentic')
  }
  return body
}

/** In slices; most bodies are one, and need no copy. */
async function deciphered(decipher: Decipheriv, ciphertext: Buffer): Promise<Buffer> {
  if (ciphertext.length <= sliceBytes) return decipher.update(ciphertext)
  const body = Buffer.alloc(ciphertext.length)
  for (let at = 0; at < ciphertext.length; at += sliceBytes) {
    body.set(decipher.update(ciphertext.subarray(at, at + sliceBytes)), at)
    await nextTurn()
  }
  return body
}
