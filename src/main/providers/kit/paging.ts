import type { IssuedToken, Page } from '#main/ports/provider'
import { Failure } from '#main/ports/failure'

/** No listing that ends has so many pages, or so many tokens. */
const mostPages = 2000
const mostTokens = 200_000

/** One page as the provider gave it, and where the next one is. */
export interface Fetched<Cursor> {
  readonly tokens: readonly IssuedToken[]
  readonly total?: number | undefined
  /** Undefined on the last page. */
  readonly next: Cursor | undefined
}

/**
 * Pages to the end of a listing. A token that comes twice, because the listing moved in between, is given once.
 *
 * @throws Failure broken-body when the provider leads in a circle or never comes to an end.
 */
export async function* pages<Cursor extends string | number>(
  first: Cursor,
  fetch: (cursor: Cursor) => Promise<Fetched<Cursor>>,
): AsyncIterable<Page> {
  const given = new Set<string>()
  const visited = new Set<Cursor>()
  for (let cursor: Cursor | undefined = first; cursor !== undefined;) {
    if (visited.has(cursor) || visited.size >= mostPages) throw endless()
    visited.add(cursor)
    const page: Fetched<Cursor> = await fetch(cursor)
    const tokens = page.tokens.filter(({ issuerId }) => !given.has(issuerId))
    for (const { issuerId } of tokens) given.add(issuerId)
    if (given.size > mostTokens) throw endless()
    yield { tokens, ...(page.total === undefined ? {} : { total: page.total }) }
    cursor = page.next
  }
}

function endless(): Failure {
  return new Failure('broken-body', { code: 'paging' })
}
