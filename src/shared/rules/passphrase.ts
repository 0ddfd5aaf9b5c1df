/** Shortest passphrase, in characters after normalization: fewer protect nothing that was copied. */
export const shortestPassphrase = 10

/** Is this passphrase too short? Counted in whole characters of its NFKC form, which is what the vault's key is made of. */
export function isTooShort(passphrase: string): boolean {
  return Array.from(passphrase.normalize('NFKC')).length < shortestPassphrase
}

/** How hard a passphrase is to guess, judged by its length and its characters alone. */
export type Strength = 'short' | 'weak' | 'fair' | 'good'

const classes: readonly (readonly [RegExp, number])[] = [
  [/\p{Ll}/u, 26],
  [/\p{Lu}/u, 26],
  [/\p{Nd}/u, 10],
  [/[^\p{L}\p{Nd}]/u, 33],
  [/[^\p{ASCII}]/u, 60],
]

/**
 * Says what can be said without a dictionary: how many bits a random text of these characters and this length would have.
 * Characters that come again and again count less, and a character beside the one before it (`aa`, `12`, `ba`) not at all.
 * Words are easier to guess than random characters, so the steps are high.
 */
export function passphraseStrength(passphrase: string): Strength {
  const characters = Array.from(passphrase.normalize('NFKC'))
  if (characters.length < shortestPassphrase) return 'short'
  const alphabet = classes.reduce((sum, [among, size]) => (among.test(passphrase) ? sum + size : sum), 0)
  const codes = characters.map((character) => character.codePointAt(0) ?? 0)
  const jumps = codes.filter((code, index) => index === 0 || Math.abs(code - (codes[index - 1] ?? 0)) > 1)
  const counted = Math.min(jumps.length, 2 * new Set(characters).size)
  const bits = counted * Math.log2(Math.max(2, alphabet))
  if (bits < 60) return 'weak'
  return bits < 100 ? 'fair' : 'good'
}
