import { json, type Reply } from '#test/simulators/kit/reply'
import type { EndpointInput } from './endpoint.ts'
import { isVisible, levelOf } from './membership.ts'
import { ACCESS_LEVELS, type GitlabResource } from './model.ts'
import { paginate } from './paging.ts'
import { groupAssociation, projectAssociation } from './views.ts'

/**
 * The groups and projects a token reaches, public ones of strangers too (gitlabhq/gitlabhq,
 * lib/api/personal_access_tokens/self_information.rb). Both lists are cut by the same page, and the headers are those of the
 * projects alone: who follows them misses the groups of later pages.
 */
export function associations({ state, caller, call, parameters }: EndpointInput): Reply {
  const least = parameters.integer('min_access_level', ACCESS_LEVELS) ?? 0
  parameters.check()
  const reached = (resource: GitlabResource): boolean =>
    isVisible(resource, caller.user) && levelOf(resource, caller.user) >= least
  const groups = paginate(state, call, parameters, [...state.groups.values()].filter(reached))
  const projects = paginate(state, call, parameters, [...state.projects.values()].filter(reached))
  const origin = state.originOf(call)
  return json(
    200,
    {
      groups: groups.rows.map((group) => groupAssociation(group, caller.user, origin)),
      projects: projects.rows.map((project) => projectAssociation(project, caller.user, origin)),
    },
    projects.headers,
  )
}
