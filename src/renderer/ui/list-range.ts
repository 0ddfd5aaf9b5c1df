/** The items from one to another, both included, whichever comes first. */
export function between<T>(items: readonly T[], from: number, to: number): readonly T[] {
  return items.slice(Math.max(0, Math.min(from, to)), Math.max(from, to) + 1)
}
