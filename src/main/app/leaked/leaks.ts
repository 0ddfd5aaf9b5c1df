import type { EndedLeak, LeakedValue, LeakWay, ValueState } from '#shared/contract'
import type { AppError } from '#shared/model/error'
import type { Clock } from '../../ports/clock.ts'
import type { Random } from '../../ports/random.ts'
import type { Secret } from '../../ports/secret.ts'
import { KeptAWhile, type KeepingRules } from '../kept-a-while.ts'

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
const rules: KeepingRules<{ readonly leak: Leak; readonly gone: AbortController }> = {
  ms: 1_800_000,
  most: 5,
  wipe({ leak, gone }) {
    gone.abort()
    for (const { secret } of leak.values) secret.wipe()
  },
}

/** Leaked secrets that a person is at work on: in memory only, for half an hour at most, and wiped afterwards. */
export class Leaks {
  readonly #kept: KeptAWhile<{ readonly leak: Leak; readonly gone: AbortController }>

  constructor(clock: Clock, random: Random) {
    this.#kept = new KeptAWhile(clock, random, rules)
  }

  keep(values: readonly Leaked[]): string {
    const gone = new AbortController()
    return this.#kept.keep({ leak: { values, gone: gone.signal }, gone })
  }

  /** Throws Failure('not-found') for one that was never there or whose time is over. */
  get(leakId: string): Leak {
    return this.#kept.get(leakId).leak
  }

  /** Wipes and forgets. */
  drop(leakId: string): void {
    this.#kept.drop(leakId)
  }

  clear(): void {
    this.#kept.clear()
  }
}
