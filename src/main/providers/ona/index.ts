import type { Identity } from '#shared/model/account'
import type { Token } from '#shared/model/token'
import type { Provider } from '#main/ports/provider'
import type { ClientPorts } from '../kit/client.ts'
import { readOrigin } from '../kit/origin.ts'
import { hadExpired } from '../kit/own.ts'
import { record } from './record.ts'

/** Ona, today's Gitpod: personal and service account tokens over its Connect API, which is at `/api` of its pages' host. */
export function ona(ports: ClientPorts): Provider {
  return {
    record,
    resolve,
    connect: async (origin, credential) => (await import('./session.ts')).onaSession(ports, origin, credential),
    // Where its pages have the tokens of service accounts is not published.
    page: (console, token) =>
      token && token.kind !== 'personal' ? null : `${console}/settings/personal-access-tokens`,
    isOwnCredential,
  }
}

function resolve(address: string): { origin: string; console: string } {
  const given = readOrigin(address)
  const origin = given === 'https://ona.com' || given === 'https://www.ona.com' ? 'https://app.ona.com' : given
  return { origin, console: origin }
}

/** Ona does not say which token calls; sure is only that it is one of the caller's own, and has not expired. */
function isOwnCredential(identity: Identity, token: Token): 'no' | 'unknown' {
  const isCallers = token.kind === (identity.kind === 'person' ? 'personal' : 'service-account')
  return !isCallers || token.owner.id !== identity.id || hadExpired(token) ? 'no' : 'unknown'
}
