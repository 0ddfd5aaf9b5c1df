import { join } from 'node:path'
import { Failure } from '../ports/failure.ts'
import { diskFailure } from '../ports/file-errors.ts'
import type { DiskPorts, Generations } from './generations.ts'
import type { KeptState } from './interface.ts'
import { keptName, temporaryPath, type Listing } from './names.ts'
import { withRetries } from './retries.ts'

/** States of a vault that were kept on purpose: copies of generations, which thinning leaves alone. */
export class KeptStates {
  readonly #generations: Generations
  readonly #ports: DiskPorts

  constructor(generations: Generations, ports: DiskPorts) {
    this.#generations = generations
    this.#ports = ports
  }

  /** Copies a generation, whole and durable, unless that was done before. Throws Failure. */
  async keep(number: number): Promise<KeptState> {
    const { fs, clock, random } = this.#ports
    const { folder } = this.#generations
    const at = clock.now()
    const name = keptName(number, at)
    const temporary = temporaryPath(folder, random.uuid())
    try {
      const bytes = await this.#generations.read(number)
      for (const known of (await this.#generations.list()).kept) {
        const isSame = known.number === number && (await this.#generations.read(known.name)).equals(bytes)
        if (isSame) return { id: known.name, at: known.at }
      }
      await withRetries(clock, () => fs.writeNew(temporary, bytes))
      await withRetries(clock, () => fs.rename(temporary, join(folder, name)))
      await fs.syncFolder(folder)
    } catch (error) {
      await fs.remove(temporary).catch(() => undefined)
      throw diskFailure(error)
    }
    return { id: name, at }
  }

  /** Newest first. Throws Failure. */
  async list(): Promise<readonly KeptState[]> {
    const { kept } = await this.#look()
    return [...kept].sort((a, b) => b.at - a.at).map(({ name, at }) => ({ id: name, at }))
  }

  /** The bytes of a kept state. Throws Failure. */
  async read(id: string): Promise<Buffer> {
    return this.#of(id, (name) => this.#generations.read(name))
  }

  /** Throws Failure. */
  async letGo(id: string): Promise<void> {
    const { fs, clock } = this.#ports
    const { folder } = this.#generations
    await this.#of(id, (name) => withRetries(clock, () => fs.remove(join(folder, name))))
  }

  /** Only what the folder lists has such a name: nothing else is ever read or removed by it. */
  async #of<T>(id: string, action: (name: string) => Promise<T>): Promise<T> {
    const { kept } = await this.#look()
    const found = kept.find(({ name }) => name === id)
    if (found === undefined) throw new Failure('not-found', { code: 'file' })
    try {
      return await action(found.name)
    } catch (error) {
      throw diskFailure(error)
    }
  }

  async #look(): Promise<Listing> {
    try {
      return await this.#generations.list()
    } catch (error) {
      throw diskFailure(error)
    }
  }
}
