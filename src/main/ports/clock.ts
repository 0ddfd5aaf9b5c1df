/** The only source of time. */
export interface Clock {
  /** Milliseconds since the Unix epoch, UTC. */
  now(): number
  /** Calls `action` once after `ms` milliseconds; the result stops it. Does not keep the process alive. */
  after(ms: number, action: () => void): () => void
}
