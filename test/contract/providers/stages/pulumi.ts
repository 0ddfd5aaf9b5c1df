import type { PartScope } from '#main/ports/provider'
import { startPulumiSimulator, type PulumiSimulator } from '#test/simulators/pulumi/index'
import type { NewToken, TokenDates } from '#test/simulators/pulumi/state'
import { eventsIn, lastDay } from './events.ts'
import {
  day,
  listed,
  now,
  tokenOf,
  type EmptyStage,
  type KindStage,
  type Planted,
  type Stage,
  type Times,
} from './stage.ts'

export const pulumiPersonal: PartScope = { owner: { kind: 'me', id: 'ada-id', name: 'Ada' }, kind: 'personal' }
export const pulumiOrganization: PartScope = {
  owner: { kind: 'organization', id: 'acme', name: 'Acme' },
  kind: 'organization',
}
export const pulumiTeam: PartScope = {
  owner: { kind: 'team', id: 'platform', name: 'Platform', organization: 'acme' },
  kind: 'team',
}

/** Ada administers the organization acme with its team platform; her token signs in. */
export async function plantedPulumi(): Promise<{ simulator: PulumiSimulator; credential: string }> {
  const simulator = await startPulumiSimulator({ now: () => now })
  const { state } = simulator
  state.addUser({ login: 'ada', name: 'Ada', email: 'ada@example.com' })
  state.addOrganization({ name: 'acme', display: 'Acme', plan: 'enterprise' })
  state.addMember('acme', 'ada', 'admin')
  state.addTeam('acme', { name: 'platform', displayName: 'Platform', kind: 'pulumi' })
  const credential = state.addPersonalToken('ada', { description: 'Keyrack', expiresAt: now + 90 * day }).value
  return { simulator, credential }
}

export async function pulumiStage(): Promise<Stage> {
  const { simulator, credential } = await plantedPulumi()
  const { state } = simulator
  for (let at = 0; at < 2100; at += 1) state.addOrganizationToken('acme', { name: `ci-${at}` })
  const victim = state.addTeamToken('acme', 'platform', { name: 'victim' })
  const draft = { name: 'made', description: 'by a test', expiry: { kind: 'never' } } as const
  const token = tokenOf('pulumi', pulumiTeam, { issuerId: victim.id, name: 'victim' })
  return {
    simulator,
    credential,
    authorization: `token ${credential}`,
    longPart: pulumiOrganization,
    longPartTokens: 2100,
    count: () => state.tokens.length,
    reads: {
      identify: (session, signal) => session.identify(signal),
      list: (session, signal) => listed(session, pulumiTeam, signal),
      events: (session, signal) => eventsIn(session, lastDay('acme'), signal),
      exportEvents: (session, signal) => session.exportEvents(lastDay('acme'), 'csv', signal),
    },
    changes: {
      create: (session, signal) => session.create(pulumiOrganization, draft, signal),
      revoke: (session, signal) => session.revoke(pulumiTeam, token, signal),
    },
    endlessPage: () => JSON.stringify({ tokens: [{ id: 'a', name: 'a' }], continuationToken: 'again' }),
  }
}

export async function pulumiEmpty(): Promise<EmptyStage> {
  const { simulator, credential } = await plantedPulumi()
  const { state } = simulator
  const kindOf = (part: PartScope, draft: KindStage['draft'], add: (label: string, dates: TokenDates) => NewToken) => ({
    part,
    draft,
    plant(label: string, { created, lastUsed, ends }: Times): Planted {
      const dates = { createdAt: created, ...(lastUsed && { lastUsedAt: lastUsed }), ...(ends && { expiresAt: ends }) }
      const { id, value } = add(label, dates)
      return { token: tokenOf('pulumi', part, { issuerId: id, name: label }), secret: value }
    },
    end: ({ token }: Planted) => state.store.remove(state.store.find(token.issuerId)!),
    held: () =>
      new Map(
        state.tokens
          .filter(({ kind }) => kind === part.kind)
          .map(({ id, value, name, description }) => [id, { secret: value, label: name || description }]),
      ),
  })
  const expiry = { kind: 'at', at: now + 30 * day } as const
  return {
    simulator,
    credential,
    kinds: {
      personal: {
        ...kindOf(pulumiPersonal, { description: 'made', expiry }, (description, dates) =>
          state.addPersonalToken('ada', { description, ...dates }),
        ),
        signsInByOne: true,
      },
      organization: kindOf(pulumiOrganization, { name: 'made', expiry }, (name, dates) =>
        state.addOrganizationToken('acme', { name, ...dates }),
      ),
      team: kindOf(pulumiTeam, { name: 'made', expiry }, (name, dates) =>
        state.addTeamToken('acme', 'platform', { name, ...dates }),
      ),
    },
  }
}
