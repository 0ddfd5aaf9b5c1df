/** So often in so long a window may end by bad luck; more often, loading it again mends nothing. */
const most = 3
const withinMs = 60_000

/** Tells, each time that the window's process has ended, whether to load the page again by itself. */
export function createReloadLimit(now: () => number): () => boolean {
  let recent: number[] = []
  return () => {
    const time = now()
    recent = [...recent.filter((at) => time - at < withinMs), time]
    return recent.length <= most
  }
}
