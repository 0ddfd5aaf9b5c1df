import type { Identity } from '#shared/model/account'
import type { PartScope } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import { joinSignIn } from '#main/ports/sign-in'
import { startOauthSimulator, type OauthSimulator } from '#test/simulators/oauth/index'
import { now, tokenOf, type EmptyStage, type Stage } from './stage.ts'

/** A sign-in as it is sealed. */
export function oauthCredential(client: string, secret: string, path: string): string {
  return joinSignIn({ secret: new Secret(secret), fields: { client, path } }).use((value) => value)
}

export interface PlantedOauth {
  readonly simulator: OauthSimulator
  readonly credential: string
  readonly part: PartScope
}

/** A client of the issuer acme that may ask about tokens. */
export async function plantedOauth(): Promise<PlantedOauth> {
  const simulator = await startOauthSimulator({ now: () => now })
  const { client, path } = simulator.state
  const owner = { kind: 'service-account', id: `${path} ${client.id}`, name: client.id } as const
  return {
    simulator,
    credential: oauthCredential(client.id, client.secret, path),
    part: { owner, kind: 'token' },
  }
}

/** What is listed nowhere is asked about instead. */
export async function oauthStage(): Promise<Stage> {
  const { simulator, credential, part } = await plantedOauth()
  const { state } = simulator
  const { id, name } = part.owner
  const identity: Identity = { id, login: name, name, kind: 'service-account', organizations: [], teams: [] }
  const one = new Secret(state.addToken())
  const victim = new Secret(state.addToken())
  const token = tokenOf('oauth', part, { issuerId: 'kept', name: 'victim' })
  // Form-encoded, then joined: RFC 6749, section 2.3.1.
  const pair = 'key+rack:EXAMPLE%3A+a+secret%2Bof%25a+client'
  return {
    simulator,
    credential,
    authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
    publicPath: /\/\.well-known\//,
    changePath: /\/revoke$/,
    longPart: part,
    longPartTokens: 0,
    count: () => [...state.tokens.values()].filter(({ isRevoked }) => !isRevoked).length,
    reads: {
      identify: (session, signal) => session.identify(signal),
      list: (session, signal) => session.inspect(part, identity, one, signal),
    },
    changes: { revoke: (session, signal) => session.revoke(part, token, signal, victim) },
    endlessPage: () => '',
  }
}

export async function oauthEmpty(): Promise<EmptyStage> {
  const { simulator, credential, part } = await plantedOauth()
  const { state } = simulator
  return {
    simulator,
    credential,
    kinds: {
      token: {
        part,
        asksByCredential: true,
        plant(label, { created, ends }) {
          const secret = state.addToken({ jti: label, iat: created / 1000, ...(ends !== null && { exp: ends / 1000 }) })
          return { token: tokenOf('oauth', part, { issuerId: label, name: label }), secret }
        },
        end({ secret }) {
          state.tokens.get(secret)!.isRevoked = true
        },
        held: () =>
          new Map(
            [...state.tokens]
              .filter(([, { isRevoked }]) => !isRevoked)
              .map(([secret, { jti = '' }]) => [jti, { secret, label: jti }]),
          ),
        // RFC 7662: what is absent says nothing.
        told: ({ ends }) => (ends === null ? { expiry: { kind: 'unknown' } } : {}),
        // RFC 7009, section 2.2: the answer is the same for a token that the server does not know.
        endedTwice: 'revoked',
      },
    },
  }
}
