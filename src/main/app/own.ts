import type { OwnCredential, Token } from '#shared/model/token'
import type { Provider } from '../ports/provider.ts'
import type { RecordOf } from '../ports/records.ts'

export interface OwnEvidence {
  readonly account: RecordOf<'account'>
  /** Undefined for a provider that this version does not know. */
  readonly provider: Provider | undefined
  /** What is known of the stored secrets of the account. */
  readonly held: readonly RecordOf<'held'>[]
  /** The token as it is known now. */
  tokenOf(tokenId: string): Token | undefined
}

/** Two expiries that are the same but for rounding. */
function isSameExpiry(left: Token['expiry'], right: Token['expiry']): boolean {
  if (left.kind !== 'at' || right.kind !== 'at') return left.kind === right.kind && left.kind !== 'unknown'
  return Math.abs(left.at - right.at) < 60_000
}

/**
 * Judges for each token of an account whether it is the credential that Keyrack signs in with. Facts come before words:
 * a secret that Keyrack got with its token is compared with the credential by fingerprint, then the provider is asked,
 * then counts what the person said. As an account has one credential, a yes for one token is a no for its others.
 */
export function ownJudge({ account, provider, held, tokenOf }: OwnEvidence): (token: Token) => OwnCredential {
  const made = new Map(held.filter(({ proof }) => proof === 'made-here').map((one) => [one.tokenId, one]))
  const sure = [...made.values()].find(({ fingerprint }) => fingerprint === account.fingerprint)?.tokenId
  const notOwn = new Set(account.notOwnTokenIds)

  return (token) => {
    if (sure !== undefined) return token.id === sure ? 'yes' : 'no'
    const secret = made.get(token.id)
    // A secret regenerated elsewhere is another one by now, and could be the credential; it then has another expiry.
    if (secret !== undefined && isSameExpiry(secret.token.expiry, token.expiry)) return 'no'
    const told = provider?.isOwnCredential(account.identity, token) ?? 'unknown'
    if (told !== 'unknown') return told
    // The credential works, so an answer that named a token that is dead by now was a mistake.
    if (account.ownTokenId !== null && tokenOf(account.ownTokenId)?.state === 'active') {
      return token.id === account.ownTokenId ? 'yes' : 'no'
    }
    return notOwn.has(token.id) ? 'no' : 'unknown'
  }
}
