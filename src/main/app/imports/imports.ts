import type { ImportCandidate } from '#shared/contract/import'
import type { Clock } from '../../ports/clock.ts'
import type { Random } from '../../ports/random.ts'
import type { Secret } from '../../ports/secret.ts'
import { KeptAWhile } from '../kept-a-while.ts'

/** A value that was found, with what the window is told of it. */
export interface Staged {
  readonly told: ImportCandidate
  readonly secret: Secret
}

/** How the vault has a value: as the secret of a token, or as what an account signs in with. */
export interface Keeper {
  readonly tokenId: string
  /** The account that signs in with it; null where it is stored with the token. */
  readonly accountId: string | null
}

/** What a person was shown before their file is written. */
export interface CleaningPlan {
  readonly planId: string
  readonly path: string
  readonly digest: string
  /** The fingerprint of each value that goes, and how the vault has it. */
  readonly values: ReadonlyMap<string, readonly Keeper[]>
}

/** What was read out of a file, or out of what was pasted. */
export interface Import {
  /** By their paths; one that has a password and was not opened yet has no values. */
  readonly files: readonly string[]
  readonly values: ReadonlyMap<string, Staged>
  plan: CleaningPlan | null
  /** Aborts when the values are wiped: what is zeros by then must be neither tried nor stored. */
  readonly gone: AbortController
}

/** A person reads a list, looks up what is what, and goes on: half an hour. */
const keptMs = 1_800_000
const mostKept = 5

/** Secrets that were found and that a person decides about: in memory only, for half an hour at most, and wiped afterwards. */
export class Imports extends KeptAWhile<Import> {
  constructor(clock: Clock, random: Random) {
    super(clock, random, {
      ms: keptMs,
      most: mostKept,
      wipe: ({ gone, values }) => {
        gone.abort()
        for (const { secret } of values.values()) secret.wipe()
      },
    })
  }
}
