import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto'
import type { Random } from '../ports/random.ts'
import { damaged } from './bytes.ts'

export const nonceBytes = 12
export const tagBytes = 16
/** How much longer `nonce | ciphertext | tag` is than what was sealed. */
export const sealOverhead = nonceBytes + tagBytes

/** Always given: without it, Node accepts tags of 4 bytes as well. */
const options = { authTagLength: tagBytes }

export interface SealedParts {
  readonly nonce: Buffer
  readonly ciphertext: Buffer
  readonly tag: Buffer
}

/** AES-256-GCM under a fresh random 96-bit nonce. */
export function sealParts(
  key: Uint8Array | KeyObject,
  plaintext: Uint8Array,
  aad: Uint8Array,
  random: Random,
): SealedParts {
  const nonce = random.bytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, options)
  cipher.setAAD(aad)
  // In counter mode `final` has no bytes of its own to give; it makes the tag.
  const ciphertext = cipher.update(plaintext)
  cipher.final()
  return { nonce, ciphertext, tag: cipher.getAuthTag() }
}

/** Opens what `sealParts` made. Throws FormatError when key, bytes, tag or associated data are not the same. */
export function openParts(
  key: Uint8Array | KeyObject,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  tag: Uint8Array,
  aad: Uint8Array,
): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, options)
  decipher.setAAD(aad)
  decipher.setAuthTag(tag)
  const plaintext = decipher.update(ciphertext)
  try {
    decipher.final()
  } catch {
    plaintext.fill(0)
    throw damaged('not authentic')
  }
  return plaintext
}

/** `nonce | ciphertext | tag` in one piece. */
export function seal(key: Uint8Array, plaintext: Uint8Array, aad: Uint8Array, random: Random): Buffer {
  const parts = sealParts(key, plaintext, aad, random)
  return Buffer.concat([parts.nonce, parts.ciphertext, parts.tag])
}

/** Opens what `seal` made. Throws FormatError. */
export function open(key: Uint8Array, sealed: Buffer, aad: Uint8Array): Buffer {
  if (sealed.length < sealOverhead) throw damaged('cut short')
  const end = sealed.length - tagBytes
  return openParts(key, sealed.subarray(0, nonceBytes), sealed.subarray(nonceBytes, end), sealed.subarray(end), aad)
}
