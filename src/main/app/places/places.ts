import type { Input, Output } from '#shared/contract'
import type { Operation } from '#shared/model/operation'
import type { TypedWhere, Where } from '#shared/model/place'
import { mostPlaces } from '#shared/rules/place-limits'
import { holderOf, keyOfWhere } from '#shared/rules/places'
import { movedTo, outdated, undoName, unreplaced, withReplacement, type PlaceRecord } from '../../places/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { RecordChange } from '../../ports/records.ts'
import type { Context } from '../context.ts'
import { noteActivity } from '../activity/noted.ts'

/** Notes where the secret of a token is used. Throws Failure: `not-found`, `name-taken`, `too-large` for one too many. */
export async function addPlace(
  context: Context,
  { tokenId, where, note }: Input<'place.add'>,
): Promise<Output<'place.add'>> {
  const { rows, index, store, random } = context
  if (rows.token(tokenId) === undefined) throw new Failure('not-found')
  if (index.placesOf(tokenId).length >= mostPlaces) throw new Failure('too-large', { limit: mostPlaces })
  refuseTwice(context, tokenId, where)
  const placeId = random.uuid()
  await store.commit([{ put: 'place', id: placeId, value: newPlace(context, tokenId, where, note) }])
  noteActivity(context, { what: 'place-added', tokenId }, 'done')
  return { placeId }
}

/** A place where the value is that the token has now, as far as anybody knows. */
export function newPlace(
  { clock }: Pick<Context, 'clock'>,
  tokenId: string,
  where: TypedWhere | Where,
  note: string,
): PlaceRecord {
  const now = clock.now()
  return { tokenId, where: whereOf(where), note, addedAt: now, changedAt: now, replaced: null, old: null, seen: null }
}

/** Changes what a place is called and its note. What was seen in a file is not known of another. Throws Failure. */
export async function editPlace(context: Context, { placeId, where, note }: Input<'place.edit'>): Promise<void> {
  const place = known(context, placeId)
  const isSame = keyOfWhere(where) === keyOfWhere(place.where)
  if (!isSame) refuseTwice(context, place.tokenId, where)
  const moved = isSame ? {} : { where: whereOf(where), seen: null, writtenAt: null }
  const value = { ...place, ...moved, note, changedAt: context.clock.now() }
  await context.store.commit([{ put: 'place', id: placeId, value }])
  noteActivity(context, { what: 'place-edited', tokenId: place.tokenId }, 'done')
}

/** Notes that the value at a place was replaced, or that it was not after all. Throws Failure. */
export async function setReplaced(
  context: Context,
  { placeId, replaced, by }: Input<'place.setReplaced'>,
): Promise<void> {
  const { store, clock, rows } = context
  const place = known(context, placeId)
  if (by !== null && rows.token(by) === undefined) throw new Failure('not-found')
  const value = replaced ? withReplacement(place, by, clock.now()) : unreplaced(place, clock.now())
  await store.commit([{ put: 'place', id: placeId, value }])
  const what = replaced ? 'place-replaced' : 'place-not-replaced'
  noteActivity(context, { what, tokenId: place.tokenId }, 'done')
}

/** Throws Failure. */
export async function removePlace(context: Context, { placeId }: Input<'place.remove'>): Promise<void> {
  const place = known(context, placeId)
  await context.store.commit([{ remove: 'place', id: placeId }])
  context.removedPlaces.keep(placeId, { ...place, writtenAt: null })
  noteActivity(context, { what: 'place-removed', tokenId: place.tokenId }, 'done')
  // The way back in its file ends with it: the copy there holds secrets.
  if (place.writtenAt != null) await context.vault.snapshots.remove(undoName(placeId))
}

/** Throws Failure: `not-found` also when the token has gone meanwhile. */
export async function putPlaceBack(context: Context, { placeId }: Input<'place.putBack'>): Promise<void> {
  const { removedPlaces, rows, store, clock } = context
  const place = removedPlaces.find(placeId)
  if (place === undefined || rows.token(place.tokenId) === undefined) throw new Failure('not-found')
  refuseTwice(context, place.tokenId, place.where)
  await store.commit([{ put: 'place', id: placeId, value: { ...place, changedAt: clock.now() } }])
  removedPlaces.drop(placeId)
  noteActivity(context, { what: 'place-put-back', tokenId: place.tokenId }, 'done')
}

/**
 * The changes of a token's places that go with its new secret: each has the one before now. For `emulated` there are none,
 * because the token that stands there lives on.
 */
export function placesOutdated(
  { index, clock }: Context,
  { kind, emulated, tokenId: old }: Pick<Operation, 'kind' | 'emulated' | 'tokenId'>,
  newTokenId: string,
): RecordChange[] {
  if (kind !== 'regenerate' || emulated || old === undefined) return []
  const fingerprint = index.heldOf(old)?.held.fingerprint ?? null
  return index
    .placesOf(old)
    .filter(([, place]) => holderOf(place) === old)
    .map(([id, place]) => ({ put: 'place', id, value: outdated(place, newTokenId, clock.now(), fingerprint) }))
}

/** The changes that let the places of removed tokens go. One whose value was replaced stays with the token that is left. */
export function placesWithout({ index, clock }: Context, isGone: (tokenId: string) => boolean): RecordChange[] {
  return [...index.places].flatMap(([id, place]): RecordChange[] => {
    const { tokenId, replaced } = place
    const by = replaced?.by ?? null
    const isByGone = by !== null && isGone(by)
    if (isGone(tokenId)) {
      if (by === null || isByGone) return [{ remove: 'place', id }]
      return [{ put: 'place', id, value: movedTo(place, by, clock.now()) }]
    }
    if (replaced === null || !isByGone) return []
    return [{ put: 'place', id, value: { ...place, replaced: { ...replaced, by: null }, changedAt: clock.now() } }]
  })
}

/** One that cannot be read is not in the index, and not to be written over. */
function known({ index }: Context, placeId: string): PlaceRecord {
  const place = index.places.get(placeId)
  if (place === undefined) throw new Failure('not-found')
  return place
}

function refuseTwice({ index }: Context, tokenId: string, where: TypedWhere | Where): void {
  const key = keyOfWhere(where)
  const isThere = index.placesOf(tokenId).some(([, place]) => keyOfWhere(place.where) === key)
  if (isThere) throw new Failure('name-taken', { field: 'where' })
}

/** What stands in a file that a person typed is not known. */
function whereOf(where: TypedWhere | Where): Where {
  return where.kind === 'file' ? { format: null, ...where } : where
}
