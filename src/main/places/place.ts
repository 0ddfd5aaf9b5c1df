import type { Instant } from '#shared/model/time'
import { holderOf, keyOfWhere } from '#shared/rules/places'
import type { RecordOf } from '../ports/records.ts'

export type PlaceRecord = RecordOf<'place'>

/** Two places of one token with the same key are one. A file may have become one that Keyrack can write. */
export function keyOfPlace({ tokenId, where }: Pick<PlaceRecord, 'tokenId' | 'where'>): string {
  return JSON.stringify([tokenId, keyOfWhere(where)])
}

/** The value there was replaced by that of `by`, or by one that nobody named. */
export function withReplacement(place: PlaceRecord, by: string | null, at: Instant): PlaceRecord {
  const holder = holderOf(place)
  // The step before is over: the place belonged to that successor, whose value goes now.
  const isNext = holder !== null && holder !== by
  const { tokenId, old } = place
  return {
    ...place,
    ...(isNext ? { tokenId: holder, old: holder === tokenId ? old : null } : {}),
    replaced: { at, by },
    changedAt: at,
  }
}

/** It was not replaced after all. */
export function unreplaced(place: PlaceRecord, at: Instant): PlaceRecord {
  return { ...place, replaced: null, changedAt: at }
}

/**
 * The token has got a new secret, under the id `tokenId`: what is at the place is the one before. `fingerprint`: that one's,
 * where it was in the vault.
 */
export function outdated(place: PlaceRecord, tokenId: string, at: Instant, fingerprint: string | null): PlaceRecord {
  return { ...place, tokenId, replaced: null, old: { since: at, fingerprint }, writtenAt: null, changedAt: at }
}

/** The place of a token that is no more belongs to the one whose value is there. */
export function movedTo(place: PlaceRecord, tokenId: string, at: Instant): PlaceRecord {
  return { ...place, tokenId, replaced: null, old: null, writtenAt: null, changedAt: at }
}
