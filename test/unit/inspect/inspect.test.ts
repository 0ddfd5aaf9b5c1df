import fc from 'fast-check'
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { clockSkew, inspect } from '#main/inspect/index'
import { createProviders } from '#main/providers/index'
import { type Form, type Inspection, inspectionSchema, longestInspected } from '#shared/model/inspection'

const now = Date.UTC(2026, 10, 22, 12)
const seconds = now / 1000
const unused = () => Promise.reject(new Error('a record makes no call'))
const shapes = createProviders({ http: { send: unused }, clock: { now: () => 0, after: () => () => {} } }).map(
  ({ record }) => record,
)

/** Every answer fits the contract. */
function look(text: string): Inspection {
  return inspectionSchema.parse(inspect(text, shapes, now))
}

const part = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const jwt = (claims: unknown, header: unknown = { alg: 'RS256', typ: 'JWT' }, signature = 'c2lnbmF0dXJl') =>
  `${part(header)}.${part(claims)}.${signature}`

function formed<F extends Form['form']>(text: string, form: F): Extract<Form, { form: F }> {
  const found = look(text).form
  expect(found.form).toBe(form)
  return found as Extract<Form, { form: F }>
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
function checksum62(body: string): string {
  let rest = crc32(body)
  let text = ''
  for (; rest > 0; rest = Math.floor(rest / 62)) text = base62[rest % 62]! + text
  return text.padStart(6, '0')
}
const body = 'EXAMPLE0123456789abcdefghijklm'
const github = (prefix: string) => `${prefix}${body}${checksum62(body)}`

describe('a checksum', () => {
  it.each(['ghp_', 'gho_', 'ghs_', 'npm_'])('of %s is right, or wrong after one sign was changed', (prefix) => {
    const right = github(prefix)
    expect(look(right).matches[0]).toMatchObject({ how: 'certain', checksum: 'right' })
    const wrong = `${right.slice(0, -1)}${right.endsWith('0') ? '1' : '0'}`
    expect(look(wrong).matches[0]).toMatchObject({ how: 'likely', checksum: 'wrong' })
  })

  it('of a routable token of GitLab is right, and of a later one nothing is said where it differs', () => {
    const payload = `glpat-${part('o:1\nu:2EXAMPLEEXAMPLEEXAMPLE')}`
    const later = `${payload}.01.1a`
    const made = (start: string) => `${start}${crc32(start).toString(36).padStart(7, '0')}`
    expect(look(made(later)).matches[0]).toMatchObject({ provider: 'gitlab', how: 'certain', checksum: 'right' })
    expect(look(`${later}0000000`).matches[0]).toMatchObject({ provider: 'gitlab', how: 'likely', checksum: null })
  })

  it('of GitLab may begin with zeros', () => {
    const starts = Array.from({ length: 500 }, (_, at) => `glpat-${part(`o:1\nu:2EXAMPLEEXAMPLE${at}`)}.01.1a`)
    const start = starts.find((one) => crc32(one).toString(36).length < 7)!
    const value = `${start}${crc32(start).toString(36).padStart(7, '0')}`
    expect(look(value).matches[0]).toMatchObject({ provider: 'gitlab', checksum: 'right' })
  })

  it('is not claimed of a kind that has none', () => {
    expect(look('pul-0123456789abcdef0123456789abcdef01234567').matches).toMatchObject([
      { provider: 'pulumi', how: 'likely', checksum: null },
    ])
  })
})

describe('a value that several may have issued', () => {
  it('is told with each of them, and none of them is sure', () => {
    const { matches } = look('0123456789abcdef'.repeat(4))
    expect(matches.length).toBeGreaterThanOrEqual(1)
    expect(new Set(matches.map(({ how }) => how))).toEqual(new Set(['possible']))
  })

  it('comes with the wrong checksum last', () => {
    const wrong = `ghs_${body}000000`
    expect(
      look(wrong)
        .matches.map(({ checksum }) => checksum)
        .at(-1),
    ).toBe('wrong')
  })
})

describe('a JWT', () => {
  it('is told with its header and claims, and nothing of its signature', () => {
    const value = jwt({
      iss: 'https://id.example',
      sub: 'ada',
      aud: ['a', 'b'],
      iat: seconds - 60,
      exp: seconds + 3600,
    })
    const form = formed(value, 'jwt')
    expect(form.header).toEqual([
      { name: 'alg', value: 'RS256', at: null },
      { name: 'typ', value: 'JWT', at: null },
    ])
    expect(form.claims).toContainEqual({ name: 'aud', value: '["a","b"]', at: null })
    expect(form.claims).toContainEqual({ name: 'exp', value: String(seconds + 3600), at: now + 3_600_000 })
    expect(form.validity).toEqual({ issued: now - 60_000, begins: null, expires: now + 3_600_000, state: 'valid' })
    expect(form.troubles).toEqual([])
    expect(JSON.stringify(look(value))).not.toContain('c2lnbmF0dXJl')
  })

  const skew = clockSkew / 1000
  it.each([
    ['ends in an hour', { exp: seconds + 3600 }, 'valid'],
    ['has ended an hour ago', { exp: seconds - 3600 }, 'expired'],
    ['ends now', { exp: seconds }, 'unclear'],
    ['ended within what clocks are apart', { exp: seconds - skew }, 'unclear'],
    ['ended a second before that', { exp: seconds - skew - 1 }, 'expired'],
    ['ends within what clocks are apart', { exp: seconds + skew }, 'unclear'],
    ['begins in an hour', { nbf: seconds + 3600, exp: seconds + 7200 }, 'not-yet'],
    ['begins in a moment', { nbf: seconds + 1, exp: seconds + 7200 }, 'unclear'],
    ['began an hour ago', { nbf: seconds - 3600 }, 'no-expiry'],
    ['says nothing of time', { sub: 'ada' }, 'no-expiry'],
    ['has a fraction of a second', { exp: seconds + 3600.5 }, 'valid'],
  ] as const)('that %s', (_, claims, state) => {
    expect(formed(jwt(claims), 'jwt').validity.state).toBe(state)
  })

  it.each([
    ['anybody could have made', jwt({ sub: 'ada' }, { alg: 'none' }, ''), 'unsigned'],
    ['has lost its signature', jwt({ sub: 'ada' }, { alg: 'RS256' }, ''), 'unsigned'],
    ['anybody could have made, however it writes that', jwt({ sub: 'ada' }, { alg: 'nOnE' }), 'unsigned'],
    ['has milliseconds for seconds', jwt({ exp: now + 3_600_000 }), 'milliseconds'],
    ['has a word for a time', jwt({ exp: 'tomorrow' }), 'odd-time'],
    ['has a time beyond all dates', jwt({ exp: 1e300 }), 'odd-time'],
    ['ends before it begins', jwt({ iat: seconds, exp: seconds - 60 }), 'times-crossed'],
    ['has no claims in it', jwt('plain text'), 'no-claims'],
    ['has a list for claims', jwt([1, 2]), 'no-claims'],
    ['wants extensions to be understood', jwt({ sub: 'ada' }, { alg: 'ES256', crit: ['exp'] }), 'critical'],
    ['is larger than is looked into', jwt({ sub: 'a'.repeat(100_000) }), 'too-large'],
    [
      'has more claims than are told',
      jwt(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`c${at}`, at]))),
      'more-fields',
    ],
  ] as const)('that %s says so', (_, value, trouble) => {
    expect(formed(value, 'jwt').troubles).toContain(trouble)
  })

  it('with milliseconds is read as what it means', () => {
    expect(formed(jwt({ exp: now + 3_600_000 }), 'jwt').validity).toMatchObject({
      expires: now + 3_600_000,
      state: 'valid',
    })
  })

  it('keeps names that programs stumble over as plain names', () => {
    const claims = '{"__proto__":{"admin":true},"constructor":"x","toString":1}'
    expect(formed(jwt(claims), 'jwt').claims.map(({ name }) => name)).toEqual(['__proto__', 'constructor', 'toString'])
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
  })

  it('with broken UTF-8 in its claims has none', () => {
    const broken = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]).toString('base64url')
    expect(formed(`${part({ alg: 'RS256' })}.${broken}.AA`, 'jwt').troubles).toContain('no-claims')
  })
})

describe('other forms', () => {
  it('of an encrypted token show its header only', () => {
    const form = formed([part({ alg: 'RSA-OAEP', enc: 'A256GCM', kid: 'k1' }), 'AA', 'AA', 'AA', 'AA'].join('.'), 'jwe')
    expect(form.header.map(({ name }) => name)).toEqual(['alg', 'enc', 'kid'])
    expect(form).not.toHaveProperty('claims')
  })

  it('of a public PASETO show its claims, with times as it writes them', () => {
    const claims = Buffer.from(JSON.stringify({ sub: 'ada', exp: '2026-11-22T13:00:00+00:00' }))
    const value = `v4.public.${Buffer.concat([claims, Buffer.alloc(64, 7)]).toString('base64url')}.${part({ kid: 'k' })}`
    const form = formed(value, 'paseto')
    expect(form).toMatchObject({ version: 'v4', purpose: 'public', header: [{ name: 'kid', value: 'k' }] })
    expect(form.validity).toMatchObject({ expires: now + 3_600_000, state: 'valid' })
  })

  it('of a local PASETO show nothing that is encrypted', () => {
    const form = formed(`v4.local.${Buffer.alloc(100, 65).toString('base64url')}`, 'paseto')
    expect(form).toMatchObject({ purpose: 'local', claims: [] })
  })

  it.each([
    ['', 'empty'],
    ['  \n ', 'empty'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----', 'pem'],
    ['one two', 'several'],
    ['a.b.c', 'opaque'],
    ['a.b.c.d.e', 'opaque'],
    [`${part({ alg: 'RS256' })}.x`, 'opaque'],
    [`${part({ typ: 'JWT' })}.${part({})}.AA`, 'opaque'],
    [`${part([1])}.${part({})}.AA`, 'opaque'],
    ['....', 'opaque'],
    ['x'.repeat(longestInspected + 1), 'too-long'],
  ])('%j', (text, form) => {
    expect(look(text).form.form).toBe(form)
  })
})

describe('what stands around a value', () => {
  const value = github('ghp_')
  it.each([
    [value, []],
    [`  ${value}\n`, ['blanks']],
    [`"${value}"`, ['quotes']],
    [`Bearer ${value}`, ['bearer']],
    [`Authorization: Bearer ${value}`, ['bearer']],
    [`GITHUB_TOKEN=${value}`, ['assignment']],
    [`export GITHUB_TOKEN='${value}'`, ['assignment', 'quotes']],
    [`"token": "${value}"`, null],
    [`//registry.example/:_authToken=${value}`, ['assignment']],
    [`PRIVATE-TOKEN: ${value}`, ['assignment']],
  ] as const)('of %j is left out, and told', (text, around) => {
    if (around === null) return expect(look(text).form.form).toBe('several')
    expect(look(text)).toMatchObject({ around, length: value.length, matches: [{ how: 'certain' }] })
  })

  it('is not taken for a name where what follows is too short for a secret', () => {
    expect(look('pass=1234567')).toMatchObject({ around: [], length: 12 })
    expect(look('pass=12345678')).toMatchObject({ around: ['assignment'], length: 8 })
  })

  it('is not taken for a name where the value itself has such a sign', () => {
    expect(look('https://ada:EXAMPLEsecret@host.example').around).toEqual([])
    expect(look('QUJDREVGRw==').around).toEqual([])
  })
})

describe('hints', () => {
  it('name the letters, the room for chance, and what cannot be seen', () => {
    expect(look('0'.repeat(40))).toMatchObject({ alphabet: 'digits', different: 1 })
    expect(look('0123456789abcdef0123456789abcdef')).toMatchObject({ alphabet: 'hex', roomBits: 128, odd: [] })
    expect(look('abc\u200bdef').odd).toEqual(['unseen', 'not-ascii'])
    expect(look('abc\0def').odd).toEqual(['unseen'])
    expect(look('abc\ufffd').odd).toEqual(['not-ascii', 'broken'])
  })
})

describe('any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          part({ alg: 'none' }),
          part({ enc: 'x', alg: 'y' }),
          '.',
          '',
          '__proto__',
          'v4.public.',
          'AA',
          '{',
          '=',
        ),
        { maxLength: 9 },
      )
      .map((parts) => parts.join('')),
    fc.json().map((json) => jwt(json, { alg: 'RS256' })),
    fc.tuple(fc.json(), fc.json()).map(([head, claims]) => jwt(claims, head)),
  )

  it('is answered as the contract says, without an error', () => {
    fc.assert(
      fc.property(text, (any) => inspectionSchema.safeParse(inspect(any, shapes, now)).success),
      { numRuns: 500 },
    )
  })

  it('leaves no trace of an opaque value in the answer', () => {
    const value = fc.string({ unit: fc.constantFrom(...base62), minLength: 12, maxLength: 60 })
    fc.assert(
      fc.property(value, (secret) => {
        fc.pre(!secret.startsWith('EXAMPLE'))
        expect(JSON.stringify(look(secret))).not.toContain(secret.slice(0, 8))
      }),
    )
  })

  it.each([
    ['a million signs', 'x'.repeat(1_000_000)],
    ['a million points', '.'.repeat(1_000_000)],
    ['deep nesting', jwt('['.repeat(30_000) + ']'.repeat(30_000))],
    ['deep nesting in a claim', jwt(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)],
    ['a million quotes', '"'.repeat(1_000_000)],
    ['a name without an end', `${'a'.repeat(500_000)}=${'b'.repeat(500_000)}`],
    ['blanks', ' '.repeat(1_000_000)],
  ])('of %s is answered', (_, long) => {
    expect(() => look(long)).not.toThrow()
  })
})
