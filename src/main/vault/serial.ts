/** Runs actions one after the other, in the order they came; one that fails does not stop the next. */
export class Serial {
  #last: Promise<unknown> = Promise.resolve()

  run<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#last.then(action)
    this.#last = result.catch(() => undefined)
    return result
  }

  /** Resolves when everything that was asked for until now is done, well or not. */
  async idle(): Promise<void> {
    await this.#last
  }
}
