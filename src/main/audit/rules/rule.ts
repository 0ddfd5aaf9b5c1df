import type { Evidence } from '#shared/model/finding'
import type { TokenKind } from '#shared/model/provider'
import type { Instant } from '#shared/model/time'
import type { Token } from '#shared/model/token'
import { secretDates, type SecretDates } from '#shared/rules/lifetime'
import type { TokenFacts } from '../facts.ts'
import type { Limits } from '../policy/packs.ts'
import type { Owners } from '../lookup/owners.ts'
import type { SameSecrets } from '../lookup/same-secrets.ts'

/** How a token stands: alive is what works as far as anybody knows. */
export type Standing = 'alive' | 'expired' | 'revoked' | 'gone'

/** What the rules know beside the token itself. */
export interface Around {
  readonly now: Instant
  readonly owners: Owners
  readonly secrets: SameSecrets
}

/** One token, as the rules look at it. */
export interface Case extends TokenFacts {
  /** Undefined for a kind that no record has. */
  readonly kind: TokenKind | undefined
  readonly limits: Limits
  /** When its present secret was made, and when that ends. */
  readonly dates: SecretDates
  readonly around: Around
}

/** A rule on one token: what its finding stands on, or null. What is not known is never a finding by itself. */
export interface TokenRule {
  /** How a token stands that the rule is about. */
  readonly of: readonly Standing[]
  readonly look: (one: Case) => readonly Evidence[] | null
}

export function standingOf({ state, expiry }: Pick<Token, 'state' | 'expiry'>, now: Instant): Standing {
  if (state !== 'active') return state
  return expiry.kind === 'at' && expiry.at <= now ? 'expired' : 'alive'
}

export function caseOf(facts: TokenFacts, kind: TokenKind | undefined, limits: Limits, around: Around): Case {
  return { ...facts, kind, limits, dates: secretDates(facts.token, facts.held), around }
}

/** A limit of the policy, as evidence: no fact of a provider's. */
export function limitOf(days: number): Evidence {
  return { fact: 'limit', days, asOf: null }
}
