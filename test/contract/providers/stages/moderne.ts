import type { PartScope } from '#main/ports/provider'
import { startModerneSimulator, type ModerneSimulator } from '#test/simulators/moderne/index'
import { eventsIn, lastDay } from './events.ts'
import { day, listed, now, tokenOf, type EmptyStage, type KindStage, type Stage } from './stage.ts'

export const ada = 'ada@example.com'
export const modernePersonal: PartScope = { owner: { kind: 'me', id: ada, name: 'ada' }, kind: 'personal' }
export const bob = 'bob@example.com'
export const ofBob: PartScope = { owner: { kind: 'person', id: bob, name: 'Bob' }, kind: 'of-another' }

/** Ada administers the tenant; her token signs in. */
export async function plantedModerne(): Promise<{ simulator: ModerneSimulator; credential: string }> {
  const simulator = await startModerneSimulator({ now: () => now })
  simulator.state.addUser({ email: ada, username: 'ada', role: 'ADMIN' })
  const planted = { description: 'Keyrack', created: now - 9 * day, expiresAt: now + 90 * day }
  return { simulator, credential: simulator.state.addToken(ada, planted).value }
}

export async function moderneStage(): Promise<Stage> {
  const { simulator, credential } = await plantedModerne()
  const { state } = simulator
  for (let at = 0; at < 249; at += 1) state.addToken(ada, { description: `token ${at}`, created: now - at * 1000 })
  const planted = state.tokens[1]!
  const token = tokenOf('moderne', modernePersonal, { issuerId: planted.id, name: 'token 0' })
  const draft = { description: 'made', expiry: { kind: 'never' } } as const
  const page = { edges: [{ node: { id: 'a' } }], pageInfo: { hasNextPage: true, endCursor: 'again' } }
  return {
    simulator,
    credential,
    authorization: `Bearer ${credential}`,
    longPart: modernePersonal,
    longPartTokens: 250,
    count: () => state.tokens.length,
    reads: {
      identify: (session, signal) => session.identify(signal),
      list: (session, signal) => listed(session, modernePersonal, signal),
      events: (session, signal) => eventsIn(session, lastDay('127.0.0.1'), signal),
    },
    changes: {
      create: (session, signal) => session.create(modernePersonal, draft, signal),
      revoke: (session, signal) => session.revoke(modernePersonal, token, signal),
    },
    endlessPage: () => JSON.stringify({ data: { currentUser: { tokens: page } } }),
  }
}

export async function moderneEmpty(): Promise<EmptyStage> {
  const { simulator, credential } = await plantedModerne()
  const { state } = simulator
  state.addUser({ email: bob, username: 'Bob' })
  // Whether it reaches other people's tokens is not published; what happens where it does not has its own tests.
  state.letsAdminsRevokeOthersById = true
  // The simulator's clock stands still.
  state.exportTakes = 0
  const kindOf = (part: PartScope, email: string): KindStage => ({
    part,
    plant(label, { created, ends }) {
      const { id, value } = state.addToken(email, { description: label, created, expiresAt: ends })
      return { token: tokenOf('moderne', part, { issuerId: id, name: label }), secret: value }
    },
    end: ({ token }) => state.removeToken(state.findToken(token.issuerId)!),
    held: () =>
      new Map(
        state.tokensOf(email).map(({ id, value, description }) => [id, { secret: value, label: description ?? '' }]),
      ),
  })
  const draft = { description: 'made', expiry: { kind: 'at', at: now + 30 * day } } as const
  return {
    simulator,
    credential,
    kinds: {
      personal: { ...kindOf(modernePersonal, ada), draft, signsInByOne: true },
      'of-another': kindOf(ofBob, bob),
    },
  }
}
