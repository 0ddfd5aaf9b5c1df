import type { Facts } from '#shared/contract'
import type { Presence, PresenceCommands, PresenceContent, TrayContent } from '../../ports/presence.ts'

/** So many tokens are named beside the clock. */
const mostNamed = 5

/** Keeps what the system shows beside the window as the facts are. */
export class PresenceDesk {
  readonly #presence: Presence
  readonly #commands: PresenceCommands
  #shown = ''
  #facts: Facts | null = null
  #isStarted = false

  constructor(presence: Presence, commands: PresenceCommands) {
    this.#presence = presence
    this.#commands = commands
  }

  /** Begins to show: reaching the desktop takes a part of the start's time, which the window comes first in. */
  start(): void {
    this.#isStarted = true
    if (this.#facts !== null) this.follow(this.#facts)
  }

  /** The facts are these now. */
  follow(facts: Facts): void {
    this.#facts = this.#isStarted ? null : facts
    if (!this.#isStarted) return
    const content = contentOf(facts)
    const shown = JSON.stringify(content)
    // Facts come many times a second while a refresh runs, and a menu that is open would be taken from under the mouse.
    if (shown === this.#shown) return
    this.#shown = shown
    this.#presence.show(content, this.#commands)
  }
}

function contentOf(facts: Facts): PresenceContent {
  const { tray, badge } = facts.preferences
  const { expired, due } = facts.expiry
  return { tray: tray === 'off' ? null : trayOf(facts), badge: badge ? expired + due : 0 }
}

function trayOf({ vault, expiry, preferences }: Facts): TrayContent {
  const { expired, due, next } = expiry
  const isOpen = vault.kind === 'open'
  const named = isOpen && preferences.tray === 'names' ? next.slice(0, mostNamed) : []
  return {
    vault: isOpen ? 'open' : vault.kind === 'locked' || vault.kind === 'locked-by-os' ? 'locked' : 'closed',
    expired,
    due,
    next: named.map(({ tokenId, name, at }) => ({ tokenId, name, at })),
    // A vault of this session only is never locked: that would be its end.
    mayLock: isOpen && vault.storage !== 'session',
  }
}
