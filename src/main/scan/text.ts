/** So many bytes tell whether a file is text, as for git. */
const looked = 8000

/** How the bytes of a file are to be read: each one a sign, or two of them in UTF-16. */
export interface Reading {
  readonly bytes: Uint8Array
  readonly length: number
  /** How many bytes of the file are one of these, and where the first of them is. */
  readonly width: 1 | 2
  readonly from: number
}

/**
 * The text of a file; null where it is binary. Text in UTF-16, which Windows writes, has every second byte left out: what is
 * looked for has nothing in these.
 */
export function readingOf(buffer: Uint8Array, length: number, aside: () => Uint8Array): Reading | null {
  const order = byteOrder(buffer, length)
  if (order !== null) return narrowed(buffer, length, order === 'little' ? 2 : 3, aside())
  return isBinary(buffer, length) ? null : { bytes: buffer, length, width: 1, from: 0 }
}

/** Do the first bytes of a file say that it is no text? */
export function isBinary(buffer: Uint8Array, length: number): boolean {
  return byteOrder(buffer, length) === null && buffer.subarray(0, Math.min(length, looked)).includes(0)
}

/** The mark in front of UTF-16; null where there is none. */
function byteOrder(buffer: Uint8Array, length: number): 'little' | 'big' | null {
  if (length < 2) return null
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'little'
  return buffer[0] === 0xfe && buffer[1] === 0xff ? 'big' : null
}

function narrowed(buffer: Uint8Array, length: number, from: number, aside: Uint8Array): Reading {
  let size = 0
  for (let at = from; at < length; at += 2) {
    aside[size] = buffer[at] ?? 0
    size += 1
  }
  return { bytes: aside, length: size, width: 2, from: 2 }
}
