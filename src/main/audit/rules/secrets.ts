import type { Evidence } from '#shared/model/finding'
import type { Place } from '#shared/model/place'
import { nameOfPlace } from '#shared/rules/places'
import type { TokenRule } from './rule.ts'

/** So many files are named, at most. */
const mostNamed = 40

/** The vault keeps the secret of a token that was revoked. */
export const revokedKept: TokenRule = {
  of: ['revoked'],
  look: ({ token, held }) =>
    held === null ? null : [ended('revoked', token.goneAt, token.asOf), stored(held.storedAt)],
}

/** The vault keeps the secret of a token that its issuer lists no more. */
export const goneKept: TokenRule = {
  of: ['gone'],
  look: ({ token, held }) => (held === null ? null : [ended('gone', token.goneAt, token.asOf), stored(held.storedAt)]),
}

function ended(fact: 'revoked' | 'gone', at: number | undefined, asOf: number): Evidence {
  return { fact, ...(at === undefined ? {} : { at }), asOf }
}

function stored(at: number): Evidence {
  return { fact: 'storage', at, asOf: null }
}

/** A file was seen to have the secret in it, for everybody who can read that file. */
export const plainText: TokenRule = {
  of: ['alive'],
  look: ({ token, places }) => {
    const files = places.filter((place) => hasValueOf(place, token.id))
    if (files.length === 0) return null
    return files
      .slice(0, mostNamed)
      .map(({ where, seen }) => ({ fact: 'place', text: nameOfPlace(where), asOf: seen?.at ?? null }))
  },
}

function hasValueOf({ where, seen, tokenId, replaced }: Place, id: string): boolean {
  if (where.kind !== 'file' || seen === null) return false
  return seen.value === 'current' ? tokenId === id : seen.value === 'successor' && replaced?.by === id
}

/** Its issuer says that it was found in public. */
export const leaked: TokenRule = {
  of: ['alive'],
  look: ({ token: { leaked: found, asOf } }) => {
    if (found === undefined) return null
    const { at, where } = found
    return [{ fact: 'leaked', ...(at === null ? {} : { at }), ...(where === undefined ? {} : { text: where }), asOf }]
  },
}
