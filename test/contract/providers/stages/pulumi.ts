import type { PartScope } from '#main/ports/provider'
import { startPulumiSimulator, type PulumiSimulator } from '#test/simulators/pulumi/index'
import { eventsIn, lastDay } from './events.ts'
import { day, listed, now, tokenOf, type Stage } from './stage.ts'

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
