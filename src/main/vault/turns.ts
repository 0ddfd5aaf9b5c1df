import { createHash } from 'node:crypto'

/** Lets timers, I/O and input have a turn: long work on main's event loop is done in slices of a few milliseconds. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Hashed at a stretch: about 10 ms on a slow machine. */
const sliceBytes = 4 * 1024 * 1024

/** SHA-256 of several pieces, one after the other. */
export async function checksum(...pieces: readonly Uint8Array[]): Promise<Buffer> {
  const hash = createHash('sha256')
  let sinceTurn = 0
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += sliceBytes) {
      const slice = piece.subarray(at, at + sliceBytes)
      hash.update(slice)
      sinceTurn += slice.length
      if (sinceTurn >= sliceBytes) {
        await nextTurn()
        sinceTurn = 0
      }
    }
  }
  return hash.digest()
}
