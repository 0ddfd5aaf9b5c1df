import { startRudderStackSimulator, type RudderStackSimulator } from '#test/simulators/rudderstack/index'
import type {
  RudderStackOrganization,
  RudderStackToken,
  RudderStackWorkspace,
} from '#test/simulators/rudderstack/model'
import { Numbered, type ConsoleModel } from '../console/model.ts'
import { DAY, HOUR, type PlantedService } from './service.ts'

/** One workspace of an organization, which has an audit log. */
export async function plantRudderStack(now: () => number): Promise<PlantedService> {
  const simulator = await startRudderStackSimulator({ now })
  const { state } = simulator
  const at = now()
  const organization = state.addOrganization()
  const workspace = state.addWorkspace(organization, { name: 'Shop events' })
  for (const [ago, targetType, action] of [
    [2 * HOUR, 'source', 'created'],
    [1 * DAY, 'destination', 'updated'],
    [3 * DAY, 'user', 'invited'],
  ] as const) {
    state.record({ organization, workspace, targetType, action, createdAt: at - ago })
  }
  const ofWorkspace = state.addWorkspaceToken(workspace, { name: 'warehouse loader' }).value
  return {
    provider: 'rudderstack',
    name: 'RudderStack',
    origin: simulator.origin,
    credential: state.addPersonalToken(workspace, { name: 'Keyrack' }).value,
    says:
      `To the organization, with its audit log:\n${state.addOrganizationToken(organization, { name: 'audit' }).value}\n` +
      `A workspace token to keep in the first account:\n${ofWorkspace}`,
    pages: pagesOf(simulator, organization, workspace),
    close: () => simulator.close(),
  }
}

function pagesOf(
  { state }: RudderStackSimulator,
  organization: RudderStackOrganization,
  workspace: RudderStackWorkspace,
): ConsoleModel {
  const numbered = new Numbered<RudderStackToken>()
  return {
    kinds: [
      { id: 'personal', label: 'Personal access token' },
      { id: 'workspace', label: 'Service access token, workspace' },
      { id: 'organization', label: 'Service access token, organization' },
    ],
    tokens: () =>
      [...state.tokens.values()].map((token) => ({ id: numbered.idOf(token), name: token.name, kind: token.kind })),
    make({ kind, name }) {
      if (kind === 'organization') return state.addOrganizationToken(organization, { name }).value
      if (kind === 'workspace') return state.addWorkspaceToken(workspace, { name }).value
      return state.addPersonalToken(workspace, { name }).value
    },
    remove: (id) => state.deleteToken(numbered.find(id)),
  }
}
