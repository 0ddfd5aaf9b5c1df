import type { Capture as CaptureState } from '#shared/contract'
import type { Clock } from '../../ports/clock.ts'
import type { ScreenGuard } from '../../ports/desktop.ts'
import { typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'

interface CapturePorts {
  readonly clock: Clock
  readonly guard: ScreenGuard
  readonly log: Log
  /** What `state` gives is another now. */
  changed(): void
}

/** A window that was told to take a secret out of its page has drawn it anew by then, on a busy computer too. */
const redrawMs = 500

/**
 * Keeps the window out of pictures, recordings and shared screens while a secret is in it, unless the person lets them show
 * it for a while: somebody who shares a screen on purpose, or works on a remote one, would see nothing at all.
 */
export class Capture {
  readonly #ports: CapturePorts
  #shown = false
  #protected = false
  #allowedUntil: number | null = null
  #stopRedraw: (() => void) | null = null
  #stopAllowed: (() => void) | null = null

  constructor(ports: CapturePorts) {
    this.#ports = ports
  }

  /** What the window is told. */
  state(): CaptureState {
    return { available: this.#ports.guard.available, allowedUntil: this.#allowedUntil }
  }

  /** A secret is about to be shown. */
  shown(): void {
    this.#stopRedraw?.()
    this.#stopRedraw = null
    this.#shown = true
    // Timers stand still while the computer sleeps.
    if (this.#allowedUntil !== null && this.#allowedUntil <= this.#ports.clock.now()) this.allow(0)
    this.#follow()
  }

  /** The window was told to take it out; it is protected until it has drawn what it is without it. */
  concealed(): void {
    this.#shown = false
    this.#stopRedraw?.()
    this.#stopRedraw = this.#ports.clock.after(redrawMs, () => this.#follow())
  }

  /** Lets pictures show secrets for so many minutes, from now on; 0 ends it. */
  allow(minutes: number): void {
    const { guard, clock, changed } = this.#ports
    if (!guard.available) return
    this.#stopAllowed?.()
    this.#stopAllowed = minutes === 0 ? null : clock.after(minutes * 60_000, () => this.allow(0))
    this.#allowedUntil = minutes === 0 ? null : clock.now() + minutes * 60_000
    this.#follow()
    changed()
  }

  /** Nobody is there who shares a screen any more. */
  end(): void {
    if (this.#allowedUntil !== null) this.allow(0)
  }

  #follow(): void {
    const wanted = this.#shown && this.#allowedUntil === null
    const { guard, log } = this.#ports
    // Once more when it is protected already: the window may be another one by now.
    if (!guard.available || (!wanted && !this.#protected)) return
    try {
      guard.protect(wanted)
      this.#protected = wanted
    } catch (error) {
      log.warn('the window could not be kept out of pictures', { type: typeOf(error) })
    }
  }
}
