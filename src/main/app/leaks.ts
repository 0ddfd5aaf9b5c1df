import type { EndedLeak, LeakedValue, LeakWay, ValueState } from '#shared/contract'
import type { AppError } from '#shared/model/error'
import type { Clock } from '../ports/clock.ts'
import { Failure } from '../ports/failure.ts'
import type { Random } from '../ports/random.ts'
import type { Secret } from '../ports/secret.ts'

/** A secret that is to be ended, and what is known of it so far. */
export interface Leaked extends LeakedValue {
  readonly secret: Secret
  /** How it is being ended; null while nobody has said so. */
  chosen: LeakWay | null
  /** Was it refused before anything was done? Null where that could not be asked. */
  wasRefused: boolean | null
  state: ValueState
  /** How the call about it ended; null before it is sent. */
  answer: 'taken' | 'lost' | null
  error: AppError | null
  who: string | null
  /** The token that it is, or those that it may be. */
  found: readonly string[]
}

/** What a person pasted to have it ended. */
export interface Leak {
  readonly values: readonly Leaked[]
  /** Aborts when the values are wiped: what is zeros by then must not be tried. */
  readonly gone: AbortSignal
}

/** As it was recognised: nothing was done with it yet. */
export function newlyLeaked(value: LeakedValue, secret: Secret): Leaked {
  const nothing = { chosen: null, wasRefused: null, answer: null, error: null, who: null } as const
  return { ...value, secret, ...nothing, state: 'not-asked', found: value.tokenIds }
}

/** What the window is told of those that something was done with. */
export function endedOf({ values }: Leak): EndedLeak {
  return {
    values: values
      .filter(({ chosen }) => chosen !== null)
      .map(({ line, state, answer, error, who, found }) => ({
        line,
        state,
        lost: answer === 'lost',
        error,
        who: who === null ? null : who.slice(0, 300),
        tokenIds: [...found],
      })),
  }
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

  keep(values: readonly Leaked[]): string {
    const [oldest] = this.#kept.keys()
    if (this.#kept.size >= mostKept && oldest !== undefined) this.drop(oldest)
    const leakId = this.#random.uuid()
    const gone = new AbortController()
    const stop = this.#clock.after(keptMs, () => this.drop(leakId))
    const end = (): void => {
      stop()
      gone.abort()
    }
    this.#kept.set(leakId, { leak: { values, gone: gone.signal }, end })
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
