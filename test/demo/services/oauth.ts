import { startOauthSimulator, type OauthSimulator } from '#test/simulators/oauth/index'
import type { OauthToken } from '#test/simulators/oauth/state'
import { Numbered, type ConsoleModel } from '../console/model.ts'
import { DAY, type PlantedService } from './service.ts'

/** One issuer with a client that may ask about tokens, and a program that has one. */
export async function plantOauth(now: () => number): Promise<PlantedService> {
  const simulator = await startOauthSimulator({ now })
  const { state } = simulator
  const at = now()
  Object.assign(state.client, { id: 'keyrack', secret: 'EXAMPLE-client-secret-of-the-demo' })
  state.path = '/realms/acme-example'
  state.metadataPath = '/.well-known/oauth-authorization-server/realms/acme-example'
  const value = state.addToken(tokenUntil(at, 8, ['orders:read'], 'shop-frontend'))
  return {
    provider: 'oauth',
    name: 'OAuth 2.0 server',
    origin: simulator.origin,
    credential: state.client.secret,
    fields: { client: state.client.id, path: state.path },
    says: `as the client ${state.client.id} of the issuer at ${state.path}. A token to keep in the account:\n${value}`,
    pages: pagesOf(simulator),
    close: () => simulator.close(),
  }
}

/** The server tells unix seconds. */
function tokenUntil(at: number, days: number, scopes: readonly string[], username: string): Partial<OauthToken> {
  return { scope: scopes.join(' '), username, iat: Math.floor(at / 1000), exp: Math.floor((at + days * DAY) / 1000) }
}

function pagesOf({ state }: OauthSimulator): ConsoleModel {
  const numbered = new Numbered<OauthToken>()
  return {
    kinds: [{ id: 'token', label: 'Access token' }],
    tokens: () =>
      [...state.tokens.values()]
        .filter(({ isRevoked }) => !isRevoked)
        .map((token) => ({ id: numbered.idOf(token), name: token.username ?? '', kind: token.scope ?? '' })),
    make: ({ name, days, scopes }) => state.addToken(tokenUntil(state.now(), days ?? 1, scopes, name)),
    remove(id) {
      numbered.find(id).isRevoked = true
    },
  }
}
