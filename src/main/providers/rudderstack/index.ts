import type { Identity } from '#shared/model/account'
import type { Token } from '#shared/model/token'
import type { Provider } from '#main/ports/provider'
import type { ClientPorts } from '../kit/client.ts'
import { readOrigin } from '../kit/origin.ts'
import { record } from './record.ts'

/** RudderStack in its regions: stored tokens of three kinds are tried, and the rest is done on its own pages. */
export function rudderstack(ports: ClientPorts): Provider {
  return {
    record,
    resolve,
    connect: async (origin, credential) => (await import('./session.ts')).rudderStackSession(ports, origin, credential),
    page: (console, token) => (token && token.kind !== 'personal' ? console : `${console}/profile/tokens`),
    isOwnCredential,
  }
}

/** The API of the United States for whoever gives the dashboard's address, which all regions share. */
function resolve(address: string): { origin: string; console: string } {
  const given = readOrigin(address)
  const known = record.instances.find(({ origin, console }) => given === origin || given === console)
  return known ? { origin: known.origin, console: known.console } : { origin: given, console: given }
}

/** RudderStack never says which token calls; one of an organization is none of a workspace's, and the other way round. */
function isOwnCredential({ kind }: Identity, token: Token): 'no' | 'unknown' {
  return (kind === 'organization') === (token.kind === 'organization') ? 'unknown' : 'no'
}
