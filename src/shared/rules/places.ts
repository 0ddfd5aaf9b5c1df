import type { Place, TypedWhere, Where } from '../model/place.ts'
import type { TokenRow } from '../model/token.ts'

/** The token whose value is at a place as far as anybody knows: its successor's once it was replaced. */
export function holderOf({ tokenId, replaced }: Pick<Place, 'tokenId' | 'replaced'>): string | null {
  return replaced === null ? tokenId : replaced.by
}

/** What a place is called: its path or its name. */
export function nameOfPlace(where: Where | TypedWhere): string {
  return where.kind === 'file' ? where.path : where.name
}

/** Equal for two descriptions of one place. */
export function keyOfWhere(where: Where | TypedWhere): string {
  return JSON.stringify([where.kind, nameOfPlace(where)])
}

/** Places that stop working when the token does, those with an older secret of it left out: they do not work already. */
export function placesInUse({ token, places = [] }: Pick<TokenRow, 'token' | 'places'>): readonly Place[] {
  return places.filter((place) => holderOf(place) === token.id && !hasOldSecret(place))
}

/** Was the token given another secret since, and not this place? */
export function hasOldSecret({ oldSince, replaced }: Pick<Place, 'oldSince' | 'replaced'>): boolean {
  return oldSince !== null && replaced === null
}

/**
 * What is to be walked through for the secret of `by`: what the old token had when its successor was made, each ticked or not.
 * Where it is the same token, those that had its secret before this one.
 */
export function checkList({ token, places = [] }: Pick<TokenRow, 'token' | 'places'>, by: string): readonly Place[] {
  return places.filter(({ tokenId, oldSince }) => tokenId === token.id && (by !== token.id || oldSince !== null))
}

/** So many places have the secret before the one that the token has now. */
export function outdatedPlaces({ places = [] }: Pick<TokenRow, 'places'>): number {
  return places.filter(hasOldSecret).length
}
