import type { ExpiryRule, TokenKind } from '../model/provider.ts'
import type { Held, Token } from '../model/token.ts'
import { isEndless, longestDays, offersNever, presetsFor } from './form.ts'

/** What is offered for a new secret: a week, one, two or three months, a year. */
export const usualDays = [7, 30, 60, 90, 365] as const

const day = 86_400_000

/** The dates that tell how long a token's present secret lasts. */
export type SecretDates = Pick<Token, 'created' | 'expiry'>

/**
 * A token that gets a new secret stays as old as it is: what came here with the secret is counted from then, or every
 * round would last longer than the one before.
 */
export function secretDates(
  { created, expiry }: SecretDates,
  held: Pick<Held, 'proof' | 'storedAt'> | null | undefined,
): SecretDates {
  if (held?.proof !== 'made-here' || created.kind !== 'at') return { created, expiry }
  return { created: { kind: 'at', at: Math.max(created.at, held.storedAt) }, expiry }
}

/** For how many whole days the token was made, or for ever; null where its dates do not tell. */
export function lifetimeOf({ created, expiry }: SecretDates): number | 'never' | null {
  if (expiry.kind === 'never') return 'never'
  if (expiry.kind !== 'at' || created.kind !== 'at' || expiry.at <= created.at) return null
  return Math.max(1, Math.round((expiry.at - created.at) / day))
}

/** What the new secret of a token begins with: as long as before, as far as that is allowed. */
export type Lifetime = { readonly kind: 'never' } | { readonly kind: 'days'; readonly days: number }

/**
 * As long as the token was made for, or what the provider allows of it; the provider's default where nobody can tell. No
 * longer than the policy of the audit says (`policyDays`), which also takes the place of "never": the person may choose
 * otherwise.
 */
export function lifetimeLike(
  token: SecretDates,
  rule: ExpiryRule,
  maxDays: number | null,
  policyDays: number | null = null,
): Lifetime {
  if (isEndless(rule)) return { kind: 'never' }
  const before = lifetimeOf(token)
  if (before === 'never' && policyDays === null && offersNever(rule, maxDays)) return { kind: 'never' }
  const instead = before === 'never' ? (policyDays ?? rule.defaultDays) : rule.defaultDays
  const wanted = typeof before === 'number' ? before : instead
  return { kind: 'days', days: Math.min(wanted, longestDays(rule, maxDays) ?? wanted, policyDays ?? wanted) }
}

/**
 * The kind of a token with what is offered for its new secret: as long as before, a week, one, two or three months, a year,
 * as far as its provider and organization allow. `policyDays` as for `lifetimeLike`.
 */
export function rotationKind(
  kind: TokenKind,
  token: SecretDates,
  maxDays: number | null,
  policyDays: number | null = null,
): TokenKind {
  const rule = kind.form.expiry
  if (isEndless(rule)) return kind
  const like = lifetimeLike(token, rule, maxDays, policyDays)
  const offered = new Set([...usualDays, ...(like.kind === 'days' ? [like.days] : [])])
  const days = presetsFor({ ...rule, presetDays: [...offered] }, maxDays)
  const presetDays = days.length > 0 ? [...days] : rule.presetDays
  const defaultDays = like.kind === 'days' ? like.days : rule.defaultDays
  return { ...kind, form: { ...kind.form, expiry: { ...rule, presetDays, defaultDays } } }
}
