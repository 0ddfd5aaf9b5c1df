import type { AppWorld, Run } from '#test/support/app-world'
import type { Arrows } from '#test/support/arrows'

/** A person with an account, and the app as it runs now. */
export interface Stage {
  readonly world: AppWorld
  readonly run: Run
  readonly accountId: string
  /** Of the process that is about to be killed. */
  readonly arrows?: Arrows
}
