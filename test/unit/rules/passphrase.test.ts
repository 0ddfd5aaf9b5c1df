import { describe, expect, it } from 'vitest'
import { isTooShort, passphraseStrength } from '#shared/rules/passphrase'

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

describe('how hard a passphrase is to guess', () => {
  it.each([
    ['nine characters', 'aB3$eF6&h', 'short'],
    ['one letter again and again', 'a'.repeat(40), 'weak'],
    ['a row of digits', '12345678901234567890', 'weak'],
    ['a word with a number', 'password12', 'weak'],
    ['two words', 'correct horse', 'fair'],
    ['four words', 'correct horse battery staple', 'good'],
    ['twenty random characters', 'r7#Kp2!xQ9$mZ4&wL6@t', 'good'],
  ] as const)('is judged by length and characters: %s', (_, passphrase, strength) => {
    expect(passphraseStrength(passphrase)).toBe(strength)
  })
})
