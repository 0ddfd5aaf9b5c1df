import type { Operation } from '../model/operation.ts'
import type { Support } from '../model/provider.ts'
import type { TokenRow } from '../model/token.ts'
import { isGuarded } from './own-token.ts'

/**
 * What regenerating many tokens does with one of them. `native`: its old secret dies at once; `own`: so it does, and Keyrack
 * signs in with it or may do so: it comes last, and only if the person asks for it; `emulated`: a successor is made, and the
 * old token stands; `guided`: it is done on the provider's page, one at a time; `waiting`: something about it is not over;
 * `none`: it cannot be done; `ended`: it is no more.
 */
export type RegenerateWay = 'native' | 'own' | 'emulated' | 'guided' | 'waiting' | 'none' | 'ended'

/** The way of one token. `support`: how its provider regenerates such tokens; undefined for one without an adapter. */
export function regenerateWay(
  { token, own }: { readonly token: Pick<TokenRow['token'], 'id' | 'state'>; readonly own: TokenRow['own'] },
  support: Support | undefined,
  operations: readonly Pick<Operation, 'kind' | 'tokenId' | 'newTokenId'>[],
): RegenerateWay {
  if (token.state !== 'active') return 'ended'
  if (support === undefined || support.how === 'none') return 'none'
  if (support.how === 'guided') return 'guided'
  // A second secret beside one that waits would leave one of them forgotten, and so would one that follows it.
  const isWaiting = operations.some(({ kind, tokenId, newTokenId }) => {
    return kind === 'regenerate' && (tokenId === token.id || newTokenId === token.id)
  })
  if (isWaiting) return 'waiting'
  if (support.how === 'emulated') return 'emulated'
  return isGuarded(own) ? 'own' : 'native'
}
