import type { Identity } from '#shared/model/account'
import type { Token } from '#shared/model/token'
import type { Provider } from '#main/ports/provider'
import type { ClientPorts } from '../kit/client.ts'
import { hadExpired } from '../kit/own.ts'
import { path } from '../kit/path.ts'
import { isEnterpriseServer, resolve } from './origins.ts'
import { record } from './record.ts'

/** GitHub, github.com and Enterprise: stored tokens looked at, and what apps see of an organization's. */
export function github(ports: ClientPorts): Provider {
  return {
    record,
    resolve,
    connect: async (origin, credential) => (await import('./session.ts')).githubSession(ports, origin, credential),

    async byValue(origin) {
      // An Enterprise Server wants the call to be signed, so it is none that is public.
      return isEnterpriseServer(origin) ? undefined : (await import('./by-value.ts')).githubByValue(ports, origin)
    },

    page(console, token) {
      if (token?.kind === 'grant') {
        return console + path`/organizations/${token.owner.id}/settings/personal-access-tokens/active`
      }
      return `${console}/settings/${token?.kind === 'classic' ? 'tokens' : 'personal-access-tokens'}`
    },

    isOwnCredential,
  }
}

/** GitHub does not say which token calls; sure is only that it is none of those that only apps see. */
function isOwnCredential(_identity: Identity, token: Token): 'no' | 'unknown' {
  return token.kind === 'grant' || hadExpired(token) ? 'no' : 'unknown'
}
