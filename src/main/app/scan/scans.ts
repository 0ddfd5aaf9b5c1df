import type { FoundSecret } from '#shared/contract/scan'
import type { Clock } from '../../ports/clock.ts'
import { Failure } from '../../ports/failure.ts'
import type { Random } from '../../ports/random.ts'
import type { Spot } from '../../ports/scanner.ts'
import type { Vault } from '../../vault/index.ts'

/** What a scan found; no secret is in it. */
export interface FoundByScan {
  readonly found: readonly FoundSecret[]
  /** Where what looks like a secret stands, by its id in the result. */
  readonly unknown: ReadonlyMap<string, Spot & { readonly provider: string }>
}

const keptMs = 1_800_000

/** What the latest scan found, until the vault is closed or half an hour is over, and whether one is under way. */
export class Scans {
  readonly #clock: Clock
  readonly #random: Random
  #kept: { readonly scanId: string; readonly finds: FoundByScan; readonly stop: () => void } | null = null
  #isRunning = false

  constructor(clock: Clock, random: Random, vault: Pick<Vault, 'onChange'>) {
    this.#clock = clock
    this.#random = random
    vault.onChange(({ kind }) => {
      if (kind !== 'open') this.#forget()
    })
  }

  /** Throws Failure('busy') while another one runs, and what `action` throws. */
  async alone<T>(action: () => Promise<T>): Promise<T> {
    if (this.#isRunning) throw new Failure('busy')
    this.#isRunning = true
    this.#forget()
    try {
      return await action()
    } finally {
      this.#isRunning = false
    }
  }

  keep(finds: FoundByScan): string {
    this.#forget()
    const scanId = this.#random.uuid()
    this.#kept = { scanId, finds, stop: this.#clock.after(keptMs, () => this.drop(scanId)) }
    return scanId
  }

  /** Throws Failure('not-found') for one that was never there or whose time is over. */
  get(scanId: string): FoundByScan {
    if (this.#kept?.scanId !== scanId) throw new Failure('not-found')
    return this.#kept.finds
  }

  /** Where a secret stands that the vault does not have: who imports it reads it there. Throws Failure('not-found'). */
  unknownAt(scanId: string, id: string): Spot & { readonly provider: string } {
    const spot = this.get(scanId).unknown.get(id)
    if (spot === undefined) throw new Failure('not-found')
    return spot
  }

  drop(scanId: string): void {
    if (this.#kept?.scanId === scanId) this.#forget()
  }

  #forget(): void {
    this.#kept?.stop()
    this.#kept = null
  }
}
