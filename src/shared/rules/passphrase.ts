/** Shortest passphrase, in characters after normalization: fewer protect nothing that was copied. */
export const shortestPassphrase = 10

/** Is this passphrase too short? Counted in whole characters of its NFKC form, which is what the vault's key is made of. */
export function isTooShort(passphrase: string): boolean {
  return Array.from(passphrase.normalize('NFKC')).length < shortestPassphrase
}
