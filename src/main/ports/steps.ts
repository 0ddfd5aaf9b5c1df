/**
 * Work over many things, which whoever runs it can interrupt after each of them, so that the event loop has turns meanwhile. A
 * step that is `long` took milliseconds by itself and is followed by a turn; of all others many go into one.
 */
export type Steps<T> = Generator<'long' | undefined, T>

/** So many are sorted, or joined, in one step: a millisecond or two. */
const run = 500

/** The same in order, as `toSorted` gives it: what is equal stays in the order in which it came. */
export function* sortedSteps<T>(items: readonly T[], compare: (one: T, other: T) => number): Steps<T[]> {
  let runs: T[][] = []
  for (let from = 0; from < items.length; from += run) {
    runs.push(items.slice(from, from + run).sort(compare))
    yield 'long'
  }
  while (runs.length > 1) {
    const joined: T[][] = []
    for (let at = 0; at < runs.length; at += 2)
      joined.push(yield* joinedSteps(runs[at] ?? [], runs[at + 1] ?? [], compare))
    runs = joined
  }
  return runs[0] ?? []
}

function* joinedSteps<T>(ones: readonly T[], others: readonly T[], compare: (one: T, other: T) => number): Steps<T[]> {
  const joined: T[] = []
  let [left, right] = [0, 0]
  while (left < ones.length && right < others.length) {
    const [one, other] = [ones[left] as T, others[right] as T]
    const isFirst = compare(one, other) <= 0
    joined.push(isFirst ? one : other)
    if (isFirst) left += 1
    else right += 1
    if (joined.length % run === 0) yield 'long'
  }
  for (; left < ones.length; left += 1) joined.push(ones[left] as T)
  for (; right < others.length; right += 1) joined.push(others[right] as T)
  return joined
}
