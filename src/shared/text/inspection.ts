import type { Form, Inspection, Match, Validity } from '../model/inspection.ts'
import type { Instant } from '../model/time.ts'
import { distanceText } from './ages.ts'
import { momentText } from './dates.ts'
import { count } from './words.ts'

/** What an inspection says, in the window and on the command line. */

export const inspectionText = {
  unverified:
    'Signature not verified: Keyrack has no key to do so with. Whoever made this could have written anything.',
  offline: 'Looked at offline: nothing was sent anywhere. Whether it still works, its look does not tell.',
  skew: 'Clocks may be up to 5 minutes apart.',
}

const forms: Readonly<Record<Form['form'], string>> = {
  empty: 'There is nothing to look at.',
  'too-long': 'This is too long for a token.',
  several: 'These are several words or lines, and no single token.',
  pem: 'A key or a certificate in PEM form, and no token.',
  jwt: 'A signed token with claims in it (JWT).',
  jwe: 'An encrypted token (JWE). Only its header can be read without the key.',
  paseto: 'A PASETO.',
  opaque: 'An opaque value: what it stands for is known to its issuer alone.',
}

/** What it is by its form, in one or two sentences. */
export function formSentence(form: Form): string {
  switch (form.form) {
    case 'pem':
      return `A key or a certificate in PEM form (${form.label.toLowerCase()}), and no token.`
    case 'several':
      return form.lines > 1 ? `These are ${count(form.lines, 'line')}, and no single token.` : forms.several
    case 'jwt':
      return form.troubles.includes('unsigned') ? 'A token with claims in it (JWT), and no signature.' : forms.jwt
    case 'paseto':
      return form.purpose === 'local'
        ? `An encrypted PASETO (${form.version}). Only its footer can be read without the key.`
        : `A signed PASETO (${form.version}) with claims in it.`
    default:
      return forms[form.form]
  }
}

/** Whose it may be, and how sure that is. `name`: the provider, and the kind where the value tells it. */
export function matchSentence({ how, checksum }: Match, name: string): string {
  if (checksum === 'wrong') {
    return `It begins like one of ${name}, but its checksum is wrong: it was mistyped, cut off or made up.`
  }
  switch (how) {
    case 'certain':
      return `${name}: its beginning says so, and its checksum is right.`
    case 'likely':
      return `${name}, likely: its beginning says so.`
    case 'possible':
      return `${name}, possibly: only its length and letters fit.`
  }
}

/** No shape fits. */
export const noMatch = 'It looks like no kind of token that Keyrack knows. That does not mean that it is none.'

const stateTexts: Readonly<Record<Validity['state'], string>> = {
  valid: 'By its times it is valid now.',
  expired: 'By its times it has expired.',
  'not-yet': 'By its times it is not valid yet.',
  unclear: 'By its times it is just about to begin or to end. Clocks that are a little apart will disagree.',
  'no-expiry': 'It does not say when it expires.',
}

/** Does it hold, by its times? */
export function validitySentence({ state }: Validity): string {
  return stateTexts[state]
}

/** A time, absolute and from now: `22 Nov 2026, 14:05 (in 3 hours)`. */
export function timeText(at: Instant, now: Instant): string {
  return `${momentText(at)} (${distanceText(at, now)})`
}

export const troubleTexts: Readonly<Record<Extract<Form, { form: 'jwt' }>['troubles'][number], string>> = {
  'no-claims': 'What is in it are no claims: no JSON object.',
  'too-large': 'It is too large to be looked into.',
  'more-fields': 'It has more fields than are shown here.',
  unsigned: 'It is not signed: anybody could have made it, and nobody should take it.',
  milliseconds: 'A time in it is in milliseconds, where seconds are the rule. Programs take it for a date far ahead.',
  'odd-time': 'A time in it is no number that means a date.',
  'times-crossed': 'It expires before it begins.',
  critical: 'It lists extensions that whoever takes it has to understand.',
}

/** Fields that are registered or common, in words: RFC 7519, 7515 and 7516, OpenID Connect Core, RFC 8693, 9068. */
const labels: Readonly<Record<string, string>> = {
  iss: 'Issuer',
  sub: 'Subject',
  aud: 'Audience',
  exp: 'Expires',
  nbf: 'Not before',
  iat: 'Issued',
  jti: 'Id of the token',
  azp: 'Issued to',
  client_id: 'Client',
  scope: 'Scopes',
  scp: 'Scopes',
  roles: 'Roles',
  groups: 'Groups',
  name: 'Name',
  email: 'Email address',
  preferred_username: 'Sign-in name',
  auth_time: 'Signed in',
  updated_at: 'Updated',
  nonce: 'Nonce',
  acr: 'Level of sign-in',
  amr: 'Ways of sign-in',
  sid: 'Session',
  tid: 'Tenant',
  act: 'Acting for it',
  cnf: 'Bound to a key',
  alg: 'Algorithm',
  enc: 'Encryption',
  zip: 'Compression',
  typ: 'Type',
  cty: 'Type of content',
  kid: 'Key',
  jku: 'Address of keys',
  jwk: 'Key within',
  x5u: 'Address of certificates',
  x5c: 'Certificates within',
  x5t: 'Print of certificate',
  crit: 'To be understood',
  epk: 'Key of the sender',
}

/** What a field means; its own name where nobody has registered one. */
export function claimLabel(name: string): string {
  if (name === '') return 'Footer'
  return Object.hasOwn(labels, name) ? (labels[name] ?? name) : name
}

const aroundTexts: Readonly<Record<Inspection['around'][number], string>> = {
  blanks: 'blanks around it',
  quotes: 'quotes around it',
  bearer: 'the word before it',
  assignment: 'the name before it',
}

/** What was left out; empty where nothing was. */
export function aroundSentence({ around }: Pick<Inspection, 'around'>): string {
  return around.length === 0 ? '' : `Left out: ${around.map((one) => aroundTexts[one]).join(', ')}.`
}

const alphabetTexts: Readonly<Record<Inspection['alphabet'], string>> = {
  digits: 'digits',
  hex: 'hexadecimal digits',
  'letters-digits': 'letters and digits',
  base64url: 'letters, digits, - and _',
  base64: 'letters, digits, + and / (base64)',
  printable: 'printable signs',
  other: 'all kinds of signs',
}

/** So many different signs or fewer are a placeholder's, from this length on. */
const fewSigns = 5
const longEnough = 16
/** With room for less, a value can be guessed. */
const littleRoom = 64

/** Length, letters and the room for chance, with what is odd about them; one sentence each. */
export function signSentences({ length, alphabet, roomBits, different, odd }: Inspection): string[] {
  const sentences = [
    `${count(length, 'character')}: ${alphabetTexts[alphabet]}. Room for ${count(roomBits, 'bit')} of chance at most.`,
  ]
  if (length >= longEnough && different <= fewSigns) {
    sentences.push(`Only ${count(different, 'different sign')} in it: probably a placeholder.`)
  } else if (roomBits < littleRoom) sentences.push('So short a value can be guessed; tokens are longer.')
  if (odd.includes('unseen'))
    sentences.push('There are signs in it that nobody sees. Tokens have none: copy it once more.')
  if (odd.includes('broken')) sentences.push('Some of its bytes are broken: it was read in the wrong encoding.')
  else if (odd.includes('not-ascii'))
    sentences.push('There are letters in it beyond plain ASCII. Tokens rarely have any.')
  return sentences
}
