import { json, type Reply } from '#test/simulators/kit/reply'
import type { Route } from '#test/simulators/kit/router'
import type { Endpoint, EndpointInput } from './endpoint.ts'
import { findResource, fullPath, isVisible, levelOf } from './membership.ts'
import { ACCESS_LEVELS, OWNER, type GitlabResource } from './model.ts'
import { paginate } from './paging.ts'
import { groupView, memberView, projectView, userView } from './views.ts'

/** Who am I, and which groups and projects are there: what stands around the tokens. */
export const accountRoutes: readonly Route<Endpoint>[] = [
  {
    method: 'GET',
    pattern: '/version',
    handler: { scopes: ['read_user'], run: () => json(200, { version: '19.6.0', revision: '0a1b2c3d4e5' }) },
  },
  {
    method: 'GET',
    pattern: '/user',
    handler: {
      scopes: ['read_user'],
      run: ({ state, caller, call }) => json(200, userView(caller.user, state.originOf(call))),
    },
  },
  {
    method: 'GET',
    pattern: '/groups',
    handler: {
      scopes: [],
      run: (input) => {
        const byName = (a: GitlabResource, b: GitlabResource): number => a.name.localeCompare(b.name) || a.id - b.id
        return listResources(input, [...input.state.groups.values()].sort(byName), groupView)
      },
    },
  },
  {
    method: 'GET',
    pattern: '/projects',
    handler: {
      scopes: [],
      run: (input) => listResources(input, [...input.state.projects.values()].reverse(), projectView),
    },
  },
  {
    method: 'GET',
    pattern: '/groups/:id',
    handler: {
      scopes: [],
      run: (input) => json(200, groupView(found(input, 'group'), input.state.originOf(input.call))),
    },
  },
  {
    method: 'GET',
    pattern: '/projects/:id',
    handler: {
      scopes: [],
      run: (input) => json(200, projectView(found(input, 'project'), input.state.originOf(input.call))),
    },
  },
  {
    method: 'GET',
    pattern: '/groups/:id/members/all',
    handler: { scopes: [], run: (input) => listMembers(input, found(input, 'group')) },
  },
  {
    method: 'GET',
    pattern: '/projects/:id/members/all',
    handler: { scopes: [], run: (input) => listMembers(input, found(input, 'project')) },
  },
]

/** Members by themselves and by the groups around; each once, with their highest role. Bots are members like all others. */
function listMembers({ state, call, parameters }: EndpointInput, resource: GitlabResource): Reply {
  parameters.check()
  const members = [...state.users.values()].filter((user) => levelOf(resource, user) > 0)
  const page = paginate(state, call, parameters, members)
  const origin = state.originOf(call)
  return json(
    200,
    page.rows.map((user) => memberView(user, levelOf(resource, user), origin)),
    page.headers,
  )
}

function found({ state, caller, path }: EndpointInput, kind: GitlabResource['kind']): GitlabResource {
  return findResource(state, kind, path.get('id'), caller.user)
}

/** Everything visible, public ones of strangers too, unless `membership`, `owned` or `min_access_level` says otherwise. */
function listResources(
  { state, caller, call, parameters }: EndpointInput,
  all: readonly GitlabResource[],
  view: (resource: GitlabResource, origin: string) => object,
): Reply {
  const isMember = parameters.flag('membership') ?? false
  const isOwned = parameters.flag('owned') ?? false
  const least = parameters.integer('min_access_level', ACCESS_LEVELS) ?? 0
  const search = parameters.text('search').toLowerCase()
  parameters.check()
  const lowest = Math.max(least, isOwned ? OWNER : 0, isMember ? 1 : 0)
  const wanted = all.filter(
    (one) =>
      isVisible(one, caller.user) &&
      levelOf(one, caller.user) >= lowest &&
      fullPath(one).toLowerCase().includes(search),
  )
  const page = paginate(state, call, parameters, wanted)
  const origin = state.originOf(call)
  return json(
    200,
    page.rows.map((one) => view(one, origin)),
    page.headers,
  )
}
