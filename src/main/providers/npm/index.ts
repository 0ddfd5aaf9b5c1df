import type { Provider } from '#main/ports/provider'
import { readBase } from '../kit/base.ts'
import type { ClientPorts } from '../kit/client.ts'
import { hadExpired } from '../kit/own.ts'
import { record } from './record.ts'

/** npm-compatible registries, at addresses that people give: access tokens over the API of npm's command line. */
export function npm(ports: ClientPorts): Provider {
  return {
    record,
    resolve(address) {
      const origin = readBase(address)
      return { origin, console: origin }
    },
    connect: async (origin, credential, stepUp) =>
      (await import('./session.ts')).npmSession(ports, origin, credential, stepUp),
    // Where a registry has pages for people is not known.
    page: () => null,
    isOwnCredential: (_identity, token) => (hadExpired(token) ? 'no' : 'unknown'),
  }
}
