import type { Activity } from '../../activity/index.ts'
import type { Vault } from '../../vault/index.ts'

/** Has the activity log tell of each time the vault was opened, also when nobody asked for it. */
export class Openings {
  #told = 0
  #isOpen: boolean

  /** What opens while no `told` runs was opened by the keystore: at the start, by another try, when the window was focused. */
  constructor(vault: Vault, activity: Activity) {
    this.#isOpen = vault.state().kind === 'open'
    vault.onChange(({ kind }) => {
      const isOpen = kind === 'open'
      if (isOpen && !this.#isOpen && this.#told === 0) {
        activity.note({ what: 'vault-unlocked', who: { kind: 'keyrack' }, by: 'keystore', outcome: 'done' })
      }
      this.#isOpen = isOpen
    })
  }

  /** Runs what may open the vault and tells of that in the log itself. */
  async told<T>(action: () => Promise<T>): Promise<T> {
    this.#told += 1
    try {
      return await action()
    } finally {
      this.#told -= 1
    }
  }
}
