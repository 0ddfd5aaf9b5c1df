import { furthestInstant, type Instant } from '#shared/model/time'

/** Longer ones are no credentials that anybody sends. */
const longest = 16_384
const parts = /^[\w-]+\.([\w-]+)\.[\w-]*$/

/**
 * When a JSON Web Token says that it expires (`exp` of RFC 7519: seconds, perhaps with a fraction); null for what is none, or
 * says nothing of that. Its signature is not checked, and no other claim is looked at.
 */
export function jwtExpiry(value: string): Instant | null {
  const claims = value.length > longest ? undefined : parts.exec(value)?.[1]
  if (claims === undefined) return null
  try {
    const read: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'))
    const exp =
      typeof read === 'object' && read !== null && Object.hasOwn(read, 'exp') && 'exp' in read ? read.exp : null
    if (typeof exp !== 'number') return null
    const at = Math.floor(exp * 1000)
    return at > 0 && at <= furthestInstant ? at : null
  } catch {
    return null
  }
}
