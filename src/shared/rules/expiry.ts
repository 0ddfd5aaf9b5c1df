import type { Expiry, Instant } from '../model/time.ts'

/** A day is 24 hours of elapsed time: zones and daylight saving change what a clock shows, not when a token ends. */
export const dayLength = 86_400_000

/** How many days before its end a token may be warned of. */
export const warningChoices = [1, 3, 7, 14, 30, 60, 90] as const

/** How many days before its end a token is warned of, one or more of the choices. */
export type WarningStep = (typeof warningChoices)[number]

/** Some services tell a time from now on, which differs a little with every answer. */
const sameEndMs = 300_000

/** Are these two answers about one and the same end of a token? */
export function isSameEnd(one: Instant, other: Instant): boolean {
  return Math.abs(one - other) <= sameEndMs
}

/** A token with its expiry as its issuer tells it, without what its secret or a person says instead. */
export function asIssued<T extends { readonly expiry: Expiry }>(token: T): T {
  return token.expiry.kind === 'at' && token.expiry.by !== undefined ? { ...token, expiry: { kind: 'unknown' } } : token
}

/** Who says when, or that, a token ends: of another service all is typed. Empty where nobody does. */
export function endSaidBy({
  expiry,
  provider,
}: {
  readonly expiry: Expiry
  readonly provider: string
}): '' | 'issuer' | 'secret' | 'typed' {
  if (expiry.kind === 'unknown') return ''
  const issuer = provider === 'other' ? 'typed' : 'issuer'
  return expiry.kind === 'at' ? (expiry.by ?? issuer) : issuer
}

const expired = { kind: 'expired' } as const
const fine = { kind: 'fine' } as const

export type ExpiryStatus =
  | { readonly kind: 'expired' }
  /** Ends within so many days: the smallest of the chosen steps that holds. */
  | { readonly kind: 'due'; readonly withinDays: WarningStep }
  | { readonly kind: 'fine' }
  | { readonly kind: 'never' }
  | { readonly kind: 'unknown' }

/** How a token stands: its expiry while it is alive, otherwise how it ended. */
export type TokenStatus = ExpiryStatus | { readonly kind: 'revoked' } | { readonly kind: 'gone' }

/**
 * How an expiry stands at `now`. A token has expired from its very instant on, and is due within N days from exactly
 * N times 24 hours before it on.
 */
export function expiryStatus(expiry: Expiry, now: Instant, steps: readonly WarningStep[]): ExpiryStatus {
  if (expiry.kind !== 'at') return expiry
  if (expiry.at <= now) return expired
  let within: WarningStep | null = null
  for (const step of steps) {
    if (expiry.at <= now + step * dayLength && (within === null || step < within)) within = step
  }
  return within === null ? fine : { kind: 'due', withinDays: within }
}

/** How a token stands at `now`. One that is revoked or gone is not warned of any more. */
export function tokenStatus(
  token: { readonly state: 'active' | 'revoked' | 'gone'; readonly expiry: Expiry },
  now: Instant,
  steps: readonly WarningStep[],
): TokenStatus {
  return token.state === 'active' ? expiryStatus(token.expiry, now, steps) : { kind: token.state }
}

/** The next instant after `now` at which the status of this expiry changes; null when it never will. */
export function nextStatusChange(expiry: Expiry, now: Instant, steps: readonly WarningStep[]): Instant | null {
  if (expiry.kind !== 'at' || expiry.at <= now) return null
  let next = expiry.at
  for (const step of steps) {
    const boundary = expiry.at - step * dayLength
    if (boundary > now && boundary < next) next = boundary
  }
  return next
}
