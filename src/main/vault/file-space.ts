/** Room to grow, so that the next files fit as well. */
const slack = (bytes: number): number => (bytes >> 4) + 64 * 1024

/**
 * Two buffers that files are written in by turns: one holds the file in use, the other is free. Ten megabytes taken anew
 * for every save would keep the garbage collector busy for longer than the save takes.
 */
export class FileSpace {
  #inUse: Buffer | null = null
  #free: Buffer | null = null

  /** Room for a file. It overwrites what was given before, unless that is in use. */
  give(bytes: number): Buffer {
    if (this.#free === null || this.#free.length < bytes) this.#free = Buffer.allocUnsafeSlow(bytes + slack(bytes))
    return this.#free.subarray(0, bytes)
  }

  /** What was given last is the file in use from now on; the one before it is free. */
  use(): void {
    const before = this.#inUse
    this.#inUse = this.#free
    this.#free = before
  }
}
