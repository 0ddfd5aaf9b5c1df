import type { Bulk, BulkResult } from '#shared/contract/bulk'
import { Failure } from '../../ports/failure.ts'
import type { BulkKeep } from './bulk-keep.ts'
import type { RecalledBulk } from './recalled-bulk.ts'
import type { BulkRun } from './bulk-run.ts'

/**
 * The run over many tokens: one at a time, until the person has seen how it ended. What it is about is kept beside the vault
 * while it is under way.
 */
export class Bulks {
  readonly keep: BulkKeep
  readonly #changed: () => void
  #run: BulkRun | null = null
  /** What is left of a run that the vault was closed on, until it is opened. */
  #rest: Bulk | null = null
  /** A run that was cut off. */
  #recalled: RecalledBulk | null = null
  /** Makes the run this process's. */
  #claim: () => Promise<void> = () => Promise.resolve()
  #isClaiming = false
  /** Counts how often everything was stopped: what is claimed meanwhile does not begin. */
  #stops = 0

  constructor(keep: BulkKeep, changed: () => void) {
    this.keep = keep
    this.#changed = changed
  }

  /** For the window. */
  get state(): Bulk | null {
    return this.#run?.state ?? this.#recalled?.state ?? this.#rest
  }

  /**
   * Begins a run once `claim` has made it this process's. Throws Failure('busy') while one is under way, `vault-locked` when the
   * vault is being closed by then, and what `claim` throws.
   */
  async begin(run: BulkRun, claim: () => Promise<void>): Promise<void> {
    await this.#claimed(claim)
    this.#claim = claim
    this.#run = run
    this.#rest = null
    this.#recalled = null
    run.go()
  }

  /**
   * Tries everything of a run again that is neither done nor gone. Throws Failure: `not-found` for one that is over, and what
   * `begin` throws.
   */
  async again(bulkId: string): Promise<void> {
    const run = this.get(bulkId)
    await this.#claimed(this.#claim)
    run.again()
  }

  async #claimed(claim: () => Promise<void>): Promise<void> {
    this.requireIdle()
    this.#isClaiming = true
    const stops = this.#stops
    try {
      await claim()
    } finally {
      this.#isClaiming = false
    }
    if (stops !== this.#stops) throw new Failure('vault-locked')
  }

  /** A run has come to its end: it need not be found again, unless something is left of it. */
  ended({ state }: BulkRun): void {
    if (!hasLeft(state)) void this.keep.remove(state.id)
  }

  /** Throws Failure('busy') while one is under way. */
  requireIdle(): void {
    const phase = this.#run?.state.phase ?? 'ended'
    if (this.#isClaiming || phase !== 'ended') throw new Failure('busy')
  }

  /** Throws Failure('not-found') for one that is over. */
  get(bulkId: string): BulkRun {
    if (this.#run?.id !== bulkId) throw new Failure('not-found')
    return this.#run
  }

  /** What became of the tokens of a run, from the `from`th on. Throws Failure('not-found') for one that is over. */
  results(bulkId: string, from: number): { results: BulkResult[]; round: number } {
    if (this.#recalled?.id === bulkId) return { results: this.#recalled.results(from), round: 0 }
    const run = this.get(bulkId)
    return { results: run.results(from), round: run.state.round }
  }

  /** The tokens that a run which was cut off has left. Throws Failure('not-found') for any other. */
  left(bulkId: string): string[] {
    if (this.#recalled?.id !== bulkId) throw new Failure('not-found')
    return this.#recalled.left
  }

  /** The vault is open, and has one that was cut off. */
  recall(recalled: RecalledBulk): void {
    if (this.#run !== null) return
    this.#rest = null
    this.#recalled = recalled
  }

  /** Begins nothing more; what is under way ends. */
  stop(): void {
    this.#stops += 1
    this.#run?.stop()
  }

  /** The vault is closed: keeps the numbers, for the person who comes back. */
  clear(): void {
    const state = this.state
    this.stop()
    this.#rest = state === null ? null : { ...state, phase: 'ended', asks: [], cutOff: hasLeft(state) }
    this.#run = null
    this.#recalled = null
  }

  /** The person has seen how it ended. Throws Failure('busy') while it is under way. */
  async dismiss(bulkId: string): Promise<void> {
    if (this.state?.id !== bulkId) return
    this.requireIdle()
    this.#run = null
    this.#rest = null
    this.#recalled = null
    this.#changed()
    await this.keep.remove(bulkId)
  }
}

function hasLeft({ total, done, gone }: Bulk): boolean {
  return done + gone < total
}
