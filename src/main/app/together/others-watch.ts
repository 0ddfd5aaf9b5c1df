import { typeOf } from '../../ports/failure.ts'
import type { Clock } from '../../ports/clock.ts'
import type { FolderWatch } from '../../ports/folder-watch.ts'
import type { Log } from '../../ports/log.ts'

/** Another process rarely writes one file only: what it writes within this time is looked at together. */
const settleMs = 250

interface Ports {
  readonly clock: Clock
  readonly log: Log
  /** The vault's folder, and that of what lies beside it. */
  readonly folders: readonly string[]
  /** Absent where nobody watches: then only `soon` has it looked. */
  readonly watch: FolderWatch | undefined
  /** Takes over what other processes have saved. Throws Failure. */
  readonly look: () => Promise<void>
}

/** Notices that another process has saved something, while the vault is open. */
export class OthersWatch {
  readonly #ports: Ports
  readonly #watched = new Map<string, () => void>()
  #isOn = false
  #looking: { again: boolean } | null = null
  #stopTimer: (() => void) | null = null

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** Does nothing while it is on. */
  start(): void {
    if (this.#isOn) return
    this.#isOn = true
    this.#watch()
  }

  stop(): void {
    this.#isOn = false
    this.#stopTimer?.()
    this.#stopTimer = null
    for (const end of this.#watched.values()) end()
    this.#watched.clear()
  }

  /** Looks within a quarter of a second. */
  soon(): void {
    if (!this.#isOn) return
    if (this.#looking !== null) this.#looking.again = true
    else this.#stopTimer ??= this.#ports.clock.after(settleMs, () => void this.#look())
  }

  /** A folder that is not there yet is tried again with the next look. */
  #watch(): void {
    const { folders, watch } = this.#ports
    for (const folder of folders) {
      if (this.#watched.has(folder)) continue
      const end = watch?.(folder, () => this.soon())
      if (end != null) this.#watched.set(folder, end)
    }
  }

  async #look(): Promise<void> {
    this.#stopTimer = null
    const looking = { again: false }
    this.#looking = looking
    this.#watch()
    try {
      await this.#ports.look()
    } catch (error) {
      this.#ports.log.warn('what another process has saved could not be taken over', { type: typeOf(error) })
    }
    this.#looking = null
    if (looking.again) this.soon()
  }
}
