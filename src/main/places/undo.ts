import { z } from 'zod'
import type { Instant } from '#shared/model/time'
import type { PlaceRecord } from './place.ts'

const keptMs = 30 * 86_400_000

/** Names of the snapshots that have a file as it was before Keyrack wrote a new secret into it. */
export const undoPrefix = 'undo.'
export const undoName = (placeId: string): string => undoPrefix + placeId

const undoSchema = z.strictObject({
  /** The file itself, links followed. */
  path: z.string(),
  /** The file before, in base64. */
  before: z.base64(),
  /** The file with the new secret: only that one is put back. */
  after: z.base64(),
})
export type Undo = z.infer<typeof undoSchema>

/** Until when the file can be put back; null where Keyrack has not written it, or that is settled. */
export function undoUntil({ writtenAt }: Pick<PlaceRecord, 'writtenAt'>): Instant | null {
  return writtenAt == null ? null : writtenAt + keptMs
}

export function undoBytes(undo: Undo): Buffer {
  return Buffer.from(JSON.stringify(undo))
}

/** What `undoBytes` has made; undefined for anything else. */
export function undoOf(bytes: Buffer): Undo | undefined {
  try {
    return undoSchema.safeParse(JSON.parse(bytes.toString())).data
  } catch {
    return undefined
  }
}
