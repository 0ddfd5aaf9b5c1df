import type { Bulk, BulkResult } from '#shared/contract/bulk'
import type { KeptBulk } from './bulk-keep.ts'

/** What became of a token since a run began; null while nothing did. */
export type OutcomeOf = (tokenId: string) => BulkResult['outcome'] | null

/** A run that was cut off: what it was about, and what became of that as far as it is known now. */
export class RecalledBulk {
  readonly #kept: KeptBulk
  readonly #look: () => OutcomeOf
  readonly #results = new Map<string, BulkResult>()

  constructor(kept: KeptBulk, look: () => OutcomeOf) {
    this.#kept = kept
    this.#look = look
  }

  get id(): string {
    return this.#kept.id
  }

  get state(): Bulk {
    const { id, what, tokenIds } = this.#kept
    const results = this.results(0)
    const gone = results.filter(({ outcome }) => outcome === 'already-gone').length
    return {
      id,
      what,
      total: tokenIds.length,
      done: results.length - gone,
      gone,
      failed: 0,
      phase: 'ended',
      asks: [],
      round: 0,
      cutOff: true,
    }
  }

  /** In the order in which they were found out, from the `from`th on. */
  results(from: number): BulkResult[] {
    const outcomeOf = this.#look()
    for (const tokenId of this.#kept.tokenIds) {
      // One that was under way is found missing first, and then found to have been revoked by this run.
      const outcome = outcomeOf(tokenId)
      if (outcome !== null) this.#results.set(tokenId, { tokenId, outcome, error: null })
    }
    return [...this.#results.values()].slice(from)
  }

  /** Tokens with which nothing was done. */
  get left(): string[] {
    const done = new Set(this.results(0).map(({ tokenId }) => tokenId))
    return this.#kept.tokenIds.filter((tokenId) => !done.has(tokenId))
  }
}
