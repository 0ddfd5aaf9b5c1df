import type { WhyNotReplaced } from '#shared/contract/places'
import { formatOf, mostFileBytes, rewrite, valuesIn, type Format, type PlaceRecord } from '../../places/index.ts'
import { codeOf } from '../../ports/file-errors.ts'
import type { PlaceFile } from '../../ports/place-files.ts'
import type { Context } from '../context.ts'
import { waitingSuccessor } from './place-facts.ts'
import { pathHere } from './place-look.ts'

/** A file as it would be with a new secret. */
export interface Target {
  readonly ok: true
  /** The token whose secret that is. */
  readonly by: string
  readonly path: string
  readonly format: Format
  readonly file: PlaceFile
  readonly next: Buffer
  readonly lines: readonly { readonly line: number; readonly name: string }[]
  readonly elsewhere: number
}

export type Targeted = Target | { readonly ok: false; readonly why: WhyNotReplaced }

const refused = (why: WhyNotReplaced): Targeted => ({ ok: false, why })

/** Reads the file of a place, and makes of it what it would be with the new secret. Nothing is written. */
export async function targetOf(context: Context, place: PlaceRecord): Promise<Targeted> {
  const { index, vault } = context
  const by = newHolder(context, place)
  const held = by === null ? undefined : index.heldOf(by)
  if (by === null || held === undefined) return refused('no-new-secret')
  const path = pathOf(context, place)
  if (path === null) return refused('relative')
  const format = formatOf(path)
  if (format === null) return refused('unknown-format')
  const file = await lookAt(context, path)
  if (typeof file === 'string') return refused(file)
  const print = (text: string) => vault.records.fingerprint(text)
  const old = new Set([
    place.old?.fingerprint,
    by === place.tokenId ? null : index.heldOf(place.tokenId)?.held.fingerprint,
  ])
  const value = vault.records.get('secret', held.secretId)?.value
  if (value === undefined) return refused('no-new-secret')
  const made = rewrite(file.bytes, format, (text) => old.has(print(text)), value)
  if (made.ok) {
    return { ok: true, by, path, format, file, next: made.bytes, lines: made.hits, elsewhere: made.elsewhere }
  }
  if (made.why === 'absent' && valuesIn(file.bytes, format).includes(value)) return refused('has-new')
  return refused(made.why === 'not-text' ? 'not-understood' : made.why)
}

/** A file that may be written, or why it is not. */
export async function lookAt({ placeFiles }: Context, path: string): Promise<PlaceFile | WhyNotReplaced> {
  try {
    return await placeFiles.look(path, mostFileBytes)
  } catch (error) {
    return reasons[codeOf(error)] ?? 'not-allowed'
  }
}

const reasons: Readonly<Record<string, WhyNotReplaced>> = {
  ENOENT: 'no-file',
  ENOTDIR: 'no-file',
  EFBIG: 'not-understood',
  EINVAL: 'not-understood',
  EISDIR: 'not-understood',
  EMLINK: 'linked',
}

/** The token whose secret belongs there next: a successor that was made, or the same one with its new secret. */
function newHolder({ index }: Context, place: PlaceRecord): string | null {
  return waitingSuccessor(index, place.tokenId) ?? (place.old === null ? null : place.tokenId)
}

/** The file of a place on this computer; null where that cannot be told. */
export function pathOf(context: Context, { where }: PlaceRecord): string | null {
  return where.kind === 'file' ? pathHere(context, where.path) : null
}

/** Equal for equal files, while the app runs. */
export function digestOf({ vault }: Context, bytes: Buffer): string {
  return vault.records.fingerprint(bytes.toString('latin1'))
}
