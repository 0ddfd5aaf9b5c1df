import type { PartScope } from '#main/ports/provider'
import { startGrafbaseSimulator, type GrafbaseSimulator } from '#test/simulators/grafbase/index'
import type { GrafbaseOrganization, GrafbaseUser, TokenOwner } from '#test/simulators/grafbase/model'
import { day, listed, now, tokenOf, type EmptyStage, type KindStage, type Stage } from './stage.ts'

export interface PlantedGrafbase {
  readonly simulator: GrafbaseSimulator
  readonly acme: GrafbaseOrganization
  readonly ada: GrafbaseUser
  readonly bob: GrafbaseUser
  /** Ada's, who owns Acme; Bob is a member there. */
  readonly credential: string
  readonly personal: PartScope
  readonly ofAcme: PartScope
}

export async function plantedGrafbase(): Promise<PlantedGrafbase> {
  const simulator = await startGrafbaseSimulator({ now: () => now })
  const { state } = simulator
  const ada = state.addUser({ name: 'Ada', email: 'ada@example.com' })
  const bob = state.addUser({ name: 'Bob', email: 'bob@example.com' })
  const acme = state.addOrganization({ slug: 'acme', name: 'Acme' })
  state.addMember(acme, ada, 'OWNER')
  state.addMember(acme, bob, 'MEMBER')
  return {
    simulator,
    acme,
    ada,
    bob,
    credential: state.addToken({ user: ada }, { name: 'Keyrack', createdAt: now - 9 * day }).jwt,
    personal: { owner: { kind: 'me', id: ada.id, name: 'Ada' }, kind: 'personal' },
    ofAcme: { owner: { kind: 'organization', id: 'acme', name: 'Acme' }, kind: 'organization' },
  }
}

export async function grafbaseStage(): Promise<Stage> {
  const { simulator, acme, ada, personal, ofAcme, credential } = await plantedGrafbase()
  const { state } = simulator
  for (let at = 0; at < 250; at += 1) state.addToken({ organization: acme }, { name: `token ${at}` })
  const victim = state.addToken({ user: ada }, { name: 'victim' })
  const token = tokenOf('grafbase', personal, { issuerId: victim.id, name: 'victim' })
  const draft = { name: 'made', expiry: { kind: 'at', at: now + 30 * day } } as const
  const page = { nodes: [{ id: 'a', name: 'a' }], pageInfo: { hasNextPage: true, endCursor: 'again' } }
  return {
    simulator,
    credential,
    authorization: `Bearer ${credential}`,
    longPart: ofAcme,
    longPartTokens: 250,
    count: () => state.tokens.length,
    reads: {
      identify: (session, signal) => session.identify(signal),
      list: (session, signal) => listed(session, personal, signal),
    },
    changes: {
      create: (session, signal) => session.create(personal, draft, signal),
      revoke: (session, signal) => session.revoke(personal, token, signal),
    },
    endlessPage: () => JSON.stringify({ data: { accountBySlug: { accessTokens: page } } }),
  }
}

export async function grafbaseEmpty(): Promise<EmptyStage> {
  const { simulator, acme, ada, personal, ofAcme, credential } = await plantedGrafbase()
  const { state } = simulator
  const expiry = { kind: 'at', at: now + 30 * day } as const
  const kindOf = (part: PartScope, owner: TokenOwner, draft: KindStage['draft']): KindStage => ({
    part,
    draft,
    plant(label, { created, ends }) {
      const { id, jwt } = state.addToken(owner, { name: label, createdAt: created, expiresAt: ends })
      return { token: tokenOf('grafbase', part, { issuerId: id, name: label }), secret: jwt }
    },
    end: ({ token }) => state.removeToken(state.findToken(token.issuerId)!),
    held: () => new Map(state.tokensOf(owner).map(({ id, jwt, name }) => [id, { secret: jwt, label: name }])),
  })
  return {
    simulator,
    credential,
    kinds: {
      personal: { ...kindOf(personal, { user: ada }, { name: 'made', expiry }), signsInByOne: true },
      organization: kindOf(ofAcme, { organization: acme }, { name: 'made', expiry, scopes: ['full'] }),
    },
  }
}
