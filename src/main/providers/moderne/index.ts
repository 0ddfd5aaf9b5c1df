import type { Identity } from '#shared/model/account'
import type { Token } from '#shared/model/token'
import type { Provider } from '#main/ports/provider'
import type { ClientPorts } from '../kit/client.ts'
import { apiInFront } from '../kit/origin.ts'
import { hadExpired } from '../kit/own.ts'
import { record } from './record.ts'

/** Moderne, the public tenant and those of companies: personal access tokens over its GraphQL API (v2). */
export function moderne(ports: ClientPorts): Provider {
  return {
    record,
    resolve: apiInFront,
    connect: async (origin, credential) => (await import('./session.ts')).moderneSession(ports, origin, credential),
    // The page of other people's tokens has no address that is published.
    page: (console, token) => (token?.kind === 'of-another' ? null : `${console}/settings/access-token`),
    isOwnCredential,
  }
}

/** Moderne does not say which token calls; sure is that an expired one could not have, nor one of somebody else. */
function isOwnCredential(_identity: Identity, token: Token): 'no' | 'unknown' {
  return hadExpired(token) || token.kind !== 'personal' ? 'no' : 'unknown'
}
