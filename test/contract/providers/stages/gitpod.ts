import type { PartScope } from '#main/ports/provider'
import { startGitpodSimulator, type GitpodSimulator } from '#test/simulators/gitpod/index'
import { FULL_ACCESS } from '#test/simulators/gitpod/state'
import { eventsIn, lastDay } from './events.ts'
import { day, listed, now, tokenOf, type EmptyStage, type Stage } from './stage.ts'

export const gitpodPersonal: PartScope = { owner: { kind: 'me', id: 'ada-id', name: 'ada' }, kind: 'personal' }

/** Ada's token with full access signs in. */
export async function plantedGitpod(): Promise<{ simulator: GitpodSimulator; userId: string; credential: string }> {
  const simulator = await startGitpodSimulator({ now: () => now })
  const { id: userId } = simulator.state.addUser({ name: 'ada' })
  simulator.state.addTeam({ name: 'Acme', members: [userId] })
  const planted = { name: 'Keyrack', expirationTime: now + 90 * day, scopes: FULL_ACCESS, createdAt: now - 9 * day }
  return { simulator, userId, credential: simulator.state.addToken(userId, planted).value }
}

export async function gitpodStage(): Promise<Stage> {
  const { simulator, userId, credential } = await plantedGitpod()
  const { state } = simulator
  for (let at = 0; at < 249; at += 1) {
    state.addToken(userId, { name: `token ${at}`, expirationTime: now + at * day, createdAt: now - at * 1000 })
  }
  const planted = state.tokens[1]!
  const token = tokenOf('gitpod', gitpodPersonal, { issuerId: planted.id, name: planted.name })
  const expiry = { kind: 'at', at: now + 30 * day } as const
  const page = Array.from({ length: 100 }, (_, at) => ({ id: `id-${at}`, name: `token ${at}` }))
  return {
    simulator,
    credential,
    authorization: `Bearer ${credential}`,
    longPart: gitpodPersonal,
    longPartTokens: 250,
    count: () => state.tokens.length,
    reads: {
      identify: (session, signal) => session.identify(signal),
      list: (session, signal) => listed(session, gitpodPersonal, signal),
      events: (session, signal) => eventsIn(session, lastDay(state.teams[0]!.id), signal),
    },
    changes: {
      create: (session, signal) => session.create(gitpodPersonal, { name: 'made', expiry }, signal),
      update: (session, signal) => session.update(gitpodPersonal, token, { name: 'renamed' }, signal),
      regenerate: (session, signal) => session.regenerate(gitpodPersonal, token, expiry, signal),
      revoke: (session, signal) => session.revoke(gitpodPersonal, token, signal),
    },
    endlessPage: () => JSON.stringify({ tokens: page, totalResults: '999999999' }),
  }
}

/** Signing in takes a token, which is on the list: there is no empty one. */
export async function gitpodEmpty(): Promise<EmptyStage> {
  const { simulator, userId, credential } = await plantedGitpod()
  const { state } = simulator
  return {
    simulator,
    credential,
    kinds: {
      personal: {
        part: gitpodPersonal,
        signsInByOne: true,
        draft: { name: 'made', expiry: { kind: 'at', at: now + 30 * day } },
        plant(label, { created, ends }) {
          // Gitpod has no word for never: its dashboard sends this date.
          const expirationTime = ends ?? Date.UTC(2038, 0, 1)
          const { id, value } = state.addToken(userId, {
            name: label,
            createdAt: created,
            expirationTime,
            scopes: FULL_ACCESS,
          })
          return { token: tokenOf('gitpod', gitpodPersonal, { issuerId: id, name: label }), secret: value }
        },
        end: ({ token }) => state.deleteToken(state.findToken(token.issuerId)!),
        held: () => new Map(state.tokens.map(({ id, value, name }) => [id, { secret: value, label: name }])),
      },
    },
  }
}
