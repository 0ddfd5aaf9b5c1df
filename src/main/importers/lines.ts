import { importLimits, Refused } from './candidate.ts'

export interface Line {
  /** The first is 1. */
  readonly line: number
  readonly text: string
}

/** The lines of a text, whatever ends them. Throws Refused where it is longer than the file of a tool can be. */
export function linesOf(text: string): readonly Line[] {
  checkSettings(text)
  return text.split(/\r\n|\r|\n/).map((one, number) => ({ line: number + 1, text: one }))
}

/** Files that tools and people write by hand are small. */
export function checkSettings(text: string): void {
  const { settingsLength: limit } = importLimits
  if (text.length > limit) throw new Refused('too-large', { limit })
}

/** Tells the line of an offset in a text; the first is 1. */
export function lineFinder(text: string): (offset: number) => number {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: end }) => index + end.length)]
  return (offset) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}
