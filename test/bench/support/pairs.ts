/** What a measurement is compared with, and the measurement; both sides in the order they were taken. */
export interface Pairs<A, B> {
  readonly one: readonly A[]
  readonly other: readonly B[]
}

/**
 * Takes both sides `count` times, one after the other, and changes which goes first from pair to pair: what slows the
 * machine down for a while slows both, and neither profits from what the other has warmed.
 */
export async function interleaved<A, B>(
  count: number,
  one: () => Promise<A>,
  other: () => Promise<B>,
): Promise<Pairs<A, B>> {
  const pairs = { one: [] as A[], other: [] as B[] }
  for (let number = 0; number < count; number += 1) {
    if (number % 2 === 0) pairs.one.push(await one())
    pairs.other.push(await other())
    if (number % 2 === 1) pairs.one.push(await one())
  }
  return pairs
}
