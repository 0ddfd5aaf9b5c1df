/** Words in the names of secrets. */
const secretName =
  /token|secret|passw|pwd|cred|bearer|auth(?!or)|(?:api|access|private)[-_. ]?key|(?:^|[-_. ])(?:key|pat|pass)$/i
/** Addresses, paths and mail addresses, which have names such as TOKEN_URL. */
const otherwise = /^[a-z][a-z0-9+.-]*:\/\/|^(?:[~.]{0,2}\/|[A-Za-z]:\\)|^[^\s@]+@[^\s@]+\.[a-z]+$/i
const leastEntropy = 3.3

/** May a setting be a secret, by what it is called and what it looks like? */
export function mayBeSecret(name: string, value: string): boolean {
  return !otherwise.test(value) && (secretName.test(name) || looksRandom(value))
}

function looksRandom(value: string): boolean {
  const runs = value.match(/[A-Za-z0-9]{16,}/g) ?? []
  return runs.some((run) => /\d/.test(run) && /[A-Za-z]/.test(run) && entropyOf(run) >= leastEntropy)
}

/** Bits a character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>()
  for (const sign of text) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}
