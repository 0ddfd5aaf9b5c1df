import type { SeenValue } from '#shared/model/place'
import type { PlaceRecord } from './place.ts'

/** The fingerprint of the secret that the vault has of a token now; undefined where it has none. */
export type Prints = (tokenId: string) => string | undefined

/**
 * What the last look into a file found, compared by fingerprints with what the vault has. Null where nobody looked.
 * `waiting`: the successor that the token has while its places are being walked through.
 */
export function seenValue(
  { tokenId, replaced, old, seen }: PlaceRecord,
  printOf: Prints,
  waiting: string | null,
): SeenValue | null {
  if (seen === null) return null
  const { fingerprint } = seen
  if (fingerprint === null) return 'absent'
  const successor = replaced?.by ?? waiting
  if (successor !== null && successor !== tokenId && printOf(successor) === fingerprint) return 'successor'
  if (printOf(tokenId) === fingerprint) return 'current'
  return old?.fingerprint === fingerprint ? 'old' : 'other'
}
