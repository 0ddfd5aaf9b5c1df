import type { Token } from '#shared/model/token'
import { Failure } from '../ports/failure.ts'
import type { IssuedToken, Page } from '../ports/provider.ts'
import { giveWay } from './give-way.ts'

/** More tokens than this in one part are a provider whose pages never end. */
const mostTokens = 200_000

/**
 * Reads a listing to its end, by id. A token that two pages have is taken once. Throws what the listing throws, and
 * Failure('cancelled') as soon as the signal aborts between two pages.
 */
export async function collectListing(
  pages: AsyncIterable<Page>,
  convert: (issued: IssuedToken) => Token,
  signal: AbortSignal,
  onTokens: (count: number) => void,
): Promise<Map<string, Token>> {
  const listed = new Map<string, Token>()
  for await (const page of pages) {
    if (signal.aborted) break
    const before = listed.size
    for (const issued of page.tokens) {
      const token = convert(issued)
      listed.set(token.id, token)
    }
    if (listed.size > mostTokens) throw new Failure('too-large', { limit: mostTokens })
    onTokens(listed.size - before)
    await giveWay()
  }
  if (signal.aborted) throw new Failure('cancelled')
  return listed
}
