import { Buffer } from 'node:buffer'
import { type Form, mostClaims } from '#shared/model/inspection'
import type { Instant } from '#shared/model/time'
import { bytesOf, claimsOf, objectIn, objectOf, type Part } from './json.ts'
import { numericDate, textDate, type Trouble, validityOf } from './validity.ts'

type Fields = Extract<Part, { fields: unknown }>['fields']

const none: Fields = []

const noTime = (): null => null

function fieldsOf(part: Part): Fields {
  return 'fields' in part ? part.fields : none
}

function headerOf(fields: Fields): { header: ReturnType<typeof claimsOf>; found: Trouble[] } {
  const found: Trouble[] = []
  if (fields.some(([name]) => name === 'crit')) found.push('critical')
  if (fields.length > mostClaims) found.push('more-fields')
  return { header: claimsOf(fields, noTime), found }
}

const valueOf = (fields: Fields, wanted: string): unknown => fields.find(([name]) => name === wanted)?.[1]

/** A JWS (RFC 7515) or a JWE (RFC 7516) in its compact form, known by its header; null for anything else. */
export function joseForm(value: string, now: Instant): Form | null {
  const parts = value.split('.', 6)
  const [head = '', claims = '', signature = ''] = parts
  if (head === '' || (parts.length !== 3 && parts.length !== 5)) return null
  const header = fieldsOf(objectIn(head))
  const { header: told, found } = headerOf(header)
  if (parts.length === 5) {
    return typeof valueOf(header, 'enc') === 'string' ? { form: 'jwe', header: told, troubles: found } : null
  }
  const algorithm = valueOf(header, 'alg')
  if (typeof algorithm !== 'string' || bytesOf(signature) === null) return null
  if (algorithm.toLowerCase() === 'none' || signature === '') found.push('unsigned')
  return { form: 'jwt', header: told, ...claimsIn(objectIn(claims), numericDate, now, found) }
}

function claimsIn(part: Part, timeOf: typeof numericDate, now: Instant, found: readonly Trouble[]) {
  const fields = fieldsOf(part)
  const { validity, troubles } = validityOf(fields, timeOf, now)
  const more: Trouble[] = []
  if ('not' in part) more.push(part.not === 'too-large' ? 'too-large' : 'no-claims')
  if (fields.length > mostClaims) more.push('more-fields')
  return {
    claims: claimsOf(fields, timeOf),
    validity,
    troubles: [...new Set([...found, ...troubles, ...more])],
  }
}

/** Bytes of the signature at the end of a public PASETO, by version: https://github.com/paseto-standard/paseto-spec */
const signatures: Readonly<Record<string, number>> = { v1: 256, v2: 64, v3: 96, v4: 64 }

/** A PASETO: what it says itself, and the claims of one that is signed only. Null for anything else. */
export function pasetoForm(value: string, now: Instant): Form | null {
  const [, version = '', purpose, body = '', footer] =
    /^(v[1-4])\.(local|public)\.([\w-]{1,65536})(?:\.([\w-]{0,65536}))?$/.exec(value) ?? []
  if (purpose !== 'local' && purpose !== 'public') return null
  const bytes = bytesOf(body)
  if (bytes === null) return null
  const { header, found } = headerOf(footerOf(footer))
  const length = signatures[version] ?? 0
  const part: Part =
    purpose === 'local' ? { fields: none } : objectOf(bytes.subarray(0, Math.max(0, bytes.length - length)))
  return { form: 'paseto', version, purpose, header, ...claimsIn(part, textDate, now, found) }
}

/** A footer is JSON or any text; nobody has encrypted it. */
function footerOf(footer: string | undefined): Fields {
  if (footer === undefined || footer === '') return none
  const part = objectIn(footer)
  if ('fields' in part) return part.fields
  const text = (bytesOf(footer) ?? Buffer.alloc(0)).toString('utf8')
  return text === '' ? none : [['', text]]
}
