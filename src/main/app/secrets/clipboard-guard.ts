import type { Instant } from '#shared/model/time'
import type { Clock } from '../../ports/clock.ts'
import type { Clipboard } from '../../ports/desktop.ts'
import { Failure, typeOf } from '../../ports/failure.ts'
import { inTime } from '../../ports/in-time.ts'
import type { Log } from '../../ports/log.ts'
import type { ClipboardMark, ClipboardMarkFile } from '../../vault/index.ts'

interface GuardPorts {
  readonly clock: Clock
  readonly clipboard: Clipboard
  readonly mark: ClipboardMarkFile
  readonly log: Log
  /** May a mark stand on the disk? Nothing of a vault that is for this session only may. */
  mayLeaveMark(): boolean
  /** The clipboard was cleared, or could not be. */
  cleared(done: boolean): void
}

/** A program that owns the clipboard and does not answer must not keep the app from locking or ending. */
const answerMs = 2_000

/**
 * Copies secrets, and takes them out of the clipboard again unless somebody put anything else there meanwhile. What was
 * copied is known by a keyed hash only, here and, but for a session of which nothing is to stay, in a file that outlives a
 * crash.
 */
export class ClipboardGuard {
  readonly #ports: GuardPorts
  /** What may lie on the clipboard and must not stay there. */
  #mark: ClipboardMark | null = null
  #stopTimer: (() => void) | null = null
  #clearedAt: Instant = 0
  /** The window knows that it could not be cleared: once is enough, however often it is tried. */
  #isFailureTold = false
  #turn: Promise<unknown> = Promise.resolve()

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
    return this.#inTurn(async () => {
      const { clock, clipboard, mark, mayLeaveMark } = this.#ports
      const { all, alone } = mayLeaveMark() ? await mark.write(value, this.#mark) : mark.inMemory(value, this.#mark)
      this.#mark = all
      this.#stopTimer?.()
      this.#stopTimer = clock.after(seconds * 1000, () => void this.clear())
      this.#clearedAt = clock.now() + seconds * 1000
      await this.#asked(() => clipboard.writeSecret(value))
      this.#mark = alone
      return this.#clearedAt
    })
  }

  /** Copies what is no secret. A secret that was there is gone with it. Throws Failure. */
  async copyText(value: string): Promise<void> {
    await this.#inTurn(async () => {
      await this.#asked(() => this.#ports.clipboard.writeText(value))
      if (this.#mark !== null) await this.#forget()
    })
  }

  /**
   * Clears the clipboard now if it still holds what was copied, or if it cannot be read. What cannot be cleared now is tried
   * again when the window gets the focus, at the end, and at the next start. Never throws.
   */
  async clear(): Promise<void> {
    await this.#inTurn(() => this.#clear())
  }

  /** Clears what a run of the app has left that was killed. Never throws. */
  async recover(): Promise<void> {
    await this.#inTurn(async () => {
      this.#mark ??= await this.#ports.mark.read()
      await this.#clear()
    })
  }

  /** Clears it if its time is over: timers stand still while a computer sleeps. Never throws. */
  async clearIfOver(): Promise<void> {
    if (this.#stopTimer !== null && this.#ports.clock.now() >= this.#clearedAt) await this.clear()
  }

  /** The window has the focus: what could not be cleared can be now. Never throws. */
  async focused(): Promise<void> {
    if (this.#stopTimer === null) await this.clear()
    else await this.clearIfOver()
  }

  async #clear(): Promise<void> {
    this.#stopTimer?.()
    this.#stopTimer = null
    if (this.#mark === null) return
    const { clipboard, log, cleared } = this.#ports
    try {
      // Also where it cannot be relied on: that it cannot is a guess from the kind of desktop.
      if (await this.#isOurs(this.#mark)) await this.#within(() => clipboard.clear())
    } catch (error) {
      log.warn('the clipboard could not be cleared', { type: typeOf(error) })
      if (!this.#isFailureTold) cleared(false)
      this.#isFailureTold = true
      return
    }
    if (clipboard.isReachable()) await this.#forget()
  }

  async #isOurs(mark: ClipboardMark): Promise<boolean> {
    const { clipboard, log } = this.#ports
    try {
      return mark.matches(await this.#within(() => clipboard.readText()))
    } catch (error) {
      log.warn('the clipboard could not be read', { type: typeOf(error) })
      return true
    }
  }

  async #forget(): Promise<void> {
    this.#stopTimer?.()
    this.#stopTimer = null
    this.#mark = null
    this.#isFailureTold = false
    await this.#ports.mark.remove()
    this.#ports.cleared(true)
  }

  async #asked<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await this.#within(action)
    } catch (error) {
      this.#ports.log.warn('the clipboard did not answer', { type: typeOf(error) })
      throw new Failure('clipboard-failed')
    }
  }

  #within<T>(action: () => Promise<T>): Promise<T> {
    return inTime(this.#ports.clock, answerMs, action(), () => {
      throw new Failure('timeout')
    })
  }

  /** One after the other: a clearing that is under way must not take away what is copied meanwhile. */
  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(action)
    this.#turn = result.catch(() => undefined)
    return result
  }
}
