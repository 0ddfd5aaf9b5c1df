import type { Token } from '#shared/model/token'
import { expiryWords } from '#shared/text/calendar'
import type { Rows } from '../list/rows.ts'
import type { RecordIndex } from '../record-index.ts'

interface Known {
  readonly index: Pick<RecordIndex, 'accounts'>
  readonly rows: Pick<Rows, 'ownToken' | 'token' | 'tokens'>
}

/** What an account signs in with, among what ends: the id of a token has more behind its account's. */
const idOf = (accountId: string) => `${accountId}/`

/** The account of this id; null for the id of a token. */
export function accountOfCredential(id: string): string | null {
  return id.endsWith('/') ? id.slice(0, -1) : null
}

/** What ends at a time or may: all tokens, and the credentials of accounts that none of them is. */
export function* ending({ index, rows }: Known): Generator<Token> {
  yield* rows.tokens()
  yield* credentials({ index, rows })
}

/** One of them by its id. */
export function endingOf({ index, rows }: Known, id: string): Token | undefined {
  const accountId = accountOfCredential(id)
  return accountId === null ? rows.token(id) : credentialOf({ index, rows }, accountId)
}

/** The credentials of accounts that say themselves when they end, where no list has the token. */
export function* credentials({ index, rows }: Known): Generator<Token> {
  for (const accountId of index.accounts.keys()) {
    const credential = credentialOf({ index, rows }, accountId)
    if (credential !== undefined) yield credential
  }
}

function credentialOf({ index, rows }: Known, accountId: string): Token | undefined {
  const account = index.accounts.get(accountId)
  if (account?.credentialExpiresAt === undefined || rows.ownToken(accountId) !== undefined) return undefined
  const { provider, identity, name, checkedAt, credentialExpiresAt } = account
  return {
    id: idOf(accountId),
    accountId,
    partId: accountId,
    provider,
    issuerId: '',
    owner: { kind: 'me', id: identity.id, name: identity.login },
    kind: '',
    name: expiryWords.signIn(name),
    description: '',
    created: { kind: 'unknown' },
    lastUsed: { kind: 'unknown' },
    expiry: { kind: 'at', at: credentialExpiresAt, by: 'secret' },
    scopes: { kind: 'unknown' },
    state: 'active',
    asOf: checkedAt,
  }
}
