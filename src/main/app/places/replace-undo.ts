import type { Input, Output } from '#shared/contract'
import {
  undoName,
  undoOf,
  undoPrefix,
  undoUntil,
  unreplaced,
  mostFileBytes,
  type PlaceRecord,
  type Undo,
} from '../../places/index.ts'
import { isMissing } from '../../ports/file-errors.ts'
import { Failure, typeOf } from '../../ports/failure.ts'
import type { RecordChange } from '../../ports/records.ts'
import type { Context } from '../context.ts'
import { noteActivity } from '../activity/noted.ts'
import { pathOf } from './place-target.ts'
import { fileFailure } from './replace-here.ts'

/**
 * Puts the file of a place back as it was before Keyrack wrote into it; one that somebody else has changed since is left.
 * Throws Failure: `not-found` when there is no copy any more.
 */
export async function undoReplace(
  context: Context,
  { placeId }: Input<'place.undoReplace'>,
): Promise<Output<'place.undoReplace'>> {
  const { index, vault, store, clock, placeFiles } = context
  const place = index.places.get(placeId)
  const bytes =
    place === undefined || !mayUndo(context, place) ? undefined : await vault.snapshots.read(undoName(placeId))
  const undo = bytes === undefined ? undefined : undoOf(bytes)
  const path = place === undefined ? null : pathOf(context, place)
  if (place === undefined || undo === undefined || path === null) throw new Failure('not-found')
  const before = Buffer.from(undo.before, 'base64')
  try {
    // Room for what the new secret is longer.
    const file = await placeFiles.look(path, 2 * mostFileBytes)
    if (file.path !== undo.path) return { outcome: 'changed' }
    // A crash may have come before the file was written: then it is as it was.
    if (!file.bytes.equals(before)) {
      if (!file.bytes.equals(Buffer.from(undo.after, 'base64'))) return { outcome: 'changed' }
      if (!(await placeFiles.replace(path, file, before))) return { outcome: 'changed' }
    }
  } catch (error) {
    if (isMissing(error)) return { outcome: 'changed' }
    throw fileFailure(error)
  }
  noteActivity(context, { what: 'place-restored', tokenId: place.tokenId }, 'done')
  const back = [placeId, ...(await sameWriting(context, placeId, undo))]
  const changes = back.flatMap((id): RecordChange[] => {
    const one = index.places.get(id)
    return one === undefined
      ? []
      : [{ put: 'place', id, value: { ...unreplaced(one, clock.now()), seen: null, writtenAt: null } }]
  })
  await store.commit(changes)
  for (const id of back) await vault.snapshots.remove(undoName(id))
  return { outcome: 'written' }
}

/** Other places that the very same writing has replaced: the file that was put back has all of their values again. */
async function sameWriting({ index, vault }: Context, placeId: string, undo: Undo): Promise<string[]> {
  const same: string[] = []
  for (const [id, { writtenAt }] of index.places) {
    if (id === placeId || writtenAt == null) continue
    const bytes = await vault.snapshots.read(undoName(id))
    const other = bytes === undefined ? undefined : undoOf(bytes)
    if (other?.path === undo.path && other.before === undo.before && other.after === undo.after) same.push(id)
  }
  return same
}

/**
 * Removes the copies of files that nobody may need any more: after 30 days, once the old token is no more, and where the place
 * was removed. Never throws.
 */
export async function tidyUndo(context: Context): Promise<void> {
  const { index, vault, store, log } = context
  try {
    const isKept = (placeId: string): boolean => {
      const place = index.places.get(placeId)
      // One that cannot be read is there all the same.
      return place === undefined ? vault.records.ids('place').includes(placeId) : mayUndo(context, place)
    }
    const names = (await vault.snapshots.names()).filter((name) => name.startsWith(undoPrefix))
    // A place is in the vault before its copy is here: asked now, the vault has every place that one of them can be of.
    await store.catchUp()
    for (const name of names) {
      if (!isKept(name.slice(undoPrefix.length))) await vault.snapshots.remove(name)
    }
    const settled = [...index.places].filter(([id, { writtenAt }]) => writtenAt != null && !isKept(id))
    const changes = settled.map(([id, place]): RecordChange => ({
      put: 'place',
      id,
      value: { ...place, writtenAt: null },
    }))
    if (changes.length > 0) await store.commit(changes)
  } catch (error) {
    log.warn('old copies of files could not be removed', { type: typeOf(error) })
  }
}

/** The same when everything was loaded, where there is a copy at all. Never throws. */
export async function tidyUndoAtStart(context: Context): Promise<void> {
  if ([...context.index.places.values()].some(({ writtenAt }) => writtenAt != null)) await tidyUndo(context)
}

function mayUndo({ rows, clock }: Context, place: PlaceRecord): boolean {
  const until = undoUntil(place)
  const by = place.replaced?.by ?? null
  // One that nobody knows at the moment may be alive.
  const state = rows.token(place.tokenId)?.state ?? 'active'
  const isDead = by !== null && by !== place.tokenId && state !== 'active'
  return until !== null && clock.now() < until && !isDead
}
