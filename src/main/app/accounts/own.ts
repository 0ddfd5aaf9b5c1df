import type { OwnCredential, Token } from '#shared/model/token'
import type { Provider } from '../../ports/provider.ts'
import type { RecordOf } from '../../ports/records.ts'

export interface OwnEvidence {
  readonly account: RecordOf<'account'>
  /** Undefined for a provider that this version does not know. */
  readonly provider: Provider | undefined
  /** What is known of the stored secrets of the account. */
  readonly held: readonly RecordOf<'held'>[]
  /** Tokens that are newer than the credential: see `newcomersOf`. */
  readonly newcomers: ReadonlySet<string>
  /** The token as it is known now. */
  tokenOf(tokenId: string): Token | undefined
}

type AccountRecord = RecordOf<'account'>

/**
 * Tokens that appeared in a list after the account's credential was entered: what a lost answer is suspected to have made
 * was not there in a whole listing before the call. None of them can be the credential.
 */
export function newcomersOf(
  operations: Iterable<RecordOf<'operation'>>,
  accountId: string,
  account: AccountRecord,
): Set<string> {
  const after = [...operations].filter(
    ({ operation, listedAt }) =>
      operation.accountId === accountId && listedAt !== undefined && listedAt >= enteredAt(account),
  )
  return new Set(after.flatMap(({ operation }) => operation.candidates))
}

/**
 * The new secret of a token of which nobody knows yet whether it was the credential: the account still signs in, or tries
 * to, with another value, and that may be the token's last one. Null when there is none.
 */
export function untriedSecretOf({ operation }: RecordOf<'operation'>): string | null {
  const { kind, emulated, step, newSecretId } = operation
  return kind === 'regenerate' && !emulated && step === 'stored' ? (newSecretId ?? null) : null
}

function enteredAt({ credentialAt, addedAt }: AccountRecord): number {
  return credentialAt ?? addedAt
}

/** The same instant but for rounding. "Never" tells nothing: who makes a new secret mostly asks for that once more. */
function isSameExpiry(left: Token['expiry'], right: Token['expiry']): boolean {
  return left.kind === 'at' && right.kind === 'at' && Math.abs(left.at - right.at) < 60_000
}

/** Can no token of this kind get a second secret? */
function isFixed(provider: Provider | undefined, { kind }: Token): boolean {
  const known = provider?.record.tokenKinds.find((one) => one.kind === kind)
  return known !== undefined && known.support.regenerate.how !== 'native'
}

/**
 * Judges for each token of an account whether it is the credential that Keyrack signs in with. Facts come before words:
 * a secret that Keyrack got with its token is compared with the credential by fingerprint, then the provider is asked,
 * then counts what the person said. As an account has one credential, a yes for one token is a no for its others.
 */
export function ownJudge({
  account,
  provider,
  held,
  newcomers,
  tokenOf,
}: OwnEvidence): (token: Token) => OwnCredential {
  const made = new Map(held.filter(({ proof }) => proof === 'made-here').map((one) => [one.tokenId, one]))
  const sure = [...made.values()].find(({ fingerprint }) => fingerprint === account.fingerprint)?.tokenId
  const notOwn = new Set(account.notOwnTokenIds)

  // A secret regenerated elsewhere is another one by now, and could be a credential that was entered since; it mostly
  // has another expiry.
  const isAnother = (made: RecordOf<'held'>, token: Token) =>
    made.storedAt >= enteredAt(account) || isFixed(provider, token) || isSameExpiry(made.token.expiry, token.expiry)

  return (token) => {
    if (sure !== undefined) return token.id === sure ? 'yes' : 'no'
    const secret = made.get(token.id)
    if (secret !== undefined && isAnother(secret, token)) return 'no'
    const told = provider?.isOwnCredential(account.identity, token) ?? 'unknown'
    if (told !== 'unknown') return told
    if (newcomers.has(token.id)) return 'no'
    // The credential works, so an answer that named a token that is dead by now was a mistake.
    if (account.ownTokenId !== null && tokenOf(account.ownTokenId)?.state === 'active') {
      return token.id === account.ownTokenId ? 'yes' : 'no'
    }
    return notOwn.has(token.id) ? 'no' : 'unknown'
  }
}
