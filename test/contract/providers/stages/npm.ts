import type { PartScope } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import { startNpmSimulator, type NpmSimulator } from '#test/simulators/npm/index'
import type { NpmUser } from '#test/simulators/npm/state'
import { day, listed, now, tokenOf, type EmptyStage, type Stage } from './stage.ts'

export const npmPersonal: PartScope = { owner: { kind: 'me', id: 'ada', name: 'ada' }, kind: 'personal' }

/** Ada's session signs in. */
export async function plantedNpm(): Promise<{ simulator: NpmSimulator; ada: NpmUser; credential: string }> {
  const simulator = await startNpmSimulator({ now: () => now })
  const ada = simulator.state.addUser('ada')
  return { simulator, ada, credential: simulator.state.signIn(ada) }
}

export async function npmStage(): Promise<Stage> {
  const { simulator, ada, credential } = await plantedNpm()
  const { state } = simulator
  for (let at = 0; at < 250; at += 1) state.addToken(ada, { name: `token ${at}` })
  const victim = state.tokens[7]!
  const token = tokenOf('npm', npmPersonal, { issuerId: victim.key, name: victim.name })
  const expiry = { kind: 'at', at: now + 30 * day } as const
  return {
    simulator,
    credential,
    stepUp: { password: new Secret(ada.password) },
    authorization: `Bearer ${credential}`,
    longPart: npmPersonal,
    longPartTokens: 250,
    count: () => state.tokens.length,
    reads: {
      identify: (session, signal) => session.identify(signal),
      list: (session, signal) => listed(session, npmPersonal, signal),
    },
    changes: {
      create: (session, signal) => session.create(npmPersonal, { name: 'made', expiry }, signal),
      revoke: (session, signal) => session.revoke(npmPersonal, token, signal),
    },
    endlessPage: () => JSON.stringify({ objects: [{ key: 'a' }], urls: { next: '/-/npm/v1/tokens?page=1' } }),
  }
}

/** A session signs in, which is no token on the list. */
export async function npmEmpty(): Promise<EmptyStage> {
  const { simulator, ada, credential } = await plantedNpm()
  const { state } = simulator
  return {
    simulator,
    credential,
    stepUp: { password: new Secret(ada.password) },
    kinds: {
      personal: {
        part: npmPersonal,
        draft: { name: 'made', expiry: { kind: 'at', at: now + 30 * day } },
        plant(label, { created, lastUsed, ends }) {
          const { key, value } = state.addToken(ada, { name: label, created, accessed: lastUsed, expiry: ends })
          return { token: tokenOf('npm', npmPersonal, { issuerId: key, name: label }), secret: value }
        },
        end({ token }) {
          for (const one of state.tokens) if (one.key === token.issuerId) one.revoked = now
        },
        held: () =>
          new Map(
            state.tokens
              .filter(({ revoked }) => revoked === null)
              .map(({ key, value, name }) => [key, { secret: value, label: name }]),
          ),
      },
    },
  }
}
