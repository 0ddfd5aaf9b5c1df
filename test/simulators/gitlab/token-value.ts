import { crc32 } from 'node:zlib'
import type { SeededValues } from '#test/simulators/kit/seeded-values'

/** Decodes to six bytes, so that a value shows EXAMPLE behind its prefix. */
const EXAMPLE = Buffer.from('EXAMPLE_', 'base64url')

/**
 * A token of the routable form: `glpat-<payload>.01.<length><checksum>`, with the length of the payload in two and the
 * CRC-32 of everything before it in seven digits of base 36 (gitlabhq/gitlabhq,
 * lib/authn/token_field/generator/routable_token.rb).
 */
export function routableValue(values: SeededValues, userId: number): string {
  const routing = Buffer.from(`o:1\nu:${userId.toString(36)}`)
  const payload = Buffer.concat([EXAMPLE, values.bytes(10), routing, Buffer.of(routing.length)]).toString('base64url')
  const body = `glpat-${payload}.01.${payload.length.toString(36).padStart(2, '0')}`
  return body + crc32(body).toString(36).padStart(7, '0')
}

/** A token of the older form: `glpat-` and twenty letters, digits, `-` or `_`. */
export function classicValue(values: SeededValues): string {
  return `glpat-EXAMPLE${values.alphanumeric(13)}`
}
