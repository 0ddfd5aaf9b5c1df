/** What `npm run bench -- ...` was asked for. */
export interface Order {
  readonly names: readonly string[]
  readonly pairs: number
}

const usualPairs = 15

/**
 * Reads names of measurements and `--pairs=<count>` (15 unless given). No name means all.
 * @returns a sentence for what cannot be done.
 */
export function readOrder(args: readonly string[], known: readonly string[]): Order | { readonly refused: string } {
  const names: string[] = []
  let pairs = usualPairs
  for (const arg of args) {
    const given = /^--pairs=(\d+)$/.exec(arg)?.[1]
    if (given !== undefined) pairs = Number(given)
    else if (known.includes(arg)) names.push(arg)
    else return { refused: `There is no measurement "${arg}". There are: ${known.join(' ')}, and --pairs=<count>.` }
  }
  if (pairs < 1) return { refused: 'At least one pair has to be measured.' }
  return { names: names.length === 0 ? known : known.filter((name) => names.includes(name)), pairs }
}
