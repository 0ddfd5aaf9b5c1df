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
  const little = buffer[0] === 0xff && buffer[1] === 0xfe
  const big = buffer[0] === 0xfe && buffer[1] === 0xff
  if (length >= 2 && (little || big)) return narrowed(buffer, length, little ? 2 : 3, aside())
  const isBinary = buffer.subarray(0, Math.min(length, looked)).includes(0)
  return isBinary ? null : { bytes: buffer, length, width: 1, from: 0 }
}

function narrowed(buffer: Uint8Array, length: number, from: number, aside: Uint8Array): Reading {
  let size = 0
  for (let at = from; at < length; at += 2) {
    aside[size] = buffer[at] ?? 0
    size += 1
  }
  return { bytes: aside, length: size, width: 2, from: 2 }
}
