import type { Provider } from '#main/ports/provider'
import type { ClientPorts } from '../kit/client.ts'
import { readOrigin } from '../kit/origin.ts'
import { hadExpired } from '../kit/own.ts'
import { record } from './record.ts'

/** Vercel: a person's access tokens. It tells which of them were found in public. */
export function vercel(ports: ClientPorts): Provider {
  return {
    record,
    resolve(address) {
      const given = readOrigin(address)
      const known = record.instances.find(({ origin, console }) => given === origin || given === console)
      return known ? { origin: known.origin, console: known.console } : { origin: given, console: given }
    },
    connect: async (origin, credential) => (await import('./session.ts')).vercelSession(ports, origin, credential),
    // One page for all of them: a token has none of its own.
    page: (console) => `${console}/account/settings/tokens`,
    isOwnCredential({ tokenId }, token) {
      if (tokenId !== undefined) return token.issuerId === tokenId ? 'yes' : 'no'
      return hadExpired(token) ? 'no' : 'unknown'
    },
  }
}
