/**
 * Seconds since the last input in Keyrack's own window, or since the start. A clock that is put back does not give anybody
 * more time: from then on it is counted anew.
 */
export function createOwnIdle(now: () => number, lastInputAt: () => number | null): () => number {
  let since = now()
  let known: number | null = null
  return () => {
    const last = lastInputAt()
    if (last !== known && last !== null) since = last
    known = last
    since = Math.min(since, now())
    return (now() - since) / 1000
  }
}
