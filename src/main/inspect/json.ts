import { Buffer, isUtf8 } from 'node:buffer'
import { type Claim, longestClaim, mostClaims } from '#shared/model/inspection'

/** Longest part of a token that is decoded, in characters: headers of servers have no room for more. */
const longestPart = 65_536

/** What a part of a token has in it: fields, or why there are none. */
export type Part =
  { readonly fields: readonly (readonly [string, unknown])[] } | { readonly not: 'too-large' | 'encoding' | 'json' }

/** Bytes in base64url without padding (RFC 7515, section 2), read strictly: null where it is none. */
export function bytesOf(part: string): Buffer | null {
  return /^[A-Za-z0-9_-]*$/.test(part) && part.length % 4 !== 1 ? Buffer.from(part, 'base64url') : null
}

/** The fields of a JSON object in a part; nothing in it is run, and its names are only names. */
export function objectIn(part: string): Part {
  if (part.length > longestPart) return { not: 'too-large' }
  const bytes = bytesOf(part)
  return bytes === null ? { not: 'encoding' } : objectOf(bytes)
}

/** The fields of a JSON object in bytes, which have to be UTF-8. */
export function objectOf(bytes: Buffer): Part {
  if (bytes.length > longestPart) return { not: 'too-large' }
  if (!isUtf8(bytes)) return { not: 'encoding' }
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? { fields: Object.entries(value) } : { not: 'json' }
  } catch {
    return { not: 'json' }
  }
}

/** Fields as they are told: in their order, cut to what a person reads. */
export function claimsOf(
  fields: readonly (readonly [string, unknown])[],
  timeOf: (name: string, value: unknown) => number | null,
): Claim[] {
  return fields.slice(0, mostClaims).map(([name, value]) => ({
    name: cut(name, 199),
    value: cut(textOf(value), longestClaim),
    at: timeOf(name, value),
  }))
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  try {
    return JSON.stringify(value)
  } catch {
    // So deeply nested that it cannot be written.
    return '…'
  }
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`
}
