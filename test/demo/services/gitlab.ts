import { startGitlabSimulator, type GitlabSimulator } from '#test/simulators/gitlab/index'
import type { GitlabUser } from '#test/simulators/gitlab/model'
import type { ConsoleModel } from '../console/model.ts'
import { DAY, type PlantedService } from './service.ts'

type Row = readonly [name: string, made: number, used: number | null, ends: number | null, scopes: readonly string[]]

const PERSONAL: readonly Row[] = [
  ['glab on the laptop', 120, 0.1, 12, ['api']],
  ['container registry', 300, 2, 61, ['read_registry', 'write_registry']],
  ['dashboard', 340, 90, 1, ['read_api']],
  ['hackathon', 400, 380, -35, ['api']],
]
const GROUP: readonly Row[] = [
  ['renovate', 200, 0.3, 160, ['api']],
  ['audit mirror', 30, null, 5, ['read_repository']],
]
const PROJECT: readonly Row[] = [
  ['deploy site', 90, 0.5, 270, ['write_repository']],
  ['link checker', 365, 40, -1, ['read_repository']],
]

/** Ada, who owns a group and a project in it. */
export async function plantGitlab(now: () => number): Promise<PlantedService> {
  const simulator = await startGitlabSimulator({ now })
  const { state } = simulator
  const at = now()
  const ada = state.addUser({ username: 'ada-example', name: 'Ada Example' })
  const group = state.addGroup({ path: 'acme-example', name: 'Acme Example', members: { [ada.id]: 50 } })
  const project = state.addProject({ path: 'site', name: 'Site', parent: group, members: { [ada.id]: 40 } })
  const facts = ([name, made, used, ends, scopes]: Row) => ({
    name,
    scopes,
    createdAt: at - made * DAY,
    ...(used === null ? {} : { lastUsedAt: at - used * DAY, lastUsedIps: ['198.51.100.7'] }),
    expiresOn: ends === null ? null : state.day(ends),
  })
  for (const row of PERSONAL) state.addToken(ada, facts(row))
  for (const row of GROUP) state.addResourceToken(group, facts(row))
  for (const row of PROJECT) state.addResourceToken(project, facts(row))
  return {
    provider: 'gitlab',
    name: 'GitLab',
    origin: simulator.origin,
    credential: state.addToken(ada, { name: 'Keyrack', scopes: ['api'], expiresOn: state.day(90) }).value,
    says: '',
    pages: pagesOf(simulator, ada),
    close: () => simulator.close(),
  }
}

function pagesOf({ state }: GitlabSimulator, ada: GitlabUser): ConsoleModel {
  const mine = () => [...state.tokens.values()].filter(({ user, revoked }) => user === ada && !revoked)
  return {
    kinds: [{ id: 'personal', label: 'Personal' }],
    tokens: () => mine().map(({ id, name }) => ({ id: String(id), name, kind: 'personal' })),
    make: ({ name, days, scopes }) =>
      state.addToken(ada, {
        name,
        scopes: scopes.length === 0 ? ['read_api'] : scopes,
        expiresOn: state.day(days ?? 30),
      }).value,
    remove(id) {
      for (const token of mine()) if (String(token.id) === id) token.revoked = true
    },
  }
}
