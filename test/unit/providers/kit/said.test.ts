import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Secret } from '#main/ports/secret'
import { cleaned } from '#main/providers/kit/said'

const secret = 'pul-0123456789abcdef0123456789abcdef01234567'
const said = (message: string): string | undefined => cleaned(message, [new Secret(secret)])

/** Secrets as each service makes them: a mark and a random part. */
const alphanumeric = (length: number) =>
  fc.string({
    unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'),
    minLength: length,
    maxLength: length,
  })
const base64url = (length: number) =>
  fc.string({
    unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'),
    minLength: length,
    maxLength: length,
  })
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })
const shapes = {
  pulumi: hex(40).map((value) => `pul-${value}`),
  gitpod: fc.tuple(base64url(43), alphanumeric(40)).map(([signature, value]) => `gitpod_pat_${signature}.${value}`),
  moderne: alphanumeric(32).map((value) => `mat-${value}`),
  jwt: fc.tuple(base64url(40), base64url(80), base64url(43)).map((parts) => `eyJ${parts.join('.')}`),
  gitlab: base64url(20).map((value) => `glpat-${value}`),
  github: alphanumeric(36).map((value) => `ghp_${value}`),
  npm: alphanumeric(36).map((value) => `npm_${value}`),
  atlassian: alphanumeric(180).map((value) => `ATATT3xFf${value}`),
  bitbucket: alphanumeric(32).map((value) => `ATBB${value}`),
  docker: base64url(27).map((value) => `dckr_pat_${value}`),
}

describe('what a provider said', () => {
  it.each([
    ['Conflict: token name already exists', 'Conflict: token name already exists'],
    ['two\r\nlines\tand  blanks \u2028 and more', 'two lines and blanks and more'],
    ['a\u0000b\u0007c\u001b[31mred', 'abc[31mred'],
    ['right\u202eto\u2066left\u200b!', 'righttoleft!'],
    ['<b>bold</b> "quoted"', '<b>bold</b> "quoted"'],
    [
      'ID 3fa85f64-5717-4562-b3fc-2c963f66afa6 does not exist',
      'ID 3fa85f64-5717-4562-b3fc-2c963f66afa6 does not exist',
    ],
    ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED'],
    ['Token name my-very-long-deployment-token-2 is taken', 'Token name my-very-long-deployment-token-2 is taken'],
  ])('keeps the sense of %j', (message, expected) => {
    expect(said(message)).toBe(expected)
  })

  it.each([undefined, '', '   ', '\u0000\u200b'])('is nothing for %j', (message) => {
    expect(cleaned(message, [])).toBeUndefined()
  })

  it('has at most 300 characters and cuts none in half', () => {
    const text = said(`${'a b '.repeat(74)}xyz${'😀'.repeat(50)}`)!
    expect(text.length).toBeLessThanOrEqual(300)
    expect(text).toMatch(/…$/)
    expect(text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
  })

  it.each([
    ['the whole of it', `bad token ${secret}!`],
    ['its beginning', `bad token ${secret.slice(0, 15)}...`],
    ['its end', `bad token ending in ${secret.slice(-12)}`],
    ['it in capitals', `bad token ${secret.toUpperCase()}`],
    ['it twice', `${secret}${secret}`],
    ['it with a break inside', `bad ${secret.slice(0, 20)}\u200b${secret.slice(20)}`],
    ['it in quotes of JSON', JSON.stringify({ authorization: `token ${secret}` })],
    ['it beyond where a message is cut', `${' '.repeat(20)}${'a '.repeat(148)}${secret}`],
    ['it where a long message is cut', `${' \n'.repeat(10)}${'é'.repeat(3990)} ${secret}`],
  ])('masks %s', (_what, message) => {
    const text = said(message) ?? ''
    for (let at = 0; at + 8 <= secret.length; at += 1) {
      expect(text.toLowerCase()).not.toContain(secret.slice(at, at + 8))
    }
  })

  it('masks a credential of a shape nobody knows', () => {
    expect(cleaned('wrong: correct horse', [new Secret('horse')])).toBe('wrong: correct •••')
    expect(cleaned('password "Tr0ub4dor&3" refused', [new Secret('Tr0ub4dor&3')])).toBe('password "•••" refused')
    // A letter that is two in small letters.
    const grown = 'İ'.repeat(40)
    expect(cleaned(`${grown} correct-horse-staple`, [new Secret('correct-horse-staple')])).toBe(`${grown} •••`)
  })

  it.each(Object.entries(shapes))('masks secrets of others, shaped as those of %s', (_name, shape) => {
    const around = fc.string({ unit: 'binary', maxLength: 40 })
    fc.assert(
      fc.property(around, shape, around, (before, value, after) => {
        const text = cleaned(`${before} ${value}${after}`, []) ?? ''
        const random = value.replace(/^[a-z]+[_-](?:pat_)?/, '')
        for (let at = 0; at + 10 <= random.length; at += 1) {
          if (text.includes(random.slice(at, at + 10))) return false
        }
        return true
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['no mark', '2EXAMPLEk9Qv4LmZr7TnWc1YbXd'],
    ['no digit', 'EXAMPLEabcdefghijklmnopqrstuvwxyz'],
    ['parts', 'first.EXAMPLE1k9Qv4LmZ.last'],
  ])('masks what looks random though it has %s', (_what, value) => {
    expect(cleaned(`no such key: ${value}!`, [])).toBe('no such key: •••!')
  })

  it('leaves nothing of a secret that a long message is cut in', () => {
    const filler = 'x1'.repeat(1994)
    expect(cleaned(`${filler} 2EXAMPLEk9Qv4LmZr7TnWc1YbXd`, [])).toBe('•••')
  })

  it('masks what follows the name of an authorization scheme', () => {
    expect(cleaned('got "Bearer abc" and Basic dXNlcg==', [])).toBe('got "Bearer ••• and Basic •••')
  })

  it('never contains any eight characters in a row of the credential', () => {
    const text = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 12 }),
        fc.nat(36).map((at) => secret.slice(at, at + 8 + (at % 9))),
      ),
    )
    fc.assert(
      fc.property(text, (parts) => {
        const result = (said(parts.join('')) ?? '').toLowerCase()
        return Array.from({ length: secret.length - 7 }, (_, at) => secret.slice(at, at + 8)).every(
          (part) => !result.includes(part),
        )
      }),
      { numRuns: 500 },
    )
  })
})
