import type { Identity } from '#shared/model/account'
import type { Token } from '#shared/model/token'
import type { Provider } from '#main/ports/provider'
import type { ClientPorts } from '../kit/client.ts'
import { readOrigin } from '../kit/origin.ts'
import { hadExpired } from '../kit/own.ts'
import { record } from './record.ts'

/** Grafbase, whose platform has ended, and platforms of one's own: personal and organization tokens over GraphQL. */
export function grafbase(ports: ClientPorts): Provider {
  return {
    record,
    resolve,
    connect: async (origin, credential) => (await import('./session.ts')).grafbaseSession(ports, origin, credential),
    // Of an organization's tokens no address is known.
    page: (console, token) => (token && token.kind !== 'personal' ? null : `${console}/settings/access-tokens`),
    isOwnCredential,
  }
}

const api = 'https://api.grafbase.com'
const pagesOfApi = 'https://app.grafbase.com'
const known: ReadonlySet<string> = new Set([api, pagesOfApi, 'https://grafbase.com', 'https://www.grafbase.com'])

/** People copy the API's URL, which ends in `/graphql`. Where the pages of a platform of one's own are is not known. */
function resolve(address: string): { origin: string; console: string } {
  const given = readOrigin(address.trim().replace(/\/graphql\/?$/, ''))
  return known.has(given) ? { origin: api, console: pagesOfApi } : { origin: given, console: given }
}

/** Grafbase does not say which token calls; only a person's own signs in, and none that has expired. */
function isOwnCredential(_identity: Identity, token: Token): 'no' | 'unknown' {
  return token.kind !== 'personal' || hadExpired(token) ? 'no' : 'unknown'
}
