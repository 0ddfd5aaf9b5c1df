import type { Place } from '#shared/model/place'
import { mostPlaces } from '#shared/rules/place-limits'
import { isOpen } from '../operations/index.ts'
import { seenValue, undoUntil } from '../places/index.ts'
import type { RecordIndex } from './record-index.ts'

/** The token that was made to take the place of another and waits until that one is replaced where it is used. */
export function waitingSuccessor({ operations }: RecordIndex, tokenId: string): string | null {
  for (const { operation } of operations.values()) {
    const { emulated, tokenId: old, newTokenId } = operation
    // Another, whose answer was lost, has made none that is known.
    if (emulated && old === tokenId && newTokenId !== undefined && isOpen(operation)) return newTokenId
  }
  return null
}

/** What the window is told of the places of a token, oldest first. Fingerprints stay here. */
export function placesTold(index: RecordIndex, tokenId: string): Place[] {
  const printOf = (id: string) => index.heldOf(id)?.held.fingerprint
  return index
    .placesOf(tokenId)
    .slice(0, mostPlaces)
    .map(([id, place]) => {
      const { where, note, addedAt, replaced, old, seen } = place
      const value = seenValue(place, printOf, seen === null ? null : waitingSuccessor(index, place.tokenId))
      const undo = undoUntil(place)
      return {
        id,
        tokenId: place.tokenId,
        where,
        note,
        addedAt,
        oldSince: old?.since ?? null,
        replaced,
        seen: seen === null || value === null ? null : { at: seen.at, value },
        ...(undo === null ? {} : { undoUntil: undo }),
      }
    })
}
