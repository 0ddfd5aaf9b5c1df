import type { PartScope } from '#main/ports/provider'
import { startRudderStackSimulator, type RudderStackSimulator } from '#test/simulators/rudderstack/index'
import type { RudderStackOrganization, RudderStackWorkspace } from '#test/simulators/rudderstack/model'
import { day, now, type Stage } from './stage.ts'

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
