import type { Input, Output } from '#shared/contract'
import { undoBytes, undoName, withReplacement, type PlaceRecord } from '../../places/index.ts'
import { codeOf, diskFailure } from '../../ports/file-errors.ts'
import { Failure } from '../../ports/failure.ts'
import type { RecordChange } from '../../ports/records.ts'
import type { Context } from '../context.ts'
import { noteActivity } from '../activity/noted.ts'
import { digestOf, targetOf, type Target } from './place-target.ts'

const mostLines = 1000

/** Tells what would change in the file of a place, and where git and links come in; nothing is written. Throws Failure. */
export async function previewReplace(
  context: Context,
  { placeId }: Input<'place.previewReplace'>,
): Promise<Output<'place.previewReplace'>> {
  const place = context.index.places.get(placeId)
  if (place === undefined) throw new Failure('not-found')
  const target = await targetOf(context, place)
  if (!target.ok) return { ready: false, why: target.why }
  const { by, path, file, lines, elsewhere } = target
  const planId = context.random.uuid()
  context.replacements.keep(planId, { placeId, by, digest: digestOf(context, file.bytes) })
  return {
    ready: true,
    plan: {
      planId,
      by,
      path: file.path,
      isLinked: file.path !== path,
      tracked: file.tracked,
      lines: lines.slice(0, mostLines),
      elsewhere,
    },
  }
}

/**
 * Writes the new secret into the file, as it was previewed. The file as it is goes into the vault's folder first, sealed, so
 * that a crash at any moment leaves a way back. Throws Failure.
 */
export async function replaceHere(
  context: Context,
  { planId }: Input<'place.replace'>,
): Promise<Output<'place.replace'>> {
  const { index, store, clock, replacements } = context
  const plan = replacements.take(planId)
  const place = plan === undefined ? undefined : index.places.get(plan.placeId)
  if (plan === undefined || place?.where.kind !== 'file') throw new Failure('not-found')
  const { placeId, by } = plan
  const target = await targetOf(context, place)
  if (!target.ok || target.by !== by || digestOf(context, target.file.bytes) !== plan.digest)
    return { outcome: 'changed' }
  const { path, file, next, format } = target
  if (!(await writeWithCopy(context, new Map([[placeId, place]]), path, { file, next }))) return { outcome: 'changed' }
  // As it is now: the person may have changed or removed it meanwhile.
  const now = index.places.get(placeId)
  noteActivity(context, { what: 'place-written', tokenId: by }, 'done')
  if (now?.where.kind !== 'file' || now.where.path !== place.where.path) return { outcome: 'written' }
  const where = { ...now.where, format }
  const seen = { at: clock.now(), fingerprint: index.heldOf(by)?.held.fingerprint ?? null }
  const value = { ...withReplacement({ ...now, where }, by, clock.now()), seen }
  await store.commit([{ put: 'place', id: placeId, value }])
  return { outcome: 'written' }
}

/**
 * Writes a file. As it is now it goes into the vault's folder first, sealed, for each of the places that it can be put back
 * from. Gives false where somebody has changed it since: then it is as it was, and so are the places that are known already.
 * Throws Failure.
 */
export async function writeWithCopy(
  { index, vault, store, clock, placeFiles }: Context,
  places: ReadonlyMap<string, PlaceRecord>,
  path: string,
  { file, next }: Pick<Target, 'file' | 'next'>,
): Promise<boolean> {
  const changes = (records: Iterable<readonly [string, PlaceRecord]>, writtenAt: number | null): RecordChange[] =>
    [...records].map(([id, place]) => ({ put: 'place', id, value: { ...place, writtenAt } }))
  // First of all: a copy that no place speaks of is removed with the next refresh.
  await store.commit(changes(places, clock.now()))
  const undo = { path: file.path, before: file.bytes.toString('base64'), after: next.toString('base64') }
  for (const placeId of places.keys()) await vault.snapshots.write(undoName(placeId), undoBytes(undo))
  try {
    if (await placeFiles.replace(path, file, next)) return true
  } catch (error) {
    throw fileFailure(error)
  }
  const now = [...places.keys()].flatMap((id) => {
    const place = index.places.get(id)
    return place === undefined ? [] : [[id, place] as const]
  })
  if (now.length > 0) await store.commit(changes(now, null))
  for (const placeId of places.keys()) await vault.snapshots.remove(undoName(placeId))
  return false
}

/** A file of the person's own was not written. */
export function fileFailure(error: unknown): Failure {
  const code = codeOf(error)
  return code === 'EBUSY' ? new Failure('busy') : diskFailure(error)
}
