import type { EventName } from '#shared/contract'

/** Who is calling, read in the very moment the message arrived: a frame may have navigated a tick later. */
export interface Caller {
  /** The message came from Keyrack's own window, and not from another web contents. */
  readonly ownWindow: boolean
  /** It came from the window's top frame. */
  readonly topFrame: boolean
  /** The frame's URL. */
  readonly url: string
  /** The window has the focus. */
  readonly focused: boolean
  /** When main last saw the person press a key or a button in the window, ms since the epoch; null if never. */
  readonly lastGestureAt: number | null
}

/** The line to the window. */
export interface Wire {
  /** Answers one channel. The handler never rejects. */
  answer(channel: string, handler: (caller: Caller, input: unknown) => Promise<unknown>): void
  /** Sends an event to the window; drops it when there is none. */
  send(event: EventName, payload: unknown): void
}
