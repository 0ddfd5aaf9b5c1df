import type { PlaceInList } from '#shared/model/preferences'
import type { WarningStep } from '#shared/rules/expiry'
import type { Entry } from './row-index.ts'

/** Tokens that are alive, and how many of them have expired or are due. */
export interface Count {
  readonly total: number
  readonly expired: number
  readonly due: number
  /** The most urgent step any of the due ones is within. */
  readonly withinDays: WarningStep | null
}

export type PlaceCounts = (place: PlaceInList) => Count

type Tally = { -readonly [K in keyof Count]: Count[K] }

const nothing: Count = { total: 0, expired: 0, due: 0, withinDays: null }

function keyOf(place: PlaceInList): string {
  switch (place.kind) {
    case 'all':
      return ''
    case 'account':
      return place.accountId
    case 'owner':
      return `${place.accountId}\n${place.ownerKey}`
  }
}

/** Counts the living tokens of every place in one go. */
export function countPlaces(entries: Iterable<Entry>): PlaceCounts {
  const tallies = new Map<string, Tally>()

  function add(key: string, { status }: Entry): void {
    let tally = tallies.get(key)
    if (!tally) tallies.set(key, (tally = { ...nothing }))
    tally.total += 1
    if (status.kind === 'expired') tally.expired += 1
    if (status.kind !== 'due') return
    tally.due += 1
    if (tally.withinDays === null || status.withinDays < tally.withinDays) tally.withinDays = status.withinDays
  }

  for (const entry of entries) {
    const { accountId, state } = entry.row.token
    if (state !== 'active') continue
    add('', entry)
    add(accountId, entry)
    add(`${accountId}\n${entry.ownerKey}`, entry)
  }
  return (place) => tallies.get(keyOf(place)) ?? nothing
}
