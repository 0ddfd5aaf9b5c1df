import type { Provider } from '#main/ports/provider'
import type { ClientPorts } from '../kit/client.ts'
import { readOrigin } from '../kit/origin.ts'
import { record } from './record.ts'

/** Any OAuth 2.0 server: stored tokens are introspected (RFC 7662) and revoked (RFC 7009) by a client of the person's. */
export function oauth(ports: ClientPorts): Provider {
  return {
    record,
    resolve(address) {
      const origin = readOrigin(address)
      return { origin, console: origin }
    },
    connect: async (origin, credential) => (await import('./session.ts')).oauthSession(ports, origin, credential),
    page: () => null,
    // The secret of a client is none of the tokens.
    isOwnCredential: () => 'no',
  }
}
