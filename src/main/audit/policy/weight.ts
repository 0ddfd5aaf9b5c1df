import type { CST } from 'yaml'

/** Counts signs and words, and tells where there are too many. */
export class Weight {
  readonly #most: number
  #sum = 0
  tooMuchAt: number | null = null

  constructor(most: number) {
    this.#most = most
  }

  add(token: CST.Token): void {
    this.#sum += 1
    if (this.#isTooMuch()) return
    if (this.#sum > this.#most) this.tooMuchAt = token.offset
    if ('start' in token && Array.isArray(token.start)) this.#addAll(token.start)
    if ('props' in token) this.#addAll(token.props)
    if ('end' in token) this.#addAll(token.end ?? [])
    if (token.type === 'document' && token.value !== undefined) this.add(token.value)
    for (const item of 'items' in token ? token.items : []) {
      if (this.#isTooMuch()) return
      this.addItem(item)
    }
  }

  addItem({ start, key, sep = [], value }: CST.CollectionItem): void {
    this.#sum += 1
    this.#addAll(start)
    if (key != null) this.add(key)
    this.#addAll(sep)
    if (value !== undefined) this.add(value)
  }

  #addAll(tokens: readonly CST.Token[]): void {
    for (const token of tokens) {
      if (this.#isTooMuch()) return
      this.add(token)
    }
  }

  #isTooMuch(): boolean {
    return this.tooMuchAt !== null
  }
}
