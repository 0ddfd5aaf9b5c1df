import { Failure } from '#main/ports/failure'
import type { Secret } from '#main/ports/secret'
import { splitSignIn } from '#main/ports/sign-in'
import type { Auth } from '../kit/auth.ts'
import { onOrigin } from '../kit/origin.ts'
import { clientField, pathField, record } from './record.ts'

export interface Client {
  readonly id: string
  readonly secret: Secret
  /** Of the issuer, without a slash at its end: empty where it has none. */
  readonly path: string
}

/** VSCHAR of RFC 6749, appendix A: what the id and the secret of a client are made of. */
const text = /^[\x20-\x7e]+$/

/**
 * Takes a credential apart. Throws Failure: `wrong-token` for what cannot be a client, `invalid-input` for a path that is
 * none.
 */
export function clientOf(credential: Secret, origin: string): Client {
  const { secret, fields } = splitSignIn(credential)
  const id = fields[clientField] ?? ''
  if (!text.test(id) || !secret.use((value) => text.test(value))) {
    throw new Failure('wrong-token', { provider: record.name })
  }
  return { id, secret, path: pathOf(fields[pathField] ?? '/', origin) }
}

function pathOf(given: string, origin: string): string {
  const wrong = new Failure('invalid-input', { provider: record.name, field: pathField })
  if (!given.startsWith('/') || given.startsWith('//') || /[\s\\?#]/.test(given)) throw wrong
  return new URL(onOrigin(given, origin)).pathname.replace(/\/+$/, '')
}

/** `client_secret_basic`: both parts are form-encoded before they are joined (RFC 6749, section 2.3.1). */
export function clientAuth(id: string): Auth {
  return (secret) =>
    secret.use((value) => {
      const pair = Buffer.from(`${formEncoded(id)}:${formEncoded(value)}`, 'utf8').toString('base64')
      return { authorization: `Basic ${pair}` }
    })
}

function formEncoded(value: string): string {
  return new URLSearchParams([['', value]]).toString().slice(1)
}
