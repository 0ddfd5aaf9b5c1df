import type { Identity } from '#shared/model/account'
import type { Token } from '#shared/model/token'
import { Failure } from '#main/ports/failure'
import type { Provider } from '#main/ports/provider'
import type { Secret } from '#main/ports/secret'
import type { ClientPorts } from '../kit/client.ts'
import { hadExpired } from '../kit/own.ts'
import { path } from '../kit/path.ts'
import { isEnterpriseServer, resolve } from './origins.ts'
import { record } from './record.ts'
import { valueKind, type ValueKind } from './shapes.ts'

/** The most values of one call. */
const mostAtOnce = 1000

/** What the public call takes; anything else is no secret of GitHub's and is sent to nobody. */
const revocable: ReadonlySet<ValueKind> = new Set(['classic', 'fine-grained', 'oauth', 'app-user', 'refresh'])

/** GitHub, github.com and Enterprise: stored tokens looked at, and what apps see of an organization's. */
export function github(ports: ClientPorts): Provider {
  return {
    record,
    resolve,
    connect: async (origin, credential) => (await import('./session.ts')).githubSession(ports, origin, credential),

    async revokeValues(origin, secrets, signal) {
      // An Enterprise Server wants the call to be signed, so it is none that is public.
      if (isEnterpriseServer(origin)) throw new Failure('not-supported', { provider: record.name })
      if (!secrets.every(isRevocable)) throw new Failure('invalid-input', { provider: record.name, field: 'secret' })
      const { revokeByValue } = await import('./calls.ts')
      for (let from = 0; from < secrets.length; from += mostAtOnce) {
        await revokeByValue(ports, origin, secrets.slice(from, from + mostAtOnce), signal)
      }
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

function isRevocable(secret: Secret): boolean {
  return revocable.has(secret.use(valueKind))
}

/** GitHub does not say which token calls; sure is only that it is none of those that only apps see. */
function isOwnCredential(_identity: Identity, token: Token): 'no' | 'unknown' {
  return token.kind === 'grant' || hadExpired(token) ? 'no' : 'unknown'
}
