import type { Bulk } from '#shared/contract/bulk'
import { Failure } from '../ports/failure.ts'
import type { BulkRun } from './bulk-run.ts'

/** The run that revokes many tokens: one at a time, in memory, until the person has seen how it ended. */
export class Bulks {
  readonly #changed: () => void
  #run: BulkRun | null = null
  /** What is left of a run that the vault was closed on. */
  #rest: Bulk | null = null

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** For the window. */
  get state(): Bulk | null {
    return this.#run?.state ?? this.#rest
  }

  /** Throws Failure('busy') while one is under way. */
  begin(run: BulkRun): void {
    this.requireIdle()
    this.#run = run
    this.#rest = null
    run.go()
  }

  /** Throws Failure('busy') while one is under way. */
  requireIdle(): void {
    const phase = this.#run?.state.phase ?? 'ended'
    if (phase !== 'ended') throw new Failure('busy')
  }

  /** Throws Failure('not-found') for one that is over. */
  get(bulkId: string): BulkRun {
    if (this.#run?.id !== bulkId) throw new Failure('not-found')
    return this.#run
  }

  /** Nothing more begins: the vault is about to be closed. */
  stop(): void {
    this.#run?.stop()
  }

  /** The vault is closed: keeps the numbers, for the person who comes back. */
  clear(): void {
    if (this.#run === null) return
    this.#run.stop()
    this.#rest = { ...this.#run.state, phase: 'ended', asks: [], cutOff: true }
    this.#run = null
  }

  /** The person has seen how it ended. Throws Failure('busy') while it is under way. */
  dismiss(bulkId: string): void {
    if (this.state?.id !== bulkId) return
    this.requireIdle()
    this.#run = null
    this.#rest = null
    this.#changed()
  }
}
