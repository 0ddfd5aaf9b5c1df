import type { Figure } from './figure.ts'
import type { Profile } from './profile.ts'

/** Tokens in the inventory while something is measured. */
export const tokenCount = 10_000

/** What every measurement gets. */
export interface Bench {
  /** How often both sides are measured. */
  readonly pairs: number
  /** A folder on the project's own disk, for this run only. */
  readonly folder: string
  /** The profile with so many tokens, half of them made by `makers` people; prepared once for a run, on first demand. */
  profile(tokens: number, makers?: number): Promise<Profile>
  /** Tells how far it has come. */
  say(line: string): void
}

export interface Result {
  readonly figures: readonly Figure[]
  /** Every single sample behind the figures, for the JSON file. */
  readonly samples: Readonly<Record<string, readonly number[]>>
}

export interface Measurement {
  readonly name: string
  /** A sentence where this computer lacks what is compared with; null where nothing is missing. */
  readonly missing?: () => Promise<string | null>
  run(bench: Bench): Promise<Result>
}
