import type { TokenRule } from './rule.ts'

/** What people type to get past the field. Numbers and signs around them make no difference. */
const fillers = new Set(
  (
    'token tokens mytoken newtoken testtoken apitoken accesstoken personalaccesstoken pat mypat key keys mykey apikey newkey ' +
    'test tests testing tester tmp temp temporary foo bar baz foobar asdf asd qwerty qwertz abc abcd xyz aaa xxx yyy zzz ' +
    'new old untitled unnamed noname none null undefined default example sample demo todo name secret password access api ' +
    'something stuff thing misc delete deleteme dummy hello hi'
  ).split(' '),
)

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** Nobody can tell from its name what it is for. */
export const nameWithoutMeaning: TokenRule = {
  of: ['alive'],
  look: ({ token: { name, description, issuerId, asOf }, kind }) => {
    // Where a provider gives tokens no names, nobody could have chosen a better one.
    if (kind !== undefined && kind.form.name === undefined && kind.form.description === undefined) return null
    const says = [name, description].map((text) => text.trim()).filter((text) => text !== '')
    if (says.some((text) => hasMeaning(text, issuerId))) return null
    return [{ fact: 'name', text: says[0] ?? '', asOf }]
  },
}

function hasMeaning(text: string, issuerId: string): boolean {
  if (text === issuerId || uuid.test(text)) return false
  const word = text.toLowerCase().replace(/\P{L}+/gu, '')
  // Longer than every filler.
  if (word.length > 20) return true
  const letters = new Set(word)
  // One letter again and again says as much as one. A single sign of a script of words is a word.
  return letters.size > 1 ? !fillers.has(word) : letters.size === 1 && /\P{Script=Latin}/u.test(word)
}
