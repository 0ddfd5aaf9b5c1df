/**
 * Items in the order of a numeric key, those with equal keys as they came. Finding a place is a binary search, so paging
 * through thousands stays linear.
 */
export class OrderedList<T> {
  readonly #keyOf: (item: T) => number
  readonly #items: T[] = []

  constructor(keyOf: (item: T) => number) {
    this.#keyOf = keyOf
  }

  get size(): number {
    return this.#items.length
  }

  /** Puts an item behind those with the same key. */
  add(item: T): void {
    this.#items.splice(this.#placeAfter(this.#keyOf(item)), 0, item)
  }

  /** Takes an item out; does nothing if it is not there. */
  remove(item: T): void {
    const key = this.#keyOf(item)
    for (let at = this.#placeAfter(key) - 1; at >= 0; at -= 1) {
      const found = this.#items[at]
      if (found === undefined || this.#keyOf(found) !== key) return
      if (found === item) {
        this.#items.splice(at, 1)
        return
      }
    }
  }

  /** The items from position `start` (inclusive) to `end` (exclusive). */
  slice(start: number, end: number): T[] {
    return this.#items.slice(start, end)
  }

  /** At most `max` items with a key above `key` that `keep` accepts, and whether another one follows. */
  after(key: number, max: number, keep: (item: T) => boolean): { readonly items: T[]; readonly more: boolean } {
    const items: T[] = []
    for (let at = this.#placeAfter(key); at < this.#items.length; at += 1) {
      const item = this.#items[at]
      if (item === undefined || !keep(item)) continue
      if (items.length === max) return { items, more: true }
      items.push(item)
    }
    return { items, more: false }
  }

  /** The position of the first item with a key above `key`. */
  #placeAfter(key: number): number {
    let low = 0
    let high = this.#items.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const item = this.#items[middle]
      if (item !== undefined && this.#keyOf(item) <= key) low = middle + 1
      else high = middle
    }
    return low
  }
}
