import type { Identity } from '#shared/model/account'
import type { Token } from '#shared/model/token'
import type { Provider } from '#main/ports/provider'
import type { ClientPorts } from '../kit/client.ts'
import { hadExpired } from '../kit/own.ts'
import { resolve } from './address.ts'
import { record } from './record.ts'

/** GitLab, gitlab.com and self-managed: tokens of persons, projects and groups over its REST API. */
export function gitlab(ports: ClientPorts): Provider {
  return {
    record,
    resolve,
    connect: async (origin, credential) => (await import('./session.ts')).gitlabSession(ports, origin, credential),
    page(console, token) {
      if (!token || token.kind === 'personal') return console + record.newTokenPath
      const { kind, name } = token.owner
      // The owner's name is its path, unless the path was too long or not told.
      if (!/^[\w.-]+(?:\/[\w.-]+)*$/.test(name)) return null
      return `${console}${kind === 'group' ? '/groups' : ''}/${name}/-/settings/access_tokens`
    },
    isOwnCredential,
  }
}

/** Is `token` the one that the account signs in with? Ids are of one series for all kinds of token. */
function isOwnCredential(identity: Identity, token: Token): 'yes' | 'no' | 'unknown' {
  if (identity.tokenId !== undefined) return identity.tokenId === token.issuerId ? 'yes' : 'no'
  return hadExpired(token) ? 'no' : 'unknown'
}
