import type { Input, Output } from '#shared/contract'
import { mostFound, type FoundSecret, type ScanChoices, type Scanned, type UnknownSecret } from '#shared/contract/scan'
import { keyOfWhere } from '#shared/rules/places'
import { Failure } from '../../ports/failure.ts'
import type { FoundNeedle, ScanLimits, ScanResult } from '../../ports/scanner.ts'
import type { Context } from '../context.ts'
import { pathHere } from '../places/place-look.ts'
import { chosenNow } from './scan-choices.ts'
import { needlesOf, type Needles } from './scan-needles.ts'
import type { FoundByScan } from './scans.ts'
import { inSlices } from '../slices.ts'

/** Nobody keeps a token in a larger file, and nobody waits longer. */
const limits: ScanLimits = { fileBytes: 16 * 1024 * 1024, milliseconds: 600_000, found: mostFound, lines: 20 }

/**
 * Looks into the chosen folders, and the well-known files of tools, for every secret that the vault holds, and for what looks
 * like others. The secrets are opened for this run only. Throws Failure: `busy`, `vault-locked` when it was closed meanwhile.
 */
export async function runScan(
  context: Context,
  { jobId, ...flags }: Input<'scan.run'>,
  signal: AbortSignal,
): Promise<Output<'scan.run'>> {
  return scanBy(context, () => chosenNow(context, flags), jobId, signal)
}

/** The same by other choices, which are not remembered. */
export async function scanBy(
  context: Context,
  choose: () => Promise<ScanChoices>,
  jobId: string,
  signal: AbortSignal,
): Promise<Output<'scan.run'>> {
  const { scans, scanner, events, vault } = context
  return scans.alone(async () => {
    const order = await orderOf(context, await choose())
    const needles = await inSlices(needlesOf(context))
    try {
      const told = ({ files }: Pick<ScanResult, 'files'>) => events.emit('progress', { jobId, done: files, total: 0 })
      const result = await scanner.scan({ ...order, needles: needles.bytes }, told, signal)
      if (vault.state().kind !== 'open') throw new Failure('vault-locked')
      const { scanned, kept } = finds(context, needles, result)
      return { ...scanned, scanId: scans.keep(kept) }
    } finally {
      needles.wipe()
    }
  })
}

async function orderOf(context: Context, { folders, alsoIgnored, unknown, ...chosen }: ScanChoices) {
  const { toolPlaces, catalogue, vault } = context
  // With everything that the thread is made of, which the start has no use for.
  const { noFiles, wellKnown } = await import('../../scan/index.ts')
  const tools = chosen.wellKnown ? wellKnown(toolPlaces) : { files: [], folders: [], maybe: [], named: [] }
  return {
    ...tools,
    folders: [...folders.map(({ path }) => path), ...tools.folders],
    // What is sealed tells nothing.
    except: [vault.folder, ...noFiles(toolPlaces.platform)],
    shapes: unknown ? catalogue.map(({ id, shapes }) => ({ id, shapes })) : [],
    alsoIgnored,
    limits,
  }
}

/** What the window is told, and what is kept of it for what comes next. */
function finds(
  context: Context,
  needles: Needles,
  result: ScanResult,
): { readonly scanned: Omit<Scanned, 'scanId'>; readonly kept: FoundByScan } {
  const { needles: hits, shapes, leftOut, ...counts } = result
  const all = foundIn(context, needles, hits)
  const found = all.slice(0, mostFound)
  // One secret can be that of many tokens.
  const ended = all.length > found.length ? 'found' : result.ended
  const spots = new Map(shapes.map((shape, number) => [`unknown-${number}`, shape]))
  const unknown = [...spots].map(([id, { provider, prefix, path, line, same }]): UnknownSecret => {
    return { id, provider, prefix, path, line, same }
  })
  return {
    scanned: {
      ...counts,
      ended,
      secrets: needles.bytes.length,
      short: needles.short,
      found,
      unknown,
      leftOut: [...leftOut],
    },
    kept: { found, unknown: spots },
  }
}

/** One for each token and file. */
function foundIn(context: Context, { holders }: Needles, hits: readonly FoundNeedle[]): FoundSecret[] {
  const isKnown = knownPlaces(context)
  const found = hits.flatMap((hit) => (holders[hit.needle] ?? []).map((holder) => ({ ...hit, holder })))
  return found.map(({ holder, path, lines, times }, number) => ({
    id: `found-${number}`,
    ...holder,
    path,
    lines: [...lines],
    times,
    isKnown: holder.tokenId !== null && isKnown(holder.tokenId, path),
  }))
}

/** Tells whether a file is a place of a token, also one that was typed with `~` for the home folder. */
export function knownPlaces(context: Context): (tokenId: string, path: string) => boolean {
  const { index } = context
  const known = new Map<string, Set<string>>()
  return (tokenId, path) => {
    let keys = known.get(tokenId)
    if (keys === undefined) {
      const paths = index
        .placesOf(tokenId)
        .flatMap(([, { where }]) =>
          where.kind === 'file' ? [keyOfWhere(where), pathHere(context, where.path) ?? ''] : [],
        )
      keys = new Set(paths)
      known.set(tokenId, keys)
    }
    return keys.has(path) || keys.has(keyOfWhere({ kind: 'file', path }))
  }
}
