import { createHash } from 'node:crypto'

/** SHA-256 of a text (UTF-8), in base64url: 43 characters. It has no key, so whoever has the text can make it. */
export function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64url')
}
