import type { PartScope } from '#main/ports/provider'
import { startOnaSimulator, type OnaSimulator } from '#test/simulators/ona/index'
import type { OnaOrganization, OnaServiceAccount, OnaToken, OnaUser } from '#test/simulators/ona/model'
import { day, listed, now, tokenOf, type EmptyStage, type KindStage, type Stage } from './stage.ts'

/** What is planted for every test at Ona: Ada administers Acme, Bob is a member; the robot is a service account. */
export interface PlantedOna {
  readonly simulator: OnaSimulator
  readonly acme: OnaOrganization
  readonly ada: OnaUser
  readonly bob: OnaUser
  readonly robot: OnaServiceAccount
  /** Ada's. */
  readonly credential: string
  readonly personal: PartScope
  readonly ofRobot: PartScope
}

export async function plantedOna(time: () => number = () => now): Promise<PlantedOna> {
  const simulator = await startOnaSimulator({ now: time })
  const { state } = simulator
  const acme = state.addOrganization({ name: 'Acme' })
  const ada = state.addUser(state.addAccount({ name: 'Ada' }), acme, { role: 'ORGANIZATION_ROLE_ADMIN' })
  const bob = state.addUser(state.addAccount({ name: 'Bob' }), acme)
  const robot = state.addServiceAccount(acme, {
    name: 'robot',
    validUntil: now + 400 * day,
    creator: { id: ada.id, principal: 'PRINCIPAL_USER' },
  })
  const facts = { description: 'Keyrack', expiresAt: now + 60 * day, createdAt: now - 9 * day }
  return {
    simulator,
    acme,
    ada,
    bob,
    robot,
    credential: state.addToken({ user: ada }, facts).value,
    personal: { owner: { kind: 'me', id: ada.id, name: 'Ada' }, kind: 'personal' },
    ofRobot: {
      owner: { kind: 'service-account', id: robot.id, name: 'robot', organization: acme.id },
      kind: 'service-account',
    },
  }
}

export async function onaStage(): Promise<Stage> {
  const { simulator, ada, bob, personal, credential } = await plantedOna()
  const { state } = simulator
  const plant = (at: number, user = ada) =>
    state.addToken({ user }, { description: `token ${at}`, expiresAt: now + at * day, createdAt: now - at * 1000 })
  for (let at = 0; at < 249; at += 1) plant(at)
  const victim = plant(249)
  plant(250, bob)
  const token = tokenOf('ona', personal, { issuerId: victim.id, name: victim.description })
  const draft = { description: 'made', expiry: { kind: 'at', at: now + 30 * day } } as const
  const page = Array.from({ length: 100 }, (_, at) => ({ id: `id-${at}`, userId: ada.id, description: `token ${at}` }))
  return {
    simulator,
    credential,
    authorization: `Bearer ${credential}`,
    longPart: personal,
    longPartTokens: 251,
    count: () => state.tokens.size,
    // The answer to a creation has no id: the list is read before and after.
    changePath: /PersonalAccessToken$/,
    reads: {
      identify: (session, signal) => session.identify(signal),
      list: (session, signal) => listed(session, personal, signal),
    },
    changes: {
      create: (session, signal) => session.create(personal, draft, signal),
      revoke: (session, signal) => session.revoke(personal, token, signal),
    },
    endlessPage: () => JSON.stringify({ personalAccessTokens: page, pagination: { nextToken: 'again' } }),
  }
}

export async function onaEmpty(): Promise<EmptyStage> {
  const { simulator, ada, robot, personal, ofRobot, credential } = await plantedOna()
  const { state } = simulator
  const kindOf = (part: PartScope, owner: OnaToken['owner']): KindStage => ({
    part,
    draft: { description: 'made', expiry: { kind: 'at', at: now + 30 * day } },
    plant(label, { created, lastUsed, ends }) {
      const { id, value } = state.addToken(owner, {
        description: label,
        createdAt: created,
        ...(lastUsed !== null && { lastUsed }),
        // "Reaching year 2099" stands for never in the service's own messages.
        expiresAt: ends ?? Date.UTC(2099, 0, 1),
      })
      return { token: tokenOf('ona', part, { issuerId: id, name: label }), secret: value }
    },
    end: ({ token }) => state.deleteToken(state.tokens.get(token.issuerId)!),
    held: () =>
      new Map(
        [...state.tokens.values()]
          .filter(
            (token) => ('user' in token.owner ? token.owner.user.id : token.owner.serviceAccount.id) === part.owner.id,
          )
          .map(({ id, value, description }) => [id, { secret: value, label: description }]),
      ),
  })
  return {
    simulator,
    credential,
    kinds: {
      personal: { ...kindOf(personal, { user: ada }), signsInByOne: true },
      'service-account': {
        ...kindOf(ofRobot, { serviceAccount: robot }),
        // It was exchanged for the bearer that calls.
        seenGoodBefore: ['create', 'revoke'],
      },
    },
  }
}
