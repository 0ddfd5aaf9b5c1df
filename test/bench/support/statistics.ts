/** The middle value; of an even number of values the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = inOrder(values)
  const middle = sorted.length / 2
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)] ?? Number.NaN
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

/** The smallest value that at least `percent` percent of the values do not exceed (nearest rank). NaN of none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = inOrder(values)
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length))
  return sorted[rank - 1] ?? Number.NaN
}

/** The largest value; NaN of none, because a measurement that saw nothing has met no target. */
export function largest(values: readonly number[]): number {
  return inOrder(values).at(-1) ?? Number.NaN
}

/** How many times the other each value is, pair by pair. Throws where the sides are not of one length. */
export function ratios(values: readonly number[], others: readonly number[]): number[] {
  if (values.length !== others.length) throw new RangeError('Pairs have two sides of one length.')
  return values.map((value, index) => value / (others[index] ?? Number.NaN))
}

function inOrder(values: readonly number[]): number[] {
  return [...values].sort((one, other) => one - other)
}
