import type { Hit } from './search.ts'
import type { Reading } from './text.ts'

/** The hits of each needle, in the order of the first of each. */
export function byNeedle(hits: readonly Hit[]): [Hit, ...Hit[]][] {
  const groups = new Map<number, [Hit, ...Hit[]]>()
  for (const hit of hits) {
    const group = groups.get(hit.needle)
    if (group === undefined) groups.set(hit.needle, [hit])
    else group.push(hit)
  }
  return [...groups.values()]
}

/** Where in its file stands what was found in a text. */
export function spotOf({ width, from }: Reading, { offset, length }: Pick<Hit, 'offset' | 'length'>) {
  return { offset: from + offset * width, length: length * width }
}

/** Tells the lines of offsets; those of one text are asked for mostly in their order. */
export function linesOf({ bytes }: Reading): (offset: number) => number {
  let line = 1
  let next = bytes.indexOf(0x0a)
  let last = 0
  return (offset) => {
    if (offset < last) {
      line = 1
      next = bytes.indexOf(0x0a)
    }
    last = offset
    for (; next !== -1 && next < offset; next = bytes.indexOf(0x0a, next + 1)) line += 1
    return line
  }
}
