import type { Instant } from '#shared/model/time'
import type { Clock } from '../ports/clock.ts'
import type { Clipboard } from '../ports/desktop.ts'
import { Failure } from '../ports/failure.ts'
import type { Log } from '../ports/log.ts'
import { Secret } from '../ports/secret.ts'
import { nameOf } from './failures.ts'

interface GuardPorts {
  readonly clock: Clock
  readonly clipboard: Clipboard
  readonly log: Log
  /** The clipboard was cleared, or could not be. */
  cleared(done: boolean): void
}

/** Copies secrets, and takes them out of the clipboard again if nobody put anything else there meanwhile. */
export class ClipboardGuard {
  readonly #ports: GuardPorts
  #copied: Secret | null = null
  #stopTimer: (() => void) | null = null

  constructor(ports: GuardPorts) {
    this.#ports = ports
  }

  /** Text that is there when the person asks for it to be taken. Throws Failure. */
  async readText(): Promise<string> {
    const text = await this.#asked(() => this.#ports.clipboard.readText())
    if (text.trim() === '') throw new Failure('clipboard-empty')
    return text
  }

  /** Copies a secret for so many seconds; gives when it will be cleared. Throws Failure. */
  async copySecret(value: string, seconds: number): Promise<Instant> {
    await this.#asked(() => this.#ports.clipboard.writeSecret(value))
    this.#forget()
    this.#copied = new Secret(value)
    this.#stopTimer = this.#ports.clock.after(seconds * 1000, () => void this.clear())
    return this.#ports.clock.now() + seconds * 1000
  }

  /** Copies what is no secret. A secret that was there is gone with it. Throws Failure. */
  async copyText(value: string): Promise<void> {
    await this.#asked(() => this.#ports.clipboard.writeText(value))
    if (this.#copied === null) return
    this.#forget()
    this.#ports.cleared(true)
  }

  /** Clears the clipboard now if it still holds what was copied. Never throws. */
  async clear(): Promise<void> {
    const copied = this.#copied
    if (copied === null) return
    this.#copied = null
    this.#forget()
    try {
      const text = await this.#ports.clipboard.readText()
      if (copied.use((value) => value === text)) await this.#ports.clipboard.clear()
      this.#ports.cleared(true)
    } catch (error) {
      this.#ports.log.warn('the clipboard could not be cleared', { type: nameOf(error) })
      this.#ports.cleared(false)
    } finally {
      copied.wipe()
    }
  }

  #forget(): void {
    this.#stopTimer?.()
    this.#stopTimer = null
    this.#copied?.wipe()
    this.#copied = null
  }

  async #asked<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action()
    } catch (error) {
      this.#ports.log.warn('the clipboard did not answer', { type: nameOf(error) })
      throw new Failure('clipboard-failed')
    }
  }
}
