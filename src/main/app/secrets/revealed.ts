import type { Instant } from '#shared/model/time'
import type { Clock } from '../../ports/clock.ts'
import type { Capture } from './capture.ts'
import type { Events } from '../list/rows.ts'

/** How long a secret stays in sight. */
const shownMs = 30_000

interface RevealedPorts {
  readonly clock: Clock
  readonly events: Events
  readonly capture: Capture
}

/** The one secret that the window shows now, in the whole app, and when it is to be gone again. */
export class Revealed {
  readonly #ports: RevealedPorts
  #showing = 0
  #hiddenAt: Instant = 0
  #stopTimer: (() => void) | null = null

  constructor(ports: RevealedPorts) {
    this.#ports = ports
  }

  /** A secret is about to be shown: the one before is concealed. Gives the number of this showing and when it ends. */
  show(): { readonly showing: number; readonly hiddenAt: Instant } {
    const { clock, capture } = this.#ports
    this.conceal()
    this.#showing += 1
    capture.shown()
    this.#stopTimer = clock.after(shownMs, () => this.conceal())
    this.#hiddenAt = clock.now() + shownMs
    return { showing: this.#showing, hiddenAt: this.#hiddenAt }
  }

  /** Conceals it if its time is over: timers stand still while a computer sleeps. */
  concealIfOver(): void {
    if (this.#ports.clock.now() >= this.#hiddenAt) this.conceal()
  }

  /** Tells the window to take what it shows out of its page; `showing` only if it is this one. */
  conceal(showing: number = this.#showing): void {
    if (this.#stopTimer === null || showing !== this.#showing) return
    this.#stopTimer()
    this.#stopTimer = null
    this.#ports.events.emit('concealed', { showing })
    this.#ports.capture.concealed()
  }
}
