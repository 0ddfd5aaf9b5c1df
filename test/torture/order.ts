/** What `npm run torture -- ...` was asked for. */
export interface Order {
  readonly kills: number
  readonly cuts: number
  readonly seed: string
}

/**
 * Reads `--kills=<count>` (1,000 unless given), `--cuts=<count>` (five for each kill unless given) and `--seed=<text>`; a value
 * may also be an argument of its own. Gives a sentence for what cannot be done.
 */
export function readOrder(args: readonly string[], anySeed: string): Order | { readonly refused: string } {
  const given = new Map<string, string>()
  const words = args.flatMap((arg) =>
    arg.startsWith('--') ? (/^(--[a-z]+)=(.*)$/s.exec(arg)?.slice(1) ?? [arg]) : [arg],
  )
  for (let at = 0; at < words.length; at += 2) {
    const [name = '', value] = words.slice(at, at + 2)
    const fits = name === '--seed' ? value !== undefined : /^[0-9]{1,7}$/.test(value ?? '')
    if (!['--kills', '--cuts', '--seed'].includes(name) || !fits) {
      return { refused: `"${name}" is not understood. There are: --kills=<count>, --cuts=<count> and --seed=<text>.` }
    }
    given.set(name, value ?? '')
  }
  const kills = Number(given.get('--kills') ?? 1000)
  return { kills, cuts: Number(given.get('--cuts') ?? 5 * kills), seed: given.get('--seed') ?? anySeed }
}
