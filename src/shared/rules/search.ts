import type { TokenRow } from '../model/token.ts'
import { nameOfPlace } from './places.ts'

/** Names that a token's record only has ids for. */
export interface RowNames {
  readonly provider: string
  readonly account: string
  readonly kind: string
}

const marks = /\p{M}+/gu
const plain = /^[\n\u0020-\u007e]*$/

/** Text as it is compared: lower case, without accents, compatibility forms made one. */
export function fold(text: string): string {
  return plain.test(text) ? text.toLowerCase() : text.normalize('NFKD').replaceAll(marks, '').toLowerCase()
}

/** Everything that is this token's own and that a search looks at, folded; fields are kept apart by line breaks. */
export function haystackOf({ token, tags, notes, places = [] }: TokenRow): string {
  return fold(
    [
      token.name,
      token.description,
      token.issuerId,
      token.createdBy ?? '',
      token.role ?? '',
      token.scopes.kind === 'listed' ? token.scopes.names.join(' ') : '',
      token.service ?? '',
      token.serviceUrl ?? '',
      token.manageUrl ?? '',
      tags.join('\n'),
      notes,
      ...places.flatMap(({ where, note }) => [nameOfPlace(where), note]),
    ].join('\n'),
  )
}

/** What a search looks at and many tokens have in common: account, provider, kind and owner, folded. */
export function commonHaystackOf({ token: { owner } }: TokenRow, names: RowNames): string {
  return fold([owner.name, owner.organization ?? '', names.account, names.provider, names.kind].join('\n'))
}

/** The words of a query, folded. All of them must occur, in any order. */
export function queryTerms(query: string): readonly string[] {
  return fold(query)
    .split(/\s+/)
    .filter((term) => term !== '')
}

/** Do all terms occur? */
export function matchesTerms(haystack: string, terms: readonly string[]): boolean {
  for (const term of terms) {
    if (!haystack.includes(term)) return false
  }
  return true
}

/** The terms that are still to be looked for in tokens that were found by `earlier` terms. */
export function newTerms(terms: readonly string[], earlier: readonly string[]): readonly string[] {
  return terms.filter((term) => !earlier.some((old) => old.includes(term)))
}

/** Can `terms` find nothing that `earlier` did not find? Then only the earlier result needs to be looked through. */
export function narrows(terms: readonly string[], earlier: readonly string[]): boolean {
  return earlier.every((old) => terms.some((term) => term.includes(old)))
}
