import type { Token } from '#shared/model/token'
import type { Identity } from '#shared/model/account'
import type { Provider } from '#main/ports/provider'
import type { ClientPorts } from '../kit/client.ts'
import { isAddress, isThisComputer, readOrigin } from '../kit/origin.ts'
import { hadExpired } from '../kit/own.ts'
import { path } from '../kit/path.ts'
import { record } from './record.ts'

/** Gitpod Classic, gitpod.io and self-hosted ones: personal access tokens over its experimental Connect API. */
export function gitpod(ports: ClientPorts): Provider {
  return {
    record,
    resolve,
    connect: async (origin, credential) => (await import('./session.ts')).gitpodSession(ports, origin, credential),
    page: (console, token) => (token ? console + path`/user/tokens/edit/${token.issuerId}` : `${console}/user/tokens`),
    isOwnCredential,
  }
}

/** An installation has its pages at a domain, and its API at `api.` in front of that; people may give either. */
function resolve(address: string): { origin: string; console: string } {
  const given = readOrigin(address)
  // What has no domain has no `api.` in front of it: both are at the one address.
  if (isThisComputer(given) || isAddress(given)) return { origin: given, console: given }
  if (given.startsWith('https://api.')) return { origin: given, console: given.replace('//api.', '//') }
  return { origin: given.replace('//', '//api.'), console: given }
}

/** Gitpod does not say which token calls; sure is only that an expired one, or one without scopes, could not have. */
function isOwnCredential(_identity: Identity, token: Token): 'no' | 'unknown' {
  return hadExpired(token) || token.scopes.kind === 'none' ? 'no' : 'unknown'
}
