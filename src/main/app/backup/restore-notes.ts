import type { RecordOf } from '../../ports/records.ts'
import { notesSchema, tagsSchema } from '#shared/model/token'

type Annotation = RecordOf<'annotation'>

/**
 * Tags, notes and the typed expiry of both: they have no date, so nothing tells which are newer. Ours come first; `isWhole` is false where
 * something of theirs has no room. Merging the result with theirs again gives the same.
 */
export function mergeNotes(mine: Annotation, theirs: Annotation): { merged: Annotation; isWhole: boolean } {
  const notes = notesOf(mine.notes, theirs.notes)
  const added = theirs.tags.filter((tag) => !mine.tags.includes(tag))
  const tags = [...mine.tags, ...new Set(added)]
  const hasRoom = tagsSchema.safeParse(tags).success
  // What either knows to be typed of an earlier secret is no end of the present one.
  const over = new Set([mine.typedBefore, theirs.typedBefore])
  const expiry = [mine.expiry, theirs.expiry].find((typed) => !over.has(typed))
  const typedBefore = expiry === undefined ? (mine.typedBefore ?? theirs.typedBefore) : undefined
  return {
    merged: {
      tags: hasRoom ? tags : mine.tags,
      notes: notes ?? mine.notes,
      ...(expiry !== undefined && { expiry }),
      ...(typedBefore !== undefined && { typedBefore }),
    },
    isWhole:
      hasRoom && notes !== null && (theirs.expiry === undefined || over.has(theirs.expiry) || theirs.expiry === expiry),
  }
}

/** Null when both together are too long. */
function notesOf(mine: string, theirs: string): string | null {
  if (mine.includes(theirs)) return mine
  if (theirs.includes(mine)) return theirs
  const both = `${mine}\n\n${theirs}`
  return notesSchema.safeParse(both).success ? both : null
}
