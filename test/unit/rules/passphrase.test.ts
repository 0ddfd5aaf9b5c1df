import { describe, expect, it } from 'vitest'
import { isTooShort } from '#shared/rules/passphrase'

describe('the length of a passphrase', () => {
  it.each([
    ['nine letters', 'abcdefghi', true],
    ['ten letters', 'abcdefghij', false],
    ['nothing', '', true],
    ['nine characters of two code units each', '🔑'.repeat(9), true],
    ['ten letters with their accents apart', 'e\u0301'.repeat(10), false],
    ['five letters with their accents apart', 'e\u0301'.repeat(5), true],
    ['a ligature that stands for three letters', 'abcdefg\ufb03', false],
  ])('counts %s', (_, passphrase, expected) => {
    expect(isTooShort(passphrase)).toBe(expected)
  })
})
