/** The longest stretch of a needle that decides how far the search may jump. */
const longestWindow = 32
/** From here on four bytes are looked at together: enough needles have every pair of bytes in them. */
const shortestForFour = 8
/** As large as the processor keeps close by; larger only where there is so much to find that it would be full. */
const usualBits = 18
const manyBits = 20

/** What was found: the number of the needle, and where its first byte is. */
export type OnFound = (needle: number, at: number) => void

/**
 * Finds many byte strings in one pass, after Wu and Manber, "A fast algorithm for multi-pattern searching" (1994): the last
 * bytes of a window tell how far the next place is at which any needle can end. Where they tell nothing, the needles that
 * have them there are compared.
 */
export class Needles {
  readonly #bytes: Uint8Array
  /** Where each needle begins in `#bytes`; one more for the end of the last. */
  readonly #starts: Int32Array
  readonly #window: number
  readonly #isFour: boolean
  /** What of a hash of four bytes is left out. */
  readonly #spare: number
  readonly #shifts: Uint8Array
  /** The first needle whose window ends as the hash says, plus one; 0 for none. */
  readonly #heads: Int32Array
  /** The next needle of the same hash, plus one. */
  readonly #next: Int32Array

  /** @param needles none of them is empty; what they hold is copied, see `wipe` */
  constructor(needles: readonly Uint8Array[]) {
    this.#starts = new Int32Array(needles.length + 1)
    for (const [number, { length }] of needles.entries()) {
      this.#starts[number + 1] = (this.#starts[number] ?? 0) + length
    }
    this.#bytes = new Uint8Array(this.#starts[needles.length] ?? 0)
    for (const [number, needle] of needles.entries()) this.#bytes.set(needle, this.#starts[number])
    const shortest = needles.reduce((least, { length }) => Math.min(least, length), longestWindow)
    if (shortest < 2) throw new RangeError('A needle has two bytes at least.')
    this.#window = shortest
    this.#isFour = shortest >= shortestForFour
    const bits = needles.length * shortest < 1 << usualBits ? usualBits : manyBits
    this.#spare = 32 - bits
    const size = this.#isFour ? 1 << bits : 1 << 16
    const block = this.#isFour ? 4 : 2
    this.#shifts = new Uint8Array(size).fill(shortest - block + 1)
    this.#heads = new Int32Array(size)
    this.#next = new Int32Array(needles.length)
    for (let number = 0; number < needles.length; number += 1) this.#enter(number, block)
  }

  #enter(number: number, block: number): void {
    const start = this.#starts[number] ?? 0
    for (let last = block - 1; last < this.#window; last += 1) {
      const hash = this.#isFour
        ? hashOfFour(this.#bytes, start + last, this.#spare)
        : hashOfTwo(this.#bytes, start + last)
      const shift = this.#window - 1 - last
      if (shift < (this.#shifts[hash] ?? 0)) this.#shifts[hash] = shift
      if (shift > 0) continue
      this.#next[number] = this.#heads[hash] ?? 0
      this.#heads[hash] = number + 1
    }
  }

  /** Calls `found` for every occurrence of every needle in the first `length` bytes of `text`, in the order in which they begin. */
  search(text: Uint8Array, length: number, found: OnFound): void {
    if (this.#next.length === 0) return
    if (this.#isFour) this.#searchFour(text, length, found)
    else this.#searchTwo(text, length, found)
  }

  // The two are written out: a call for each block would cost more than all the rest.
  #searchFour(text: Uint8Array, length: number, found: OnFound): void {
    const shifts = this.#shifts
    const spare = this.#spare
    for (let at = this.#window - 1; at < length;) {
      const block =
        (text[at] ?? 0) | ((text[at - 1] ?? 0) << 8) | ((text[at - 2] ?? 0) << 16) | ((text[at - 3] ?? 0) << 24)
      const hash = Math.imul(block, 0x9e3779b1) >>> spare
      const shift = shifts[hash] ?? 0
      if (shift === 0) {
        this.#compare(hash, text, at - this.#window + 1, length, found)
        at += 1
      } else at += shift
    }
  }

  #searchTwo(text: Uint8Array, length: number, found: OnFound): void {
    const shifts = this.#shifts
    for (let at = this.#window - 1; at < length;) {
      const hash = (text[at] ?? 0) | ((text[at - 1] ?? 0) << 8)
      const shift = shifts[hash] ?? 0
      if (shift === 0) {
        this.#compare(hash, text, at - this.#window + 1, length, found)
        at += 1
      } else at += shift
    }
  }

  #compare(hash: number, text: Uint8Array, at: number, length: number, found: OnFound): void {
    for (let entry = this.#heads[hash] ?? 0; entry !== 0; entry = this.#next[entry - 1] ?? 0) {
      const number = entry - 1
      const start = this.#starts[number] ?? 0
      const size = (this.#starts[number + 1] ?? 0) - start
      if (at + size > length) continue
      let same = 0
      while (same < size && this.#bytes[start + same] === text[at + same]) same += 1
      if (same === size) found(number, at)
    }
  }

  /** Overwrites the needles and everything that was made of them; nothing is found afterwards. */
  wipe(): void {
    this.#bytes.fill(0)
    this.#shifts.fill(0xff)
    this.#heads.fill(0)
    this.#next.fill(0)
  }
}

function hashOfFour(bytes: Uint8Array, at: number, spare: number): number {
  const block =
    (bytes[at] ?? 0) | ((bytes[at - 1] ?? 0) << 8) | ((bytes[at - 2] ?? 0) << 16) | ((bytes[at - 3] ?? 0) << 24)
  return Math.imul(block, 0x9e3779b1) >>> spare
}

function hashOfTwo(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at - 1] ?? 0) << 8)
}
