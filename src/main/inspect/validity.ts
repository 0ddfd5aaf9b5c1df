import type { troubles, Validity } from '#shared/model/inspection'
import { furthestInstant, type Instant } from '#shared/model/time'

export type Trouble = (typeof troubles)[number]

/** So far apart clocks may be: what RFC 7519, section 4.1.4, calls "usually no more than a few minutes". */
export const clockSkew = 5 * 60_000

/** As seconds this would be the year 5138: somebody has taken milliseconds. */
const milliseconds = 1e11

/** Names of claims that are times, and of those of single providers that mean the same. */
const times = new Set(['exp', 'nbf', 'iat', 'auth_time', 'updated_at'])

/** A time of a JWT (NumericDate of RFC 7519): seconds since 1970, fractions too. Null where the field is none. */
export function numericDate(name: string, value: unknown): Instant | null {
  if (!times.has(name) || typeof value !== 'number') return null
  return instant(value >= milliseconds ? value : value * 1000)
}

/** A time of a PASETO: RFC 3339, in text. Null where the field is none. */
export function textDate(name: string, value: unknown): Instant | null {
  if (!times.has(name) || typeof value !== 'string' || !/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d/.test(value)) return null
  return instant(Date.parse(value))
}

function instant(at: number): Instant | null {
  return Number.isFinite(at) && Math.abs(at) <= furthestInstant ? Math.round(at) : null
}

/** When a token holds, by its claims, with room for clocks that are apart; and what is odd about its times. */
export function validityOf(
  fields: readonly (readonly [string, unknown])[],
  timeOf: (name: string, value: unknown) => Instant | null,
  now: Instant,
): { validity: Validity; troubles: Trouble[] } {
  const of = (name: string) => fields.find(([own]) => own === name)
  const time = (name: string): Instant | null => {
    const field = of(name)
    return field === undefined ? null : timeOf(name, field[1])
  }
  const [issued, begins, expires] = [time('iat'), time('nbf'), time('exp')]
  const found: Trouble[] = []
  const isLong = ([name, value]: readonly [string, unknown]) =>
    times.has(name) && typeof value === 'number' && value >= milliseconds
  if (fields.some(isLong)) found.push('milliseconds')
  if ([...times].some((name) => of(name) !== undefined && time(name) === null)) found.push('odd-time')
  const first = begins ?? issued
  if (expires !== null && first !== null && expires < first) found.push('times-crossed')
  return { validity: { issued, begins, expires, state: stateOf(begins, expires, now) }, troubles: found }
}

function stateOf(begins: Instant | null, expires: Instant | null, now: Instant): Validity['state'] {
  const isNear = (at: Instant | null) => at !== null && Math.abs(at - now) <= clockSkew
  // `exp` is the first moment at which it must not be taken any more.
  if (expires !== null && expires <= now && !isNear(expires)) return 'expired'
  if (begins !== null && begins > now && !isNear(begins)) return 'not-yet'
  if (isNear(expires) || isNear(begins)) return 'unclear'
  return expires === null ? 'no-expiry' : 'valid'
}
