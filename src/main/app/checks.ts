import type { Identity } from '#shared/model/account'
import type { Clock } from '../ports/clock.ts'
import { Failure } from '../ports/failure.ts'
import type { Random } from '../ports/random.ts'
import type { Secret } from '../ports/secret.ts'

/** A credential whose owner is known and that nobody decided about yet. */
export interface Checked {
  readonly provider: string
  readonly origin: string
  readonly console: string
  readonly identity: Identity
  readonly secret: Secret
}

/** A person reads what an account is and types its name: five minutes. */
const keptMs = 300_000
const mostKept = 20

/** Checked credentials, in memory for five minutes and wiped afterwards. */
export class Checks {
  readonly #clock: Clock
  readonly #random: Random
  readonly #kept = new Map<string, { checked: Checked; stop: () => void }>()

  constructor(clock: Clock, random: Random) {
    this.#clock = clock
    this.#random = random
  }

  keep(checked: Checked): string {
    const [oldest] = this.#kept.keys()
    if (this.#kept.size >= mostKept && oldest !== undefined) this.drop(oldest)
    const checkId = this.#random.uuid()
    const stop = this.#clock.after(keptMs, () => this.drop(checkId))
    this.#kept.set(checkId, { checked, stop })
    return checkId
  }

  /** Throws Failure('not-found') for one that was never there or whose time is over. */
  get(checkId: string): Checked {
    const kept = this.#kept.get(checkId)
    if (kept === undefined) throw new Failure('not-found')
    return kept.checked
  }

  /** Wipes and forgets. */
  drop(checkId: string): void {
    const kept = this.#kept.get(checkId)
    kept?.stop()
    kept?.checked.secret.wipe()
    this.#kept.delete(checkId)
  }

  clear(): void {
    for (const checkId of [...this.#kept.keys()]) this.drop(checkId)
  }
}
