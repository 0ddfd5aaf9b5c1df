import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Random } from '../ports/random.ts'
import { nonceBytes, open, seal, sealOverhead, tagBytes } from './aead.ts'
import { ByteReader, ByteWriter, damaged, FormatError } from './bytes.ts'
import { formatNumber, limits } from './limits.ts'
import { nextTurn } from './turns.ts'

export const snapshotMagic = Buffer.from('\x89KSNAP\r\n', 'latin1')
const frontBytes = snapshotMagic.length + 2 + 2
/** Sealed or opened at a stretch: about 5 ms on a slow machine. */
const sliceBytes = 2 * 1024 * 1024

/** Which vault the snapshots belong to, and the subkey that seals them. */
export interface SnapshotSeal {
  readonly vaultId: Buffer
  readonly key: Buffer
}

function nameAad(vaultId: Buffer): Buffer {
  return new ByteWriter().bytes(vaultId).u16(formatNumber).u8(1).done()
}

function bodyAad(vaultId: Buffer, name: string): Buffer {
  return new ByteWriter().bytes(vaultId).u16(formatNumber).u8(2).bytes(Buffer.from(name, 'utf8')).done()
}

/** A whole snapshot file: name and body sealed apart, so that a listing opens the name only. */
export async function writeSnapshot(
  name: string,
  body: Uint8Array,
  { vaultId, key }: SnapshotSeal,
  random: Random,
): Promise<Buffer> {
  const sealedName = seal(key, Buffer.from(name, 'utf8'), nameAad(vaultId), random)
  const front = new ByteWriter().bytes(snapshotMagic).u16(formatNumber).u16(sealedName.length).bytes(sealedName).done()
  const nonce = random.bytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(bodyAad(vaultId, name))
  const pieces: Buffer[] = [front, nonce]
  for (let at = 0; at < body.length; at += sliceBytes) {
    pieces.push(cipher.update(body.subarray(at, at + sliceBytes)))
    await nextTurn()
  }
  cipher.final()
  return Buffer.concat([...pieces, cipher.getAuthTag()])
}

interface SnapshotFront {
  readonly name: string
  /** `nonce | ciphertext | tag`. */
  readonly body: Buffer
}

/** The name of a snapshot and its body, still sealed. Throws FormatError. */
export function readSnapshotFront(bytes: Buffer, { vaultId, key }: SnapshotSeal): SnapshotFront {
  if (bytes.length < frontBytes) throw damaged('too short for a snapshot')
  const reader = new ByteReader(bytes)
  if (!reader.take(snapshotMagic.length).equals(snapshotMagic)) throw damaged('not a snapshot')
  const format = reader.u16()
  if (format > formatNumber) throw new FormatError('newer', 'a later format', format)
  if (format !== formatNumber) throw damaged('unknown format')
  const length = reader.u16()
  if (length < sealOverhead || length > limits.snapshotNameBytes + sealOverhead) throw damaged('odd name')
  const name = open(key, reader.take(length), nameAad(vaultId)).toString('utf8')
  return { name, body: reader.take(reader.left) }
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
  decipher.setAAD(bodyAad(snapshotSeal.vaultId, name))
  decipher.setAuthTag(sealed.subarray(end))
  const body = Buffer.alloc(end - nonceBytes)
  for (let at = nonceBytes; at < end; at += sliceBytes) {
    body.set(decipher.update(sealed.subarray(at, Math.min(at + sliceBytes, end))), at - nonceBytes)
    await nextTurn()
  }
  try {
    decipher.final()
  } catch {
    body.fill(0)
    throw damaged('not authentic')
  }
  return body
}
