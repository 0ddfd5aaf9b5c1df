import type { Evidence } from '#shared/model/finding'
import type { Token } from '#shared/model/token'
import { nameOfPlace, placesInUse } from '#shared/rules/places'
import { calledBy } from '#shared/text/words'
import type { AccountFacts, TokenFacts } from '../facts.ts'
import type { Case, TokenRule } from './rule.ts'

/** So many others are named, at most. */
const mostNamed = 20

interface Users {
  readonly tokens: Token[]
  readonly accounts: AccountFacts[]
}

/** Who has which secret, by fingerprints. */
export class SameSecrets {
  readonly #accounts: ReadonlyMap<string, AccountFacts>
  readonly #users = new Map<string, Users>()

  constructor(tokens: Iterable<TokenFacts>, accounts: ReadonlyMap<string, AccountFacts>) {
    this.#accounts = accounts
    for (const account of accounts.values()) {
      if (account.fingerprint !== '') this.#usersOf(account.fingerprint).accounts.push(account)
    }
    for (const facts of tokens) {
      const print = this.#printOf(facts)
      if (print !== undefined) this.#usersOf(print).tokens.push(facts.token)
    }
  }

  /** Other tokens with the secret of this one, and accounts that sign in with it though it is not theirs. */
  othersOf(facts: TokenFacts): string[] {
    const print = this.#printOf(facts)
    const users = print === undefined ? undefined : this.#users.get(print)
    if (users === undefined) return []
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

/** One secret does for two: whoever gets it in one place has the other too, and it cannot be ended in one alone. */
export const sameSecret: TokenRule = {
  of: ['alive'],
  look: (one) => {
    const others = one.around.secrets.othersOf(one)
    const places = placesOf(one)
    if (others.length === 0 && places.length < 2) return null
    return [
      ...others.slice(0, mostNamed).map((text): Evidence => ({ fact: 'same-as', text, asOf: null })),
      ...(places.length < 2 ? [] : places.slice(0, mostNamed)),
    ]
  },
}

/** Where the secret is used, but for files that were seen to have another value. */
function placesOf({ token, places }: Case): Evidence[] {
  return placesInUse({ token, places: [...places] })
    .filter(({ seen }) => seen === null || seen.value === 'current' || seen.value === 'successor')
    .map(({ where, seen, addedAt }) => ({
      fact: 'place',
      text: nameOfPlace(where),
      asOf: seen?.at ?? addedAt,
    }))
}
