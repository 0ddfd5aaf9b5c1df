import type { Identity } from '#shared/model/account'
import type { Token } from '#shared/model/token'
import type { Provider } from '#main/ports/provider'
import type { ClientPorts } from '../kit/client.ts'
import { readOrigin } from '../kit/origin.ts'
import { hadExpired } from '../kit/own.ts'
import { record } from './record.ts'

/** Linode (Akamai Cloud): a person's access tokens over version 4 of its API. */
export function linode(ports: ClientPorts): Provider {
  return {
    record,
    resolve,
    connect: async (origin, credential) => (await import('./session.ts')).linodeSession(ports, origin, credential),
    // One page for all of them: a token has none of its own.
    page: (console) => `${console}/profile/tokens`,
    isOwnCredential,
  }
}

/** Its API and its pages have two addresses; people may give either. */
function resolve(address: string): { origin: string; console: string } {
  const given = readOrigin(address)
  const known = record.instances.find(({ origin, console }) => given === origin || given === console)
  return known ? { origin: known.origin, console: known.console } : { origin: given, console: given }
}

/** An application's token is in no listing, and one without the scope for it cannot see which it is. */
function isOwnCredential({ tokenId }: Identity, token: Token): 'yes' | 'no' | 'unknown' {
  if (tokenId !== undefined) return token.issuerId === tokenId ? 'yes' : 'no'
  return hadExpired(token) ? 'no' : 'unknown'
}
