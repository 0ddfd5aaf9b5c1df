import { furthestInstant, type Creation, type Expiry, type Instant } from '#shared/model/time'

const timestampShape = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?$/

/** An instant from unix seconds; undefined for what is no time. */
export function instantFromSeconds(seconds: number): Instant | undefined {
  const at = Math.trunc(seconds * 1000)
  return Number.isSafeInteger(at) && Math.abs(at) <= furthestInstant ? at : undefined
}

/**
 * A time that a provider gives in unix seconds with 0 for "never", such as an expiry or a last use. Absent, negative
 * and impossible numbers are `unknown`, which is not the same as never.
 */
export function fromSecondsOrNever(seconds: number | null | undefined): Expiry {
  if (seconds === 0) return { kind: 'never' }
  if (seconds === null || seconds === undefined || !(seconds > 0)) return { kind: 'unknown' }
  const at = instantFromSeconds(seconds)
  return at === undefined ? { kind: 'unknown' } : { kind: 'at', at }
}

/**
 * An instant from an RFC 3339 or ISO 8601 timestamp; UTC where it names no zone. Undefined for everything else, though
 * the engine's own parser would make something of it.
 */
export function instantFromText(text: string | null | undefined): Instant | undefined {
  if (text === null || text === undefined || !timestampShape.test(text)) return undefined
  const zoned = /(?:[Zz]|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`
  const at = Date.parse(zoned.replace(' ', 'T').toUpperCase())
  return Number.isNaN(at) ? undefined : at
}

/** The first instant of a day in UTC (`2027-03-12`); undefined for everything else. */
export function instantFromDay(day: string | null | undefined): Instant | undefined {
  return day && /^\d{4}-\d\d-\d\d$/.test(day) ? instantFromText(`${day}T00:00:00Z`) : undefined
}

/**
 * When a token was last used, or ends, from a timestamp as text where the provider says null for "never". An absent one
 * is unknown.
 */
export function fromTextOrNull(text: string | null | undefined): Expiry {
  if (text === null) return { kind: 'never' }
  const at = instantFromText(text)
  return at === undefined ? { kind: 'unknown' } : { kind: 'at', at }
}

/** When a token was created, from a timestamp as text. */
export function creationFromText(text: string | null | undefined): Creation {
  const at = instantFromText(text)
  return at === undefined ? { kind: 'unknown' } : { kind: 'at', at }
}

/** RFC 3339 has years of four digits and services know none before 1970. */
const latest = Date.UTC(9999, 11, 31)

/** The RFC 3339 timestamp of an instant that bounds a search; one that it cannot say becomes the nearest that it can. */
export function boundText(at: Instant): string {
  return new Date(Math.min(Math.max(at, 0), latest)).toISOString()
}
