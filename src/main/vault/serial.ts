/**
 * Runs actions in the order they came: one that changes something alone, ones that only look beside each other. One that
 * fails does not stop the next.
 */
export class Serial {
  #changed: Promise<unknown> = Promise.resolve()
  /** Everything that looks, since the last change. */
  #looked: Promise<unknown> = Promise.resolve()

  /** Runs an action that changes something: after all that came before it. */
  run<T>(action: () => Promise<T>): Promise<T> {
    const result = this.idle().then(action)
    this.#changed = result.catch(() => undefined)
    return result
  }

  /** Runs an action that only looks: after the changes that came before it, beside others that look. */
  share<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#changed.then(action)
    this.#looked = Promise.all([this.#looked, result.catch(() => undefined)])
    return result
  }

  /** Resolves when everything that was asked for until now is done, well or not. */
  async idle(): Promise<void> {
    await Promise.all([this.#changed, this.#looked])
  }
}
