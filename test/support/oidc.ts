import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import OidcProvider from 'oidc-provider'

/** An OAuth 2.0 server that somebody else wrote, on this computer, with two clients. */
export interface OidcServer {
  readonly origin: string
  /** Shows itself in the header or in the form. */
  readonly client: { readonly id: string; readonly secret: string }
  readonly other: { readonly id: string; readonly secret: string }
  /** A token that a program of the client gets for itself. */
  issue(client: { readonly id: string; readonly secret: string }, scope?: string): Promise<string>
  close(): Promise<void>
}

const client = { id: 'key rack', secret: 'EXAMPLE: a secret+of%a client' }
const other = { id: 'other', secret: 'EXAMPLE-other-secret' }
const lifetimeSeconds = 3600

/** Starts the server on a free port of 127.0.0.1. It keeps everything in memory. */
export async function startOidc(): Promise<OidcServer> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const clients = [client, other].map(({ id, secret }) => ({
    client_id: id,
    client_secret: secret,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  }))
  const provider = new OidcProvider(origin, {
    clients,
    scopes: ['read', 'write'],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      introspection: { enabled: true, allowedPolicy: () => Promise.resolve(true) },
      revocation: {
        enabled: true,
        allowedPolicy: (_context, asking, token) => Promise.resolve(token.clientId === asking.clientId),
      },
    },
    ttl: { ClientCredentials: lifetimeSeconds },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => void answer(request, response))
  return {
    origin,
    client,
    other,
    async issue({ id, secret }, scope) {
      const form = {
        grant_type: 'client_credentials',
        client_id: id,
        client_secret: secret,
        ...(scope === undefined ? {} : { scope }),
      }
      const body = new URLSearchParams(form)
      const answered = await fetch(`${origin}/token`, { method: 'POST', body })
      return ((await answered.json()) as { access_token: string }).access_token
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
