import { FormatError } from './bytes.ts'
import { readNewestFile } from './commit.ts'
import type { Generations } from './generations.ts'
import type { Header } from './header.ts'

/** Notices that another process has sealed everything under a new data key: what is sealed under ours is lost then. */
export class KeyWatch {
  readonly #generations: Generations
  /** The newest generation that was looked at and is under our key. */
  #looked = 0

  constructor(generations: Generations) {
    this.#generations = generations
  }

  /** Lists the folder; reads a file only when there is a newer one. Throws the file system's error. */
  async isChanged({ generation, keyNumber }: Header): Promise<boolean> {
    const [newest = 0] = (await this.#generations.list()).generations
    if (newest <= Math.max(generation, this.#looked)) return false
    try {
      const file = await readNewestFile(this.#generations)
      if (file !== null && file.header.keyNumber > keyNumber) return true
    } catch (error) {
      // What cannot be read does not say so.
      if (!(error instanceof FormatError)) throw error
    }
    this.#looked = newest
    return false
  }
}
