import type { Evidence } from '#shared/model/finding'
import { nameOfPlace, placesInUse } from '#shared/rules/places'
import type { Case, TokenRule } from './rule.ts'

/** So many others are named, at most. */
const mostNamed = 20

/** One secret does for two: whoever gets it in one place has the other too, and it cannot be ended in one alone. */
export const sameSecret: TokenRule = {
  of: ['alive'],
  look: (one) => {
    const others = one.around.secrets.othersOf(one)
    const places = placesOf(one)
    if (others.length === 0 && places.length < 2) return null
    return [
      ...others.slice(0, mostNamed).map((text): Evidence => ({ fact: 'same-as', text, asOf: null })),
      ...(places.length < 2 ? [] : places.slice(0, mostNamed)),
    ]
  },
}

/** Where the secret is used, but for files that were seen to have another value. */
function placesOf({ token, places }: Case): Evidence[] {
  return placesInUse({ token, places: [...places] })
    .filter(({ seen }) => seen === null || seen.value === 'current' || seen.value === 'successor')
    .map(({ where, seen, addedAt }) => ({
      fact: 'place',
      text: nameOfPlace(where),
      asOf: seen?.at ?? addedAt,
    }))
}
