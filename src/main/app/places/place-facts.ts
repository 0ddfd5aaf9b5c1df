import type { Place } from '#shared/model/place'
import type { Token } from '#shared/model/token'
import { mostPlaces } from '#shared/rules/place-limits'
import { placesInUse } from '#shared/rules/places'
import { isOpen } from '../../operations/index.ts'
import { seenValue, undoUntil } from '../../places/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { RecordIndex } from '../record-index.ts'

/** The token that was made to take the place of another and waits until that one is replaced where it is used. */
export function waitingSuccessor({ operations }: RecordIndex, tokenId: string): string | null {
  for (const { operation } of operations.values()) {
    const { emulated, tokenId: old, newTokenId } = operation
    // Another, whose answer was lost, has made none that is known.
    if (emulated && old === tokenId && newTokenId !== undefined && isOpen(operation)) return newTokenId
  }
  return null
}

/** How many places stop working with a token, counted as the window does. */
export function placesAtStake(index: RecordIndex, token: Token): number {
  return placesInUse({ token, places: placesTold(index, token.id) }).length
}

/**
 * What stops working with tokens is accepted as it is now, or nothing is revoked: a place may have been added since the
 * person looked. Throws Failure('confirmation-needed', code `places`) with their number.
 */
export function requirePlaces(atStake: number, accepted = 0): void {
  if (atStake > accepted) throw new Failure('confirmation-needed', { code: 'places', limit: atStake })
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
