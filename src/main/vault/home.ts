import type { RecordName } from '../ports/records.ts'
import type { Generations } from './generations.ts'
import type { SeenCounter } from './seen.ts'

/** Where an open vault is kept. */
export interface Home {
  readonly generations: Generations
  readonly seen: SeenCounter
  /** Is tidying left to others? */
  readonly onlyLooks: boolean
  /** Called when the disk shows a vault, or may show one, that is sealed under a key that this one has not. */
  readonly lost: () => void
  /** Called when what another process has saved has taken the place of what was known, with the records that differ. */
  readonly taken: (records: readonly RecordName[]) => void
}
