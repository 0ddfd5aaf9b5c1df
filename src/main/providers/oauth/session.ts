import type { Expiry } from '#shared/model/time'
import type { Token } from '#shared/model/token'
import { Failure } from '#main/ports/failure'
import type { IssuedToken, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import type { ClientPorts } from '../kit/client.ts'
import { onOrigin } from '../kit/origin.ts'
import { providerSession } from '../kit/session.ts'
import { shortened } from '../kit/text.ts'
import { oauthCalls, type OauthCalls } from './calls.ts'
import { record } from './record.ts'
import { clientOf, type Client } from './sign-in.ts'

/** No server has issued this: asking about it tells whether the client may ask. */
const nobodys = 'keyrack-asks-whether-it-may-ask'

/** Throws Failure origin-refused for an origin that no credential may be sent to. */
export function oauthSession(ports: ClientPorts, origin: string, credential: Secret): ProviderSession {
  onOrigin('/', origin)
  let opened: { readonly client: Client; readonly calls: OauthCalls } | undefined

  /** A credential that cannot be a client's fails when it is used, as with every provider. */
  const open = () => {
    if (opened !== undefined) return opened
    const client = clientOf(credential, origin)
    opened = { client, calls: oauthCalls(ports, origin, client) }
    return opened
  }

  return providerSession({
    async identify(signal) {
      const { client, calls } = open()
      await calls.introspect(new Secret(nobodys), signal)
      const name = shortened(client.id, 300)
      // One server can have many issuers, each with clients of its own.
      const id = shortened(client.path === '' ? client.id : `${client.path} ${client.id}`, 300)
      return { id, login: name, name, kind: 'service-account', organizations: [], teams: [] }
    },

    /** Nothing of it is listed: it is where tokens are kept whose secrets are stored. */
    parts: ({ id, name }) => [{ owner: { kind: 'service-account', id, name }, kind: 'token' }],

    async revoke(_part, _token, signal, secret) {
      if (secret === undefined) throw new Failure('not-supported', { provider: record.name })
      const { calls } = open()
      await calls.revoke(secret, signal)
      // Servers may answer so for tokens that they cannot end, such as signed ones. Where they cannot be asked, their
      // word is all there is.
      const told = await calls.introspect(secret, signal).catch(() => undefined)
      if (told !== undefined) throw new Failure('still-works', { provider: record.name })
      return 'revoked'
    },

    async inspect(_part, _identity, secret, signal) {
      const told = await open().calls.introspect(secret, signal)
      if (told === undefined) return { kind: 'refused' }
      return { kind: 'accepted', proof: told.issuerId === undefined ? 'works' : 'proven', token: told }
    },

    async probe(_part, token, _identity, secret, signal) {
      const told = await open().calls.introspect(secret, signal)
      if (told === undefined) return { kind: 'refused' }
      if (told.issuerId !== undefined && told.issuerId === token.issuerId) return { kind: 'proven' }
      return { kind: isUnlike(told, token) ? 'another' : 'works' }
    },
  })
}

/** Times never change in a token's life, and few servers tell more: what differs in one is another token. */
function isUnlike(told: Partial<IssuedToken>, token: Token): boolean {
  const differ = (one?: Expiry, other?: Expiry) => one?.kind === 'at' && other?.kind === 'at' && one.at !== other.at
  return differ(told.created, token.created) || differ(told.expiry, token.expiry)
}
