import { keyOfPlace, type PlaceRecord } from '../../places/index.ts'
import type { PlannedChange } from './restore-plan.ts'
import type { Steps } from '../slices.ts'

type Places = ReadonlyMap<string, PlaceRecord>

/**
 * Brings in the places of a backup: of two records of one place the newer. One that is here under another id is the same
 * place. Doing it twice changes nothing the second time.
 */
export function* mergePlaces(mine: Places, theirs: Places): Steps<PlannedChange[]> {
  const changes: PlannedChange[] = []
  const places = new Map(mine)
  const put = (id: string, place: PlaceRecord): void => {
    changes.push({ put: 'place', id, value: place })
    places.set(id, place)
  }
  const known = (id: string) => mine.has(id)
  for (const [id, place] of theirs) {
    yield
    if (known(id) && place.changedAt > (mine.get(id)?.changedAt ?? 0)) put(id, place)
  }
  // Only now is it settled which place each of our ids stands for.
  const newest = new Map<string, string>()
  const note = (id: string, place: PlaceRecord): void => {
    const other = newest.get(keyOfPlace(place))
    const at = other === undefined ? undefined : places.get(other)?.changedAt
    if (at === undefined || place.changedAt >= at) newest.set(keyOfPlace(place), id)
  }
  for (const [id, place] of places) note(id, place)
  for (const [theirId, place] of theirs) {
    yield
    if (known(theirId)) continue
    const id = newest.get(keyOfPlace(place)) ?? theirId
    if (place.changedAt <= (places.get(id)?.changedAt ?? -1)) continue
    put(id, place)
    note(id, place)
  }
  return changes
}
