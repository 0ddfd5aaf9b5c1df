import type { AppError } from '#shared/model/error'
import { mostAtOnce } from '../../ports/http.ts'

/** A token that waits to be revoked. */
export interface BulkItem {
  readonly tokenId: string
  readonly accountId: string
  /** The server it is revoked at: so many calls at once are sent to one. */
  readonly server: string
  /** Keyrack signs in with it, or may do so: 0 for surely not, then later the surer it is. */
  readonly lateness: 0 | 1 | 2
}

interface Lane {
  readonly waiting: BulkItem[]
  running: number
  /** Has a call of this account been taken since it was last asked for something? Until then one goes alone. */
  isProven: boolean
  /** Why the account waits for the person. */
  asks: AppError | null
  /** The account waits for a while, because its provider asked for that. */
  isResting: boolean
  /** Grows with every answer of the person. */
  answers: number
}

/**
 * Which token comes next. Of an account its own credential, and what may be it, comes when nothing else of the account is
 * left, and alone. A provider that asks for a password or a code is asked by one call at a time until it has taken one.
 */
export class BulkQueue {
  readonly #lanes = new Map<string, Lane>()
  readonly #busy = new Map<string, number>()

  /** Puts tokens in line; `front` for one that comes back. */
  add(items: readonly BulkItem[], { front = false } = {}): void {
    for (const item of items) {
      const { waiting } = this.#lane(item.accountId)
      if (front) waiting.unshift(item)
      else waiting.push(item)
    }
    for (const { waiting } of this.#lanes.values()) waiting.sort((a, b) => a.lateness - b.lateness)
  }

  /** The next token that may be worked on now; `done` is told when it is. Undefined when none may. */
  take(): BulkItem | undefined {
    for (const lane of this.#lanes.values()) {
      const [item] = lane.waiting
      if (item === undefined || lane.asks !== null || lane.isResting) continue
      const isAlone = item.lateness > 0 || !lane.isProven
      if (isAlone && lane.running > 0) continue
      const busy = this.#busy.get(item.server) ?? 0
      if (busy >= mostAtOnce) continue
      lane.waiting.shift()
      lane.running += 1
      this.#busy.set(item.server, busy + 1)
      return item
    }
    return undefined
  }

  /** A token that was taken is not worked on any more. `isTaken`: the provider asked for nothing. */
  done({ accountId, server }: BulkItem, isTaken: boolean): void {
    const lane = this.#lane(accountId)
    lane.running -= 1
    if (isTaken) lane.isProven = true
    this.#busy.set(server, (this.#busy.get(server) ?? 1) - 1)
  }

  /** How often the person has answered for this account. */
  answers(accountId: string): number {
    return this.#lane(accountId).answers
  }

  /** The account waits until the person answers. */
  ask(accountId: string, error: AppError): void {
    const lane = this.#lane(accountId)
    lane.asks = error
    lane.isProven = false
  }

  /** The person has answered, or everything is tried anew. */
  answered(accountId: string): void {
    const lane = this.#lane(accountId)
    lane.asks = null
    lane.isProven = false
    lane.answers += 1
  }

  rest(accountId: string, isResting: boolean): void {
    this.#lane(accountId).isResting = isResting
  }

  /** Takes out and gives all tokens of an account that wait. */
  drain(accountId: string): BulkItem[] {
    return this.#lane(accountId).waiting.splice(0)
  }

  get asks(): { accountId: string; error: AppError }[] {
    return [...this.#lanes].flatMap(([accountId, { asks, waiting }]) =>
      asks === null || waiting.length === 0 ? [] : [{ accountId, error: asks }],
    )
  }

  get accountIds(): string[] {
    return [...this.#lanes.keys()]
  }

  #lane(accountId: string): Lane {
    const known = this.#lanes.get(accountId)
    if (known !== undefined) return known
    const lane: Lane = { waiting: [], running: 0, isProven: false, asks: null, isResting: false, answers: 0 }
    this.#lanes.set(accountId, lane)
    return lane
  }
}
