import type { Page } from '#main/ports/provider'

/**
 * For a revocation that found nothing to revoke, which can also mean a hidden owner, a missing right or a path that is not
 * there: only the listing proves that it is this token that is gone. While it is listed, `otherwise` is thrown.
 */
export async function goneFrom(
  listing: AsyncIterable<Page>,
  issuerId: string,
  otherwise: unknown,
): Promise<'already-gone'> {
  for await (const { tokens } of listing) {
    if (tokens.some((token) => token.issuerId === issuerId)) throw otherwise
  }
  return 'already-gone'
}
