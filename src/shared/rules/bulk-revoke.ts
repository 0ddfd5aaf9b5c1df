import type { Support } from '../model/provider.ts'
import type { TokenRow } from '../model/token.ts'
import { isGuarded } from './own-token.ts'

/** So many tokens at most are revoked in one run. */
export const mostInBulk = 2_000

/**
 * What revoking many tokens does with one of them. `call`: revokes it; `own`: revokes it last, and only if the person asks
 * for it, because Keyrack signs in with it or may do so; `guided`: it is done on the provider's page, one at a time; `none`:
 * it cannot be done; `ended`: nothing is left to do.
 */
export type RevokeWay = 'call' | 'own' | 'guided' | 'none' | 'ended'

/** The way of one token. `support`: how its provider revokes such tokens; undefined for one without an adapter. */
export function revokeWay(
  { token, own }: { readonly token: Pick<TokenRow['token'], 'state'>; readonly own: TokenRow['own'] },
  support: Support | undefined,
): RevokeWay {
  if (token.state !== 'active') return 'ended'
  if (support?.how === 'native') return isGuarded(own) ? 'own' : 'call'
  return support?.how === 'guided' ? 'guided' : 'none'
}
