import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Needles } from '#main/scan/needles'

function naive(needles: readonly string[], text: string): string[] {
  const found: string[] = []
  for (const [number, needle] of needles.entries()) {
    for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) found.push(`${number} at ${at}`)
  }
  return found.sort()
}

function search(needles: readonly string[], text: string): string[] {
  const found: string[] = []
  const bytes = Buffer.from(text, 'latin1')
  new Needles(needles.map((needle) => Buffer.from(needle, 'latin1'))).search(bytes, bytes.length, (number, at) => {
    found.push(`${number} at ${at}`)
  })
  return found.sort()
}

const few = (min: number, max: number) =>
  fc.array(fc.constantFrom('a', 'b', 'ÿ'), { minLength: min, maxLength: max }).map((signs) => signs.join(''))

describe('searching for many byte strings at once', () => {
  it.each([
    ['short', 2, 6],
    ['long', 8, 40],
  ])('finds every occurrence of %s ones that a plain search finds, and no other', (_name, min, max) => {
    fc.assert(
      fc.property(
        fc.uniqueArray(few(min, max), { minLength: 1, maxLength: 12 }),
        fc.array(few(0, 30)),
        (needles, parts) => {
          // With the needles themselves between other signs, so that there is something to find.
          const text = parts.map((part, number) => part + (needles[number % needles.length] ?? '')).join('')
          expect(search(needles, text)).toEqual(naive(needles, text))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('finds one at the very begin and the very end, and what overlaps', () => {
    expect(search(['abcabcabc', 'cabcabca'], 'abcabcabcabcabc')).toEqual(
      naive(['abcabcabc', 'cabcabca'], 'abcabcabcabcabc'),
    )
  })

  it('finds each of very many', () => {
    const needles = Array.from({ length: 12_000 }, (_, number) =>
      `EXAMPLE-${number * 7919}-${number}`.padStart(24, '.'),
    )
    const text = needles.filter((_, number) => number % 500 === 0).join(' and ')
    expect(search(needles, text)).toEqual(naive(needles, text))
  })

  it('looks only at the bytes it is told to', () => {
    const found: number[] = []
    const text = Buffer.from('secret-one secret-one')
    new Needles([Buffer.from('secret-one')]).search(text, 20, (_, at) => found.push(at))
    expect(found).toEqual([0])
  })

  it('finds nothing once it is wiped', () => {
    const needles = new Needles([Buffer.from('secret-one')])
    needles.wipe()
    const text = Buffer.from('secret-one')
    needles.search(text, text.length, () => expect.unreachable())
  })

  it('takes no needle of one byte, which would be everywhere', () => {
    expect(() => new Needles([Buffer.from('a')])).toThrow(RangeError)
  })
})
