import type { Token } from '#shared/model/token'

/** A token that had expired when it was listed cannot be the one that listed it. */
export function hadExpired(token: Token): boolean {
  return token.expiry.kind === 'at' && token.expiry.at <= token.asOf
}
