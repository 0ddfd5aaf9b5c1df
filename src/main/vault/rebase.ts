import type { RecordKind, RecordSchemas } from '../ports/records.ts'
import type { Contents } from './contents.ts'
import type { Change } from './draft.ts'
import { isSecretKind } from './kinds.ts'

/** Records as they were known when changes of them were made, by `recordKey`; undefined for one that was not there. */
export type KnownRecords = ReadonlyMap<string, unknown>

export const recordKey = (kind: RecordKind, id: string): string => `${kind} ${id}`

/** Guarded by whoever writes them (the journal, what was told), or written by one process at a time (the end of the activity log). */
const whole: ReadonlySet<RecordKind> = new Set<RecordKind>(['operation', 'activity', 'announced'])

/**
 * The same changes, made upon records that another process has changed meanwhile: what only it has changed stays as it has
 * left it. What it has removed stays so, unless the change brings a secret with it.
 */
export function rebase(
  changes: readonly Change[],
  known: KnownRecords,
  base: Contents,
  schemas: RecordSchemas,
): readonly Change[] {
  const secrets = new Set(
    changes.flatMap(({ kind, id, plaintext }) => (plaintext !== null && isSecretKind(kind) ? [id] : [])),
  )
  return changes.flatMap((change) => {
    const { kind, id, plaintext } = change
    if (isSecretKind(kind) || whole.has(kind)) return [change]
    const from = known.get(recordKey(kind, id))
    const theirs = base.values(kind).get(id)
    if (theirs === from) return [change]
    if (theirs === undefined) return plaintext === null || secrets.has(id) ? [change] : []
    if (plaintext === null) return [withoutOurs(change, from, theirs, schemas)]
    const merged = schemas[kind].safeParse(merge(from, JSON.parse(plaintext.toString('utf8')), theirs, depthOf(kind)))
    // Both together may be more than a record has room for.
    return [merged.success ? withValue(change, merged.data) : change]
  })
}

/** Records that are removed because nothing is left in them: what they are then. */
const emptied: { readonly [K in RecordKind]?: unknown } = {
  annotation: { tags: [], notes: '' },
  decision: { decisions: {} },
}

/** What stands under a name of its own in a field is joined like the fields themselves. */
const depthOf = (kind: RecordKind): number => (kind === 'decision' ? 2 : 1)

/** What somebody else has added to a record outlives the removal of what was known of it. */
function withoutOurs(change: Change, from: unknown, theirs: unknown, schemas: RecordSchemas): Change {
  const empty = emptied[change.kind]
  if (empty === undefined) return change
  const merged = schemas[change.kind].safeParse(merge(from, empty, theirs, depthOf(change.kind)))
  return !merged.success || isSame(merged.data, empty) ? change : withValue(change, merged.data)
}

function withValue(change: Change, value: unknown): Change {
  return { ...change, plaintext: Buffer.from(JSON.stringify(value), 'utf8') }
}

/**
 * Joins two records that were made from one: of each field the one that differs from before, ours where both do. Lists of
 * words or numbers are joined as sets.
 */
export function merge(from: unknown, ours: unknown, theirs: unknown, depth = 1): unknown {
  const [before, mine, other] = [asObject(from), asObject(ours), asObject(theirs)]
  const merged: Record<string, unknown> = {}
  for (const field of new Set([...Object.keys(other), ...Object.keys(mine)])) {
    const value = mergeField(before[field], mine[field], other[field], depth)
    if (value !== undefined) merged[field] = value
  }
  return merged
}

function mergeField(from: unknown, ours: unknown, theirs: unknown, depth: number): unknown {
  const before = from ?? neutralFor(ours)
  // Who has changed something wants it to be there.
  if (isSame(ours, before)) return theirs
  if (isSame(theirs, before)) return ours
  if (ours === undefined) return theirs
  if (depth > 1 && isObject(ours) && isObject(theirs)) return merge(from, ours, theirs, depth - 1)
  if (!isSet(ours) || !isSet(theirs)) return ours
  const known = isSet(before) ? before : []
  const kept = theirs.filter((one) => ours.includes(one) || !known.includes(one))
  return [...kept, ...ours.filter((one) => !known.includes(one) && !kept.includes(one))]
}

/** What a field says of which nothing was said yet. */
function neutralFor(value: unknown): unknown {
  if (Array.isArray(value)) return []
  return value === '' ? '' : undefined
}

function isSet(value: unknown): value is readonly (string | number)[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string' || typeof one === 'number')
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {}
}
