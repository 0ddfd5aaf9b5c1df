/** Lets waiting for something slow be given up from outside, again and again. */
export class Interrupt {
  #giveUp: () => void = () => {}

  /** What `work` gives, or `instead` when `trigger` is called before. `late` gets what comes after that. */
  async race<T>(work: Promise<T>, instead: T, late: (result: T) => void = () => {}): Promise<T> {
    const given = { up: false }
    const stopped = new Promise<T>((resolve) => {
      this.#giveUp = () => {
        given.up = true
        resolve(instead)
      }
    })
    const watched = work.then((result) => {
      if (given.up) late(result)
      return result
    })
    return Promise.race([watched, stopped])
  }

  /** Ends the waiting that is going on; does nothing when there is none. */
  trigger(): void {
    this.#giveUp()
  }
}
