import type { Token } from '#shared/model/token'
import type { Identity } from '#shared/model/account'
import type { Provider } from '#main/ports/provider'
import type { ClientPorts } from '../kit/client.ts'
import { apiInFront } from '../kit/origin.ts'
import { hadExpired } from '../kit/own.ts'
import { path } from '../kit/path.ts'
import { record } from './record.ts'

/** Gitpod Classic, gitpod.io and self-hosted ones: personal access tokens over its experimental Connect API. */
export function gitpod(ports: ClientPorts): Provider {
  return {
    record,
    resolve: apiInFront,
    connect: async (origin, credential) => (await import('./session.ts')).gitpodSession(ports, origin, credential),
    page: (console, token) => (token ? console + path`/user/tokens/edit/${token.issuerId}` : `${console}/user/tokens`),
    isOwnCredential,
  }
}

/** Gitpod does not say which token calls; sure is only that an expired one, or one without scopes, could not have. */
function isOwnCredential(_identity: Identity, token: Token): 'no' | 'unknown' {
  return hadExpired(token) || token.scopes.kind === 'none' ? 'no' : 'unknown'
}
