import type { ProviderRow } from '#shared/rules/provider-table'
import { fold, matchesTerms, queryTerms } from '#shared/rules/search'
import { addressesLine, kindsLine, providersText as text, verifiedLine } from '#renderer/text/providers'

/** The rows in which every word of the query occurs, in whatever is shown of them. */
export function found(rows: readonly ProviderRow[], query: string): readonly ProviderRow[] {
  const terms = queryTerms(query)
  return rows.filter((row) => matchesTerms(haystackOf(row), terms))
}

function haystackOf(row: ProviderRow): string {
  const cells = [...row.kinds.flatMap((kinds) => Object.values(kinds.cells)), ...Object.values(row.services)]
  return fold(
    [
      row.name,
      row.notice,
      addressesLine(row),
      verifiedLine(row),
      ...row.kinds.map(({ labels }) => kindsLine(labels)),
      // What every row says ("Yes", "No") would find all of them.
      ...cells.filter(({ how }) => how === 'emulated' || how === 'guided').map(({ how }) => text.how[how]),
      ...cells.map(({ reason }) => reason),
    ].join('\n'),
  )
}
