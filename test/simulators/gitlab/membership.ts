import { notFound, unauthorized } from './errors.ts'
import { MAINTAINER, OWNER, type AccessLevel, type GitlabResource, type GitlabUser } from './model.ts'
import type { GitlabState } from './state.ts'

/** The highest role of a user in a project or group, by itself or by the groups it lies in; 0 for none. */
export function levelOf(resource: GitlabResource | undefined, user: GitlabUser): AccessLevel | 0 {
  let highest: AccessLevel | 0 = 0
  for (let at = resource; at; at = at.parent) {
    const level = at.members.get(user.id) ?? 0
    if (level > highest) highest = level
  }
  return highest
}

/** Whether a user may know that a project or group is there. */
export function isVisible(resource: GitlabResource, user: GitlabUser): boolean {
  return resource.visibility !== 'private' || user.isAdmin || levelOf(resource, user) > 0
}

/** Whether a user may administer it: a project as Maintainer, a group as Owner. */
export function mayManage(resource: GitlabResource, user: GitlabUser): boolean {
  return user.isAdmin || levelOf(resource, user) >= (resource.kind === 'project' ? MAINTAINER : OWNER)
}

/**
 * A project or group by its id or its path.
 *
 * @throws Refusal 404 for one that is not there and for one the user may not know of.
 */
export function findResource(
  state: GitlabState,
  kind: GitlabResource['kind'],
  id: string,
  user: GitlabUser,
): GitlabResource {
  const all = kind === 'project' ? state.projects : state.groups
  const found = /^\d+$/.test(id) ? all.get(Number(id)) : [...all.values()].find((one) => fullPath(one) === id)
  if (!found || !isVisible(found, user)) throw notFound(kind === 'project' ? 'Project' : 'Group')
  return found
}

/** @throws Refusal 401 for those who may not see its tokens, and for everybody on plans without such tokens. */
export function requireTokenReader(resource: GitlabResource, user: GitlabUser): void {
  if (!mayManage(resource, user) || !resource.hasTokens) throw unauthorized()
}

/** `group/subgroup/project`. */
export function fullPath(resource: GitlabResource): string {
  return resource.parent ? `${fullPath(resource.parent)}/${resource.path}` : resource.path
}

/** `Group / Subgroup / Project`. */
export function fullName(resource: GitlabResource): string {
  return resource.parent ? `${fullName(resource.parent)} / ${resource.name}` : resource.name
}
