import type { Input, Output } from '#shared/contract'
import { typedWhereSchema } from '#shared/model/place'
import { mostPlaces } from '#shared/rules/place-limits'
import { formatOf } from '../../places/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { RecordOf } from '../../ports/records.ts'
import type { Context } from '../context.ts'
import { noteActivity } from '../activity/noted.ts'
import { newPlace } from '../places/places.ts'
import { knownPlaces } from './scan.ts'

/**
 * Notes finds of a scan as places of their tokens, all in one commit. Throws Failure: `not-found` when the scan or a find is
 * gone, and what the disk says.
 */
export async function rememberFound(
  context: Context,
  { scanId, found: ids }: Input<'scan.remember'>,
): Promise<Output<'scan.remember'>> {
  const { scans, index, rows, store, random, clock } = context
  const { found } = scans.get(scanId)
  const isKnown = knownPlaces(context)
  const counts = new Map<string, number>()
  const added: RecordOf<'place'>[] = []
  let known = 0
  let full = 0
  let odd = 0
  for (const id of new Set(ids)) {
    const one = found.find((each) => each.id === id)
    const tokenId = one?.tokenId
    if (one === undefined || tokenId == null || rows.token(tokenId) === undefined) throw new Failure('not-found')
    const where = typedWhereSchema.safeParse({ kind: 'file', path: one.path }).data
    // One that is written otherwise, without the blank at its end, would lead to another file.
    if (where?.kind !== 'file' || where.path !== one.path) {
      odd += 1
      continue
    }
    const count = counts.get(tokenId) ?? index.placesOf(tokenId).length
    if (isKnown(tokenId, one.path)) known += 1
    else if (count >= mostPlaces) full += 1
    else {
      counts.set(tokenId, count + 1)
      const fingerprint = index.heldOf(tokenId)?.held.fingerprint
      const seen = fingerprint === undefined ? null : { at: clock.now(), fingerprint }
      added.push({ ...newPlace(context, tokenId, { ...where, format: formatOf(one.path) }, ''), seen })
    }
  }
  if (added.length > 0) await store.commit(added.map((value) => ({ put: 'place', id: random.uuid(), value })))
  for (const { tokenId } of added) noteActivity(context, { what: 'place-added', tokenId }, 'done')
  return { added: added.length, known, full, odd }
}
