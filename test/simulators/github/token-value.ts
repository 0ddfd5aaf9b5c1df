import { crc32 } from 'node:zlib'
import type { SeededValues } from '#test/simulators/kit/seeded-values'
import { PREFIXES, type TokenKind } from './model.ts'

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const CHECKSUM_DIGITS = 6

/**
 * A value of the form that GitHub's tokens have. All but fine-grained ones end with the CRC-32 of the thirty characters
 * before it, in base 62 (https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/). How a fine-grained
 * one is checked is not published; here its end is random.
 */
export function tokenValue(values: SeededValues, kind: TokenKind): string {
  const prefix = PREFIXES[kind]
  if (kind === 'fine-grained') return `${prefix}${example(values, 22)}_${values.alphanumeric(59)}`
  const body = example(values, 30)
  return prefix + body + base62(crc32(body))
}

function example(values: SeededValues, length: number): string {
  return `EXAMPLE${values.alphanumeric(length - 7)}`
}

function base62(number: number): string {
  let written = ''
  for (let left = number; left > 0; left = Math.floor(left / DIGITS.length))
    written = DIGITS.charAt(left % DIGITS.length) + written
  return written.padStart(CHECKSUM_DIGITS, '0')
}
