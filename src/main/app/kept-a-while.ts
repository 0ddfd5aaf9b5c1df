import type { Clock } from '../ports/clock.ts'
import { Failure } from '../ports/failure.ts'
import type { Random } from '../ports/random.ts'

export interface KeepingRules<T> {
  /** For so long, in milliseconds. */
  readonly ms: number
  /** So many at a time; the oldest gives way. */
  readonly most: number
  readonly wipe: (thing: T) => void
}

/** What a person is at work on and that has secrets in it: in memory only, for a while, and wiped afterwards. */
export class KeptAWhile<T> {
  readonly #clock: Clock
  readonly #random: Random
  readonly #rules: KeepingRules<T>
  readonly #kept = new Map<string, { thing: T; stop: () => void }>()

  constructor(clock: Clock, random: Random, rules: KeepingRules<T>) {
    this.#clock = clock
    this.#random = random
    this.#rules = rules
  }

  /** Gives the id under which it is kept. */
  keep(thing: T): string {
    const { most, ms } = this.#rules
    const [oldest] = this.#kept.keys()
    if (this.#kept.size >= most && oldest !== undefined) this.drop(oldest)
    const id = this.#random.uuid()
    const stop = this.#clock.after(ms, () => this.drop(id))
    this.#kept.set(id, { thing, stop })
    return id
  }

  /** Throws Failure('not-found') for one that was never there or whose time is over. */
  get(id: string): T {
    const kept = this.#kept.get(id)
    if (kept === undefined) throw new Failure('not-found')
    return kept.thing
  }

  /** Wipes and forgets. */
  drop(id: string): void {
    const kept = this.#kept.get(id)
    if (kept === undefined) return
    kept.stop()
    this.#kept.delete(id)
    this.#rules.wipe(kept.thing)
  }

  clear(): void {
    for (const id of [...this.#kept.keys()]) this.drop(id)
  }
}
