import { Failure } from '#main/ports/failure'
import type { Secret } from '#main/ports/secret'

/** The headers that show who calls. Throws Failure('wrong-token') for what cannot stand in a header. */
export type Auth = (credential: Secret) => Readonly<Record<string, string>>

/** What can stand in a header: the rest would be refused by the HTTP stack, or end the header. */
const headerText = /^[\x21-\x7e]+$/

function checked(value: string): string {
  if (!headerText.test(value)) throw new Failure('wrong-token')
  return value
}

/** `Authorization: <word> <credential>`. */
export function scheme(word: string): Auth {
  return (credential) => credential.use((value) => ({ authorization: `${word} ${checked(value)}` }))
}

/** RFC 6750. */
export const bearer: Auth = scheme('Bearer')

/** A header that holds nothing but the credential. */
export function header(name: string): Auth {
  return (credential) => credential.use((value) => ({ [name]: checked(value) }))
}

/** For public calls: nothing says who calls. */
export const anonymous: Auth = () => ({})
