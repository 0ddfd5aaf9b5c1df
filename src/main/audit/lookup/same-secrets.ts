import type { Token } from '#shared/model/token'
import { calledBy } from '#shared/text/words'
import type { Steps } from '../../ports/steps.ts'
import type { AccountFacts, TokenFacts } from '../facts.ts'

interface Users {
  readonly tokens: Token[]
  readonly accounts: AccountFacts[]
}

/** Who has which secret, by fingerprints. */
export class SameSecrets {
  readonly #accounts: ReadonlyMap<string, AccountFacts>
  readonly #users = new Map<string, Users>()

  private constructor(accounts: ReadonlyMap<string, AccountFacts>) {
    this.#accounts = accounts
    for (const account of accounts.values()) {
      if (account.fingerprint !== '') this.#usersOf(account.fingerprint).accounts.push(account)
    }
  }

  static *steps(tokens: Iterable<TokenFacts>, accounts: ReadonlyMap<string, AccountFacts>): Steps<SameSecrets> {
    const secrets = new SameSecrets(accounts)
    for (const facts of tokens) {
      const print = secrets.#printOf(facts)
      if (print !== undefined) secrets.#usersOf(print).tokens.push(facts.token)
      yield
    }
    return secrets
  }

  /** Other tokens with the secret of this one, and accounts that sign in with it though it is not theirs. */
  othersOf(facts: TokenFacts): string[] {
    const print = this.#printOf(facts)
    const users = print === undefined ? undefined : this.#users.get(print)
    if (users === undefined || users.tokens.length + users.accounts.length < 2) return []
    const { token } = facts
    const others = users.tokens.filter((other) => other.id !== token.id && !isSameToken(other, token))
    const named = new Set([token, ...users.tokens].map(({ accountId }) => accountId))
    const accounts = users.accounts.filter(({ id }) => !named.has(id))
    return [...others.map((other) => this.#called(other)), ...accounts.map(({ name }) => name)]
  }

  /** The fingerprint of its secret: of the stored one, or of the credential that is known to be it. */
  #printOf({ token, held }: TokenFacts): string | undefined {
    if (held !== null) return held.fingerprint
    const account = this.#accounts.get(token.accountId)
    return account?.ownTokenId === token.id && account.fingerprint !== '' ? account.fingerprint : undefined
  }

  #called(token: Token): string {
    const account = this.#accounts.get(token.accountId)?.name ?? token.service ?? ''
    return account === '' ? calledBy(token) : `${calledBy(token)} (${account})`
  }

  #usersOf(fingerprint: string): Users {
    const known = this.#users.get(fingerprint)
    if (known !== undefined) return known
    const users: Users = { tokens: [], accounts: [] }
    this.#users.set(fingerprint, users)
    return users
  }
}

/** One token of an issuer that two accounts see. */
function isSameToken(one: Token, other: Token): boolean {
  return one.provider === other.provider && one.issuerId === other.issuerId
}
