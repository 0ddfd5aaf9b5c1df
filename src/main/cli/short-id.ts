import { hash } from 'node:crypto'

/** Crockford's alphabet in lower case: no letter that is taken for another. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const length = 12

/**
 * A token's id as a person types it: twelve characters, the same on every computer for as long as the token is listed by the
 * same account. It is made of the id and tells nothing of it.
 */
export function shortId(tokenId: string): string {
  // One character a byte: a buffer for each of thousands of tokens takes twice the time.
  const bytes = hash('sha256', tokenId, 'binary')
  let text = ''
  for (let at = 0; at < length; at += 1) text += alphabet[bytes.charCodeAt(at) & 31] ?? ''
  return text
}
