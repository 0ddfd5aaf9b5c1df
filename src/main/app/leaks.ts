import type { LeakedValue, ValueState } from '#shared/contract'
import type { Clock } from '../ports/clock.ts'
import { Failure } from '../ports/failure.ts'
import type { Random } from '../ports/random.ts'
import type { Secret } from '../ports/secret.ts'

/** A secret that is to be ended, and what is known of it so far. */
export interface Leaked extends LeakedValue {
  readonly secret: Secret
  /** Was it refused before the call? Null where that could not be asked. */
  wasRefused: boolean | null
  state: ValueState
}

/** What a person pasted to have it ended. */
export interface Leak {
  readonly provider: string
  readonly origin: string
  readonly values: readonly Leaked[]
  /** How the call ended; null before it is sent. */
  answer: 'taken' | 'lost' | null
  /** Aborts when the values are wiped: what is zeros by then must not be tried. */
  readonly gone: AbortSignal
}

/** A provider may take minutes until a secret is dead, and the person waits for it. */
const keptMs = 1_800_000
const mostKept = 5

/** Leaked secrets that a person is at work on: in memory only, for half an hour at most, and wiped afterwards. */
export class Leaks {
  readonly #clock: Clock
  readonly #random: Random
  readonly #kept = new Map<string, { leak: Leak; end: () => void }>()

  constructor(clock: Clock, random: Random) {
    this.#clock = clock
    this.#random = random
  }

  keep(found: Pick<Leak, 'provider' | 'origin' | 'values'>): string {
    const [oldest] = this.#kept.keys()
    if (this.#kept.size >= mostKept && oldest !== undefined) this.drop(oldest)
    const leakId = this.#random.uuid()
    const gone = new AbortController()
    const stop = this.#clock.after(keptMs, () => this.drop(leakId))
    const end = (): void => {
      stop()
      gone.abort()
    }
    this.#kept.set(leakId, { leak: { ...found, answer: null, gone: gone.signal }, end })
    return leakId
  }

  /** Throws Failure('not-found') for one that was never there or whose time is over. */
  get(leakId: string): Leak {
    const kept = this.#kept.get(leakId)
    if (kept === undefined) throw new Failure('not-found')
    return kept.leak
  }

  /** Wipes and forgets. */
  drop(leakId: string): void {
    const kept = this.#kept.get(leakId)
    kept?.end()
    for (const { secret } of kept?.leak.values ?? []) secret.wipe()
    this.#kept.delete(leakId)
  }

  clear(): void {
    for (const leakId of [...this.#kept.keys()]) this.drop(leakId)
  }
}
