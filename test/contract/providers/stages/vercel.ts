import type { PartScope } from '#main/ports/provider'
import { startVercelSimulator, type VercelSimulator } from '#test/simulators/vercel/index'
import type { VercelToken, VercelUser } from '#test/simulators/vercel/state'
import { day, listed, now, tokenOf, type EmptyStage, type Stage } from './stage.ts'

export interface PlantedVercel {
  readonly simulator: VercelSimulator
  readonly ada: VercelUser
  /** The token that signs in. */
  readonly keyrack: VercelToken
  readonly personal: PartScope
}

export async function plantedVercel(): Promise<PlantedVercel> {
  const simulator = await startVercelSimulator({ now: () => now })
  const ada = simulator.state.addUser('ada')
  const dates = { createdAt: now - 9 * day, expiresAt: now + 90 * day }
  const keyrack = simulator.state.addToken(ada, { name: 'Keyrack', ...dates })
  return {
    simulator,
    ada,
    keyrack,
    personal: { owner: { kind: 'me', id: ada.id, name: 'ada' }, kind: 'personal' },
  }
}

/** A page has 100. */
export async function vercelStage(): Promise<Stage> {
  const { simulator, ada, keyrack, personal } = await plantedVercel()
  const { state } = simulator
  for (let at = 0; at < 249; at += 1) state.addToken(ada, { name: `token ${at}`, createdAt: now - at * 1000 })
  const victim = state.tokens[7]!
  const token = tokenOf('vercel', personal, { issuerId: victim.id, name: victim.name })
  const expiry = { kind: 'at', at: now + 30 * day } as const
  return {
    simulator,
    credential: keyrack.value,
    authorization: `Bearer ${keyrack.value}`,
    longPart: personal,
    longPartTokens: 250,
    count: () => state.tokens.length,
    reads: {
      identify: (session, signal) => session.identify(signal),
      list: (session, signal) => listed(session, personal, signal),
    },
    changes: {
      create: (session, signal) => session.create(personal, { name: 'made', expiry }, signal),
      revoke: (session, signal) => session.revoke(personal, token, signal),
    },
    endlessPage: () => JSON.stringify({ tokens: [{ id: 'a', name: 'a' }], pagination: { count: 1, next: 7, prev: 7 } }),
  }
}

/** Signing in takes a token, which is on the list: there is no empty one. */
export async function vercelEmpty(): Promise<EmptyStage> {
  const { simulator, ada, keyrack, personal } = await plantedVercel()
  const { state } = simulator
  return {
    simulator,
    credential: keyrack.value,
    kinds: {
      personal: {
        part: personal,
        signsInByOne: true,
        draft: { name: 'made', expiry: { kind: 'at', at: now + 30 * day } },
        plant(label, { created, lastUsed, ends }) {
          const dates = { createdAt: created, activeAt: lastUsed ?? null, expiresAt: ends }
          const { id, value } = state.addToken(ada, { name: label, ...dates })
          return { token: tokenOf('vercel', personal, { issuerId: id, name: label }), secret: value }
        },
        end({ token }) {
          state.remove(state.tokens.find(({ id }) => id === token.issuerId)!)
        },
        held: () => new Map(state.tokens.map(({ id, value, name }) => [id, { secret: value, label: name }])),
      },
    },
  }
}
