import type { PartScope } from '#main/ports/provider'
import { startRudderStackSimulator, type RudderStackSimulator } from '#test/simulators/rudderstack/index'
import type {
  RudderStackOrganization,
  RudderStackToken,
  RudderStackWorkspace,
} from '#test/simulators/rudderstack/model'
import { day, now, tokenOf, type EmptyStage, type KindStage, type Stage } from './stage.ts'

export interface PlantedRudderStack {
  readonly simulator: RudderStackSimulator
  readonly organization: RudderStackOrganization
  readonly workspace: RudderStackWorkspace
  readonly personal: PartScope
  readonly ofWorkspace: PartScope
  readonly ofOrganization: PartScope
}

/** An organization with one workspace, and one entry in its audit log. */
export async function plantedRudderStack(): Promise<PlantedRudderStack> {
  const simulator = await startRudderStackSimulator({ now: () => now })
  const organization = simulator.state.addOrganization()
  const workspace = simulator.state.addWorkspace(organization)
  simulator.state.record({ organization, workspace, targetType: 'source', action: 'created', createdAt: now - day })
  const { id, name } = workspace
  return {
    simulator,
    organization,
    workspace,
    personal: { owner: { kind: 'me', id, name }, kind: 'personal' },
    ofWorkspace: { owner: { kind: 'project', id, name }, kind: 'workspace' },
    ofOrganization: {
      owner: { kind: 'organization', id: organization.id, name: organization.id },
      kind: 'organization',
    },
  }
}

/** Nothing is listed and nothing changed by a call: what is read is who calls, and the audit log. */
export async function rudderStackStage(): Promise<Stage> {
  const { simulator, organization, ofOrganization } = await plantedRudderStack()
  const credential = simulator.state.addOrganizationToken(organization, { name: 'Keyrack' }).value
  return {
    simulator,
    credential,
    authorization: `Bearer ${credential}`,
    longPart: ofOrganization,
    longPartTokens: 0,
    count: () => simulator.state.tokens.size,
    reads: {
      identify: (session, signal) => session.identify(signal),
      async list(session, signal) {
        const query = { log: ofOrganization.owner, from: now - 7 * day, to: now }
        let events = 0
        for await (const chunk of session.events(query, signal)) events += chunk.length
        return events
      },
    },
    changes: {},
    endlessPage: () => '',
  }
}

/** A token for a workspace sees that workspace only, and one for the organization no workspace. */
export async function rudderStackEmpty(): Promise<EmptyStage> {
  const { simulator, organization, workspace, personal, ofWorkspace, ofOrganization } = await plantedRudderStack()
  const { state } = simulator
  const ofTheWorkspace = state.addWorkspaceToken(workspace, { name: 'Keyrack' }).value
  const credential = state.addOrganizationToken(organization, { name: 'Keyrack' }).value
  const kindOf = (part: PartScope, signsIn: string, add: (name: string) => RudderStackToken): KindStage => ({
    part,
    credential: signsIn,
    plant(label) {
      const { value } = add(label)
      return { token: tokenOf('rudderstack', part, { issuerId: label, name: label }), secret: value }
    },
    end: ({ secret }) => state.deleteToken(state.tokens.get(secret)!),
    held: () =>
      new Map(
        [...state.tokens.values()]
          .filter(({ kind }) => kind === part.kind)
          .map(({ value, name }) => [value, { secret: value, label: name }]),
      ),
  })
  return {
    simulator,
    credential,
    kinds: {
      personal: kindOf(personal, ofTheWorkspace, (name) => state.addPersonalToken(workspace, { name })),
      workspace: kindOf(ofWorkspace, ofTheWorkspace, (name) => state.addWorkspaceToken(workspace, { name })),
      organization: kindOf(ofOrganization, credential, (name) => state.addOrganizationToken(organization, { name })),
    },
  }
}
