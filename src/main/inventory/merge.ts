import type { Instant } from '#shared/model/time'
import type { Token } from '#shared/model/token'

/** How long a token that is gone or revoked is still shown: a year. */
const keptMs = 365 * 86_400_000

/**
 * What becomes of a token that a complete listing has. `touchedSince`: Keyrack itself changed the token after the
 * listing began, so the listing may tell of the time before. Otherwise the issuer is right, also about a token that was
 * thought gone or revoked: calling a living token dead would be the dangerous mistake.
 */
export function afterListed(known: Token | undefined, listed: Token, touchedSince: boolean): Token {
  return known !== undefined && touchedSince ? known : listed
}

/** What becomes of a token that a complete listing does not have. It keeps its facts and their age. */
export function afterMissing(known: Token, touchedSince: boolean, endedAt: Instant): Token {
  if (touchedSince || known.state !== 'active') return known
  return { ...known, state: 'gone', goneAt: endedAt }
}

/** May a token be forgotten? Only one that is gone or revoked for longer than a year. */
export function isForgettable(token: Token, now: Instant): boolean {
  return token.state !== 'active' && token.goneAt !== undefined && now - token.goneAt > keptMs
}
