/** A generation and when it was written, in ms since the epoch. */
export interface Generation {
  readonly number: number
  readonly writtenAt: number
}

/** Generations that belong to one action: those after `after`, up to `last`, of which only that one counts. */
export interface Stretch {
  readonly after: number
  readonly last: number
}

const hour = 3_600_000
/** How long the bucket is, and how many buckets back one generation is kept for each. */
const spans = [
  { length: hour, count: 24 },
  { length: 24 * hour, count: 7 },
  { length: 7 * 24 * hour, count: 4 },
] as const
const newestKept = 3

/**
 * Numbers of the generations that may go: all but the 3 newest, the last of each hour for a day, of each day for a week,
 * and of each week for four. Generations from the future (the clock was put back) are kept. Of each of the `stretches` all go
 * but the last, so that what was there before an action of many changes is not pushed out by them.
 */
export function superfluous(
  generations: readonly Generation[],
  now: number,
  stretches: readonly Stretch[] = [],
): number[] {
  const isWithin = ({ number }: Generation) => stretches.some(({ after, last }) => after < number && number < last)
  const newestFirst = generations.filter((one) => !isWithin(one)).sort((a, b) => b.number - a.number)
  const kept = new Set(newestFirst.slice(0, newestKept))
  for (const { length, count } of spans) {
    const taken = new Set<number>()
    for (const one of newestFirst) {
      const bucket = Math.floor(one.writtenAt / length)
      const age = Math.floor(now / length) - bucket
      if (age >= count || taken.has(bucket)) continue
      taken.add(bucket)
      kept.add(one)
    }
  }
  return [...newestFirst.filter((one) => !kept.has(one)), ...generations.filter(isWithin)].map((one) => one.number)
}
