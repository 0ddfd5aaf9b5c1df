import type { Inspection } from '#shared/model/inspection'

type Around = Inspection['around'][number]

/** Names of what a value is given to, as files and commands write them: `TOKEN=`, `export X=`, `//host/:_authToken=`. */
const assignment = /^(?:export\s+|set\s+|\$env:)?[A-Za-z_/][\w./:@-]{0,200}\s*[=:]\s*(?=[^\s=:/])/
const bearer = /^(?:Authorization:\s*)?(?:Bearer|Token|PRIVATE-TOKEN:)\s+/i

/** The value alone, without what a person copies along with it. */
export function valueIn(text: string): { value: string; around: Around[] } {
  const around = new Set<Around>()
  let value = text
  const take = (next: string, what: Around) => {
    if (next === value) return
    value = next
    around.add(what)
  }
  take(value.trim(), 'blanks')
  // Once is enough for each: what is left then is somebody's value, whatever it looks like.
  const named = assignment.exec(value)?.[0]
  if (
    named !== undefined &&
    !named.includes('://') &&
    !/\s/.test(unquoted(value.slice(named.length))) &&
    value.length - named.length >= 8
  ) {
    take(value.slice(named.length), 'assignment')
  }
  take(unquoted(value), 'quotes')
  take(value.replace(bearer, ''), 'bearer')
  take(unquoted(value), 'quotes')
  return { value, around: [...around] }
}

function unquoted(text: string): string {
  return /^(["'`])[\s\S]+\1$/.test(text) ? text.slice(1, -1) : text
}

const alphabets = [
  ['digits', /^[0-9]*$/, 10],
  ['hex', /^(?:[0-9a-f]*|[0-9A-F]*)$/, 16],
  ['letters-digits', /^[A-Za-z0-9]*$/, 62],
  ['base64url', /^[\w-]*$/, 64],
  ['base64', /^[A-Za-z0-9+/]*={0,2}$/, 64],
  ['printable', /^[\x20-\x7e]*$/, 95],
] as const

/** The letters that it is made of, and how much chance there is room for. */
export function signsOf(value: string): Pick<Inspection, 'alphabet' | 'roomBits' | 'different' | 'odd'> {
  const [alphabet, , size] = alphabets.find(([, signs]) => signs.test(value)) ?? ['other', null, 95]
  const odd: Inspection['odd'] = []
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value)) odd.push('unseen')
  if (/[^\0-\x7f]/.test(value)) odd.push('not-ascii')
  if (/[\ufffd\p{Cs}]/u.test(value)) odd.push('broken')
  return { alphabet, roomBits: Math.floor(value.length * Math.log2(size)), different: new Set(value).size, odd }
}
