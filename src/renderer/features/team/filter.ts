import type { TeamOwner } from '#shared/contract/team'

export type OwnerFilter = 'all' | 'people' | 'shared' | 'look'

/** Has left, or is looked after by nobody. */
export function isToLookAt({ kind, departures, stewards }: TeamOwner): boolean {
  return kind === 'nobody' || departures.length > 0 || stewards?.people === 0
}

/** The owners that the filter lets through and that have every word. */
export function shownOwners(owners: readonly TeamOwner[], filter: OwnerFilter, query: string): readonly TeamOwner[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return owners.filter((owner) => {
    const text = `${owner.name} ${owner.detail}`.toLowerCase()
    return passes(owner, filter) && words.every((word) => text.includes(word))
  })
}

function passes(owner: TeamOwner, filter: OwnerFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'people':
      return owner.kind === 'person'
    case 'shared':
      return owner.kind !== 'person' && owner.kind !== 'nobody'
    case 'look':
      return isToLookAt(owner)
  }
}
