import type { PartScope } from '#main/ports/provider'
import { startLinodeSimulator, type LinodeSimulator } from '#test/simulators/linode/index'
import type { LinodeToken, LinodeUser } from '#test/simulators/linode/state'
import { eventsIn, lastDay } from './events.ts'
import { day, listed, now, tokenOf, type EmptyStage, type Stage } from './stage.ts'

export interface PlantedLinode {
  readonly simulator: LinodeSimulator
  readonly ada: LinodeUser
  /** The token that signs in. */
  readonly keyrack: LinodeToken
  readonly personal: PartScope
}

/** Ada's token that may do everything signs in. */
export async function plantedLinode(): Promise<PlantedLinode> {
  const simulator = await startLinodeSimulator({ now: () => now })
  const ada = simulator.state.addUser('ada')
  const keyrack = simulator.state.addToken(ada, { label: 'Keyrack', created: now - 9 * day, expiry: now + 90 * day })
  return {
    simulator,
    ada,
    keyrack,
    personal: { owner: { kind: 'me', id: String(ada.uid), name: 'ada' }, kind: 'personal' },
  }
}

/** A page has 500. */
export async function linodeStage(): Promise<Stage> {
  const { simulator, ada, keyrack, personal } = await plantedLinode()
  const { state } = simulator
  for (let at = 0; at < 1099; at += 1) state.addToken(ada, { label: `token ${at}`, created: now - at * 1000 })
  const victim = state.tokens[7]!
  state.note('token_create', victim, now - 1000)
  const token = tokenOf('linode', personal, { issuerId: String(victim.id), name: victim.label })
  const expiry = { kind: 'at', at: now + 30 * day } as const
  const page = Array.from({ length: 25 }, (_, at) => ({ id: at + 1, label: `token ${at}` }))
  return {
    simulator,
    credential: keyrack.value,
    authorization: `Bearer ${keyrack.value}`,
    longPart: personal,
    longPartTokens: 1100,
    count: () => state.tokens.length,
    reads: {
      identify: (session, signal) => session.identify(signal),
      list: (session, signal) => listed(session, personal, signal),
      events: (session, signal) => eventsIn(session, lastDay('', { log: personal.owner }), signal),
    },
    changes: {
      create: (session, signal) =>
        session.create(personal, { name: 'made', expiry, scopes: ['linodes:read_only'] }, signal),
      update: (session, signal) => session.update(personal, token, { name: 'renamed' }, signal),
      revoke: (session, signal) => session.revoke(personal, token, signal),
    },
    endlessPage: () => JSON.stringify({ data: page, page: 1, pages: 999_999, results: 999_999_999 }),
  }
}

/** Signing in takes a token, which is on the list: there is no empty one. */
export async function linodeEmpty(): Promise<EmptyStage> {
  const { simulator, ada, keyrack, personal } = await plantedLinode()
  const { state } = simulator
  return {
    simulator,
    credential: keyrack.value,
    kinds: {
      personal: {
        part: personal,
        signsInByOne: true,
        draft: { name: 'made', expiry: { kind: 'at', at: now + 30 * day }, scopes: ['linodes:read_only'] },
        plant(label, { created, ends }) {
          const { id, value } = state.addToken(ada, { label, created, expiry: ends })
          return { token: tokenOf('linode', personal, { issuerId: String(id), name: label }), secret: value }
        },
        end({ token }) {
          state.remove(state.tokens.find(({ id }) => String(id) === token.issuerId)!)
        },
        held: () => new Map(state.tokens.map(({ id, value, label }) => [String(id), { secret: value, label }])),
      },
    },
  }
}
