import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import { path, query } from '#main/providers/kit/path'
import { retryAfter } from '#main/providers/kit/problem'
import { idText, optionalText, shortened } from '#main/providers/kit/text'
import { creationFromText, fromSecondsOrNever, instantFromText } from '#main/providers/kit/times'

const now = Date.UTC(2026, 10, 22, 9)

describe('a time in unix seconds', () => {
  it.each([
    [0, { kind: 'never' }],
    [1_790_000_000, { kind: 'at', at: 1_790_000_000_000 }],
    [1.5, { kind: 'at', at: 1500 }],
    [-1, { kind: 'unknown' }],
    [9e15, { kind: 'unknown' }],
    [NaN, { kind: 'unknown' }],
    [Infinity, { kind: 'unknown' }],
    [null, { kind: 'unknown' }],
    [undefined, { kind: 'unknown' }],
  ])('is for %s', (seconds, expected) => {
    expect(fromSecondsOrNever(seconds)).toEqual(expected)
  })

  it('is a date that JavaScript has, whatever the number', () => {
    fc.assert(
      fc.property(fc.double(), (seconds) => {
        const time = fromSecondsOrNever(seconds)
        return time.kind !== 'at' || (Number.isSafeInteger(time.at) && !Number.isNaN(new Date(time.at).getTime()))
      }),
    )
  })
})

describe('a time as text', () => {
  it.each([
    ['2026-11-22T09:00:00Z', now],
    ['2026-11-22T09:00:00.000000000Z', now],
    ['2026-11-22T10:00:00+01:00', now],
    ['2026-11-22 09:00:00Z', now],
    ['2026-11-22t09:00:00z', now],
    ['2026-11-22T09:00Z', now],
    ['2026-11-22T09:00:00', now],
    ['2026-11-22T09:00:00.123Z', now + 123],
  ])('is read from %s', (text, at) => {
    expect(instantFromText(text)).toBe(at)
    expect(creationFromText(text)).toEqual({ kind: 'at', at })
  })

  it.each(['', '1', 'March 7', '2026', '2026-11-22', '2026-13-40T00:00:00Z', 'T', '20261122T090000Z', null, undefined])(
    'is unknown for %s',
    (text) => {
      expect(instantFromText(text)).toBeUndefined()
      expect(creationFromText(text)).toEqual({ kind: 'unknown' })
    },
  )
})

describe('a path', () => {
  it('encodes what stands in it', () => {
    expect(path`/api/orgs/${'a/b?c#d e'}/tokens/${'ü'}`).toBe('/api/orgs/a%2Fb%3Fc%23d%20e/tokens/%C3%BC')
  })

  it.each(['', '.', '..', '\ud800'])('refuses the part %j, which would lead elsewhere', (part) => {
    expect(() => path`/api/tokens/${part}`).toThrow(Failure)
  })

  it('stays below its collection for every other part', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (part) => {
        if (part === '.' || part === '..') return
        const url = new URL(path`/api/tokens/${part}`, 'https://api.example.com')
        expect(url.pathname.split('/').slice(0, 3)).toEqual(['', 'api', 'tokens'])
        expect(decodeURIComponent(url.pathname.slice('/api/tokens/'.length))).toBe(part)
        expect(url.search + url.hash).toBe('')
      }),
    )
  })

  it('has a query of what is given', () => {
    expect(query({ a: 'b c', d: undefined, e: '&=' })).toBe('?a=b+c&e=%26%3D')
    expect(query({ a: undefined })).toBe('')
  })
})

describe('Retry-After', () => {
  const answer = (value: string) => ({ status: 429, headers: { 'retry-after': value }, body: '' })

  it.each([
    ['5', 5],
    ['0', 0],
    ['0.2', 1],
    [' 30 ', 30],
    ['Sun, 22 Nov 2026 09:01:00 GMT', 60],
    ['Sun, 22 Nov 2026 08:00:00 GMT', 0],
  ])('%j asks for %i seconds', (value, seconds) => {
    expect(retryAfter(answer(value), now)).toBe(seconds)
  })

  it.each(['', 'soon', '-5', '1e9', '99999999999', 'never GMT', '2026-11-22T09:01:00Z'])(
    '%j asks for nothing',
    (value) => {
      expect(retryAfter(answer(value), now)).toBeUndefined()
    },
  )

  it('is not there', () => {
    expect(retryAfter({ status: 429, headers: {}, body: '' }, now)).toBeUndefined()
  })
})

describe('shortened text', () => {
  it('is at most as long as asked and never ends in half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (text, max) => {
        const short = shortened(text, max)
        expect(short.length).toBeLessThanOrEqual(max)
        expect(short).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
        if (text.length <= max) expect(short).toBe(text)
      }),
    )
  })
})

describe('a text from a provider', () => {
  it.each([
    ['deploy', 'deploy'],
    ['schlüssel 🔑 👩‍💻', 'schlüssel 🔑 👩‍💻'],
    ['مفتاح', 'مفتاح'],
    ['two\r\nlines\tand\u2028more', 'two lines and more'],
    ['read\u202eylno', 'readylno'],
    ['\u2066a\u2069\u200eb\u061c', 'ab'],
    ['bell\u0007 \u001b[31m', 'bell [31m'],
    ['half \ud83d of one', 'half  of one'],
  ])('%j is shown as %j', (given, expected) => {
    expect(optionalText(100).parse(given)).toBe(expected)
  })

  it.each(['a\u202eb', 'a\nb', 'a\u0000', 'a\ud83d', ''])('is no id as %j, which nobody could tell apart', (given) => {
    expect(idText.safeParse(given).success).toBe(false)
  })

  it('is an id whatever else is in it', () => {
    for (const id of ['3fa85f64-5717', 'a/b c%', 'ü🔑', '..']) expect(idText.parse(id)).toBe(id)
  })
})
