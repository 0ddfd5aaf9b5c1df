import type { Provider } from '#main/ports/provider'
import type { ClientPorts } from '../kit/client.ts'
import { readOrigin } from '../kit/origin.ts'
import { path } from '../kit/path.ts'
import { isOwnCredential } from './own.ts'
import { record } from './record.ts'

/** Pulumi Cloud, the public one and self-hosted ones: personal, organization and team tokens over its REST API. */
export function pulumi(ports: ClientPorts): Provider {
  return {
    record,
    resolve,
    connect: async (origin, credential) => (await import('./session.ts')).pulumiSession(ports, origin, credential),
    page(console, token) {
      if (!token || token.kind === 'personal') return `${console}/account/tokens`
      const organization = token.kind === 'team' ? token.owner.organization : token.owner.id
      // Of an organization only its own page has a known address; its tokens are under "Settings" and "Teams" there.
      return organization ? console + path`/${organization}` : null
    },
    isOwnCredential,
  }
}

/** People know the console's address or the bare domain of the public cloud; the API is on a host of its own. */
const cloudHosts: ReadonlySet<string> = new Set([
  'https://pulumi.com',
  'https://www.pulumi.com',
  'https://app.pulumi.com',
])

function resolve(address: string): { origin: string; console: string } {
  const given = readOrigin(address)
  const origin = cloudHosts.has(given) ? 'https://api.pulumi.com' : given
  // Pulumi's own command line finds the console of an installation by this rule.
  return { origin, console: origin.replace('//api.', '//app.') }
}
