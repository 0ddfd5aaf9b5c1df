import { mostImported, mostLeftOut, type ImportAnswer, type ImportCandidate } from '#shared/contract/import'
import { giveWay } from '../../inventory/index.ts'
import type { Candidate, ImportRead } from '../../ports/import-reader.ts'
import type { Context } from '../context.ts'
import { factsOf } from './import-facts.ts'
import type { Staged } from './imports.ts'
import { accountsByPrint, tokensByPrint } from '../secrets/same-secret.ts'

const mostSpots = 20
/** Values that are looked at in one go. */
const slice = 200

/**
 * Keeps what was found until a person has decided about it, and gives what the window is told: each value once. `files`: the
 * paths that candidates name as their source; nothing for pasted text.
 */
export async function stage(
  context: Context,
  { candidates, leftOut, format }: Pick<Extract<ImportRead, { ok: true }>, 'candidates' | 'leftOut' | 'format'>,
  files: readonly string[],
): Promise<ImportAnswer> {
  const { vault, random, imports } = context
  const numbers = new Map(files.map((path, number) => [path, number]))
  const [tokens, accounts] = [tokensByPrint(context), accountsByPrint(context)]
  const found = new Map<string, { candidate: Candidate; told: ImportCandidate }>()
  for (const [number, candidate] of candidates.entries()) {
    if (number % slice === slice - 1) await giveWay()
    const print = candidate.secret.use((value) => vault.records.fingerprint(value))
    const { source, line, entry } = candidate.at
    const spot = { file: numbers.get(source) ?? null, line, entry }
    const known = found.get(print)
    if (known !== undefined) {
      if (known.told.spots.length < mostSpots) known.told.spots.push(spot)
      candidate.secret.wipe()
      continue
    }
    const { name, service, user, expiresAt } = candidate
    const told: ImportCandidate = {
      id: random.uuid(),
      spots: [spot],
      ...{ name, service, user, expiresAt },
      ...factsOf(context, format, candidate),
      tokenIds: tokens.get(print) ?? [],
      accountIds: accounts.get(print) ?? [],
    }
    found.set(print, { candidate, told })
  }
  // What looks like a token comes first; the rest of a long file is forgotten at once.
  const sorted = [...found.values()].sort((a, b) => rank(a.told) - rank(b.told))
  for (const { candidate } of sorted.slice(mostImported)) candidate.secret.wipe()
  const kept = sorted.slice(0, mostImported)
  const values = new Map(kept.map(({ candidate: { secret }, told }): [string, Staged] => [told.id, { told, secret }]))
  const importId = imports.keep({ files, values, plan: null, gone: new AbortController() })
  return {
    state: 'read',
    importId,
    format,
    files: [...files],
    candidates: kept.map(({ told }) => told),
    more: sorted.length - kept.length,
    leftOut: leftOut.slice(0, mostLeftOut).map(({ at: { line, entry }, reason }) => ({ line, entry, reason })),
    moreLeftOut: Math.max(0, leftOut.length - mostLeftOut),
  }
}

function rank({ isCertain, providers, tokenIds }: ImportCandidate): number {
  return isCertain || providers.length > 0 || tokenIds.length > 0 ? 0 : 1
}
