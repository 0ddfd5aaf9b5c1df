import { z } from 'zod'
import { activityEntrySchema, type ActivityEntry } from '#shared/model/activity'

/** An entry in its place: its number, and a hash that covers it and the hash of the one before. */
export const chainedSchema = activityEntrySchema.extend({ seq: z.int().min(1), hash: z.string().length(43) })
export type Chained = z.infer<typeof chainedSchema>

/** The hash of a text: SHA-256 in base64url. */
export type Digest = (text: string) => string

/** Where a chain stands: the number and the hash of its last entry. */
export interface End {
  readonly seq: number
  readonly hash: string
}

/** What a chain begins upon. */
export const noEnd: End = { seq: 0, hash: '' }

/** Puts entries at the end of a chain, numbered from `seq` on. The hash: docs/vault-format.md, "The activity log". */
export function chain(entries: readonly ActivityEntry[], before: End, seq: number, digest: Digest): Chained[] {
  let previous = before.hash
  return entries.map((entry, at) => {
    previous = hashOf(previous, seq + at, entry, digest)
    return { ...entry, seq: seq + at, hash: previous }
  })
}

/** Is this the hash that was made when the entry was written after `previous`? */
export function isIntact({ seq, hash, ...entry }: Chained, previous: string, digest: Digest): boolean {
  return hash === hashOf(previous, seq, entry, digest)
}

/** The entry itself, without its place in a chain. */
export function entryOf({ seq: _seq, hash: _hash, ...entry }: Chained): ActivityEntry {
  return entry
}

function hashOf(previous: string, seq: number, entry: ActivityEntry, digest: Digest): string {
  return digest(JSON.stringify([previous, seq, sorted(entry)]))
}

/** Fields in one order, whatever order they were written in. */
function sorted(value: object): object {
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(
    fields
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, inner]: [string, unknown]) => [
        name,
        typeof inner === 'object' && inner !== null ? sorted(inner) : inner,
      ]),
  )
}
