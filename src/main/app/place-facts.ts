import type { Place } from '#shared/model/place'
import { mostPlaces } from '#shared/rules/place-limits'
import { seenValue } from '../places/index.ts'
import type { RecordIndex } from './record-index.ts'

/** What the window is told of the places of a token, oldest first. Fingerprints stay here. */
export function placesTold(index: RecordIndex, tokenId: string): Place[] {
  const printOf = (id: string) => index.heldOf(id)?.held.fingerprint
  return index
    .placesOf(tokenId)
    .slice(0, mostPlaces)
    .map(([id, place]) => {
      const { where, note, addedAt, replaced, old, seen } = place
      const value = seenValue(place, printOf)
      return {
        id,
        tokenId: place.tokenId,
        where,
        note,
        addedAt,
        oldSince: old?.since ?? null,
        replaced,
        seen: seen === null || value === null ? null : { at: seen.at, value },
      }
    })
}
