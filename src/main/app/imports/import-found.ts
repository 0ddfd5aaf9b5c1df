import type { Input } from '#shared/contract'
import type { ImportAnswer } from '#shared/contract/import'
import { recognise } from '#shared/rules/recognise'
import { importLimits } from '../../importers/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { Candidate, LeftOut } from '../../ports/import-reader.ts'
import type { Spot } from '../../ports/scanner.ts'
import { Secret } from '../../ports/secret.ts'
import type { Context } from '../context.ts'
import { stage } from './import-stage.ts'

type Place = Spot & { readonly provider: string }

/** As much of a path as a line of the window takes. */
const longestEntry = 500

/**
 * Takes in what a scan has found and the vault does not have. The scan kept none of it: it is read where it stood, and left
 * out where it does not look like that any more. Throws Failure: `not-found` when the scan was forgotten, or nothing of it is
 * there.
 */
export async function readFound(
  context: Context,
  { scanId, ids }: Input<'import.found'>,
  signal: AbortSignal,
): Promise<ImportAnswer> {
  const { scans } = context
  const byPath = new Map<string, Place[]>()
  for (const id of ids) {
    const place = scans.unknownAt(scanId, id)
    byPath.set(place.path, [...(byPath.get(place.path) ?? []), place])
  }
  const candidates: Candidate[] = []
  const leftOut: LeftOut[] = []
  try {
    for (const [path, places] of byPath) {
      if (signal.aborted) throw new Failure('cancelled')
      const found = await valuesAt(context, path, places)
      candidates.push(...found)
      const read = new Set(found.map(({ at }) => at.line))
      const lost = places.filter(({ line }) => !read.has(line))
      leftOut.push(...lost.map(({ line }) => leftOutAt(path, line)))
    }
    if (candidates.length === 0) throw new Failure('not-found', { code: 'file' })
    const files = [...new Set(candidates.map(({ at }) => at.source))]
    return await stage(context, { candidates, leftOut, format: 'settings' }, files)
  } catch (error) {
    for (const { secret } of candidates) secret.wipe()
    throw error
  }
}

function leftOutAt(source: string, line: number): LeftOut {
  return { at: { source, entry: source.slice(-longestEntry), line }, reason: 'not-understood' }
}

async function valuesAt({ fs, catalogue, log }: Context, path: string, places: readonly Place[]): Promise<Candidate[]> {
  let bytes: Buffer
  try {
    bytes = await fs.read(path, importLimits.fileBytes)
  } catch {
    log.info('a file that a scan has found something in could not be read')
    return []
  }
  try {
    return places.flatMap(({ provider, line, offset, length }): Candidate[] => {
      // Of UTF-16 every second byte is 0.
      const value = bytes.toString('latin1', offset, offset + length).replaceAll('\0', '')
      if (!recognise(value, catalogue).some((one) => one.provider === provider)) return []
      const nothing = { name: null, service: null, user: null, expiresAt: null }
      return [{ secret: new Secret(value), at: { source: path, entry: null, line }, ...nothing }]
    })
  } finally {
    bytes.fill(0)
  }
}
