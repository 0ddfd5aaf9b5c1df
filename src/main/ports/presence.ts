import type { Instant } from '#shared/model/time'

/** What Keyrack's icon beside the clock says and offers. */
export interface TrayContent {
  /** `closed`: there is none yet, or it cannot be opened. */
  readonly vault: 'open' | 'locked' | 'closed'
  /** Tokens that have expired, and those that are due. */
  readonly expired: number
  readonly due: number
  /** The tokens that expire next; none unless the vault is open and the person wants names there. */
  readonly next: readonly { readonly tokenId: string; readonly name: string; readonly at: Instant }[]
  /** Can the vault be locked now? */
  readonly mayLock: boolean
}

export interface PresenceContent {
  /** Null: no icon. */
  readonly tray: TrayContent | null
  /** The number on the program's icon in the dock or the task bar; 0: none. */
  readonly badge: number
}

/** What the person asks for there. The window, and the end of the app, are the root's own. */
export interface PresenceCommands {
  lock(): void
  /** The window is there already. */
  openToken(tokenId: string): void
}

/** What the system shows of Keyrack beside its window. */
export interface Presence {
  /** Shows this from now on. Never throws: a desktop that has no such places is none of the app's troubles. */
  show(content: PresenceContent, commands: PresenceCommands): void
}
