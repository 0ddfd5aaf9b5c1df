import type { Tellings } from '#shared/model/locking'

/** The person is gone, or about to be: the screen was locked, the computer goes to sleep, another user took the screen. */
export type SystemEvent = 'lock' | 'suspend' | 'user-switch'

export interface SystemListener {
  /** May come more than once for one thing that happened. */
  happened(event: SystemEvent): void
  /** `tellings` are others now. */
  tellingsChanged(): void
}

/** What the system tells of the person at the computer. */
export interface SystemEvents {
  /** Seconds since the last input, as far as `tellings().idle` says it can be told. */
  idleSeconds(): number
  tellings(): Tellings
  /** Begins to listen; the result ends it. There is one listener at a time. */
  listen(listener: SystemListener): () => void
}
