import type { Clock } from '../../ports/clock.ts'
import type { Vault } from '../../vault/index.ts'

/** A keyring that asked for its password gives the focus back as it closes: that is no new wish. */
const echoMs = 1_500

/** Tries the keystore again when the person comes back to the window, perhaps from unlocking it. */
export class FocusRetry {
  readonly #vault: Vault
  readonly #clock: Clock
  #running = false
  #endedAt = -Infinity

  constructor(vault: Vault, clock: Clock) {
    this.#vault = vault
    this.#clock = clock
  }

  /** Only where the system closed the vault: one that was locked stays so until the person opens it. */
  windowFocused(): void {
    if (this.#running || this.#vault.state().kind !== 'locked-by-os') return
    if (this.#clock.now() - this.#endedAt < echoMs) return
    this.#running = true
    void this.#vault.retry().finally(() => {
      this.#running = false
      this.#endedAt = this.#clock.now()
    })
  }
}
