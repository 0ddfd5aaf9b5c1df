import { fullName, fullPath, levelOf } from './membership.ts'
import type { GitlabResource, GitlabToken, GitlabUser } from './model.ts'
import type { GitlabState } from './state.ts'

/** A token as lists and details show it: with dates, never with its value. */
export function tokenView(state: GitlabState, token: GitlabToken): object {
  return {
    id: token.id,
    name: token.name,
    revoked: token.revoked,
    created_at: new Date(token.createdAt).toISOString(),
    description: token.description,
    scopes: token.scopes,
    user_id: token.user.id,
    last_used_at: token.lastUsedAt === null ? null : new Date(token.lastUsedAt).toISOString(),
    active: !token.revoked && !state.isExpired(token),
    expires_at: token.expiresOn,
    ...(state.showsLastUsedIps ? { last_used_ips: token.lastUsedIps } : {}),
    ...resourceFields(token),
  }
}

/** As `tokenView`, with the value: the answer to making and to rotating. */
export function tokenWithValue(state: GitlabState, token: GitlabToken): object {
  return { ...tokenView(state, token), token: token.value }
}

function resourceFields({ user }: GitlabToken): object {
  const resource = user.botOf
  if (!resource) return {}
  return { access_level: resource.members.get(user.id), resource_type: resource.kind, resource_id: resource.id }
}

/** The caller's own user. */
export function userView(user: GitlabUser, origin: string): object {
  return {
    id: user.id,
    username: user.username,
    name: user.name,
    state: user.isBlocked ? 'blocked' : 'active',
    locked: false,
    avatar_url: null,
    web_url: `${origin}/${user.username}`,
    created_at: new Date(user.createdAt).toISOString(),
    bot: user.botOf !== undefined,
    email: `${user.username}@gitlab.example`,
    ...(user.isAdmin ? { is_admin: true } : {}),
  }
}

/** A member as `members/all` shows one: nothing of it is private. */
export function memberView(user: GitlabUser, level: number, origin: string): object {
  return {
    id: user.id,
    username: user.username,
    name: user.name,
    state: user.isBlocked ? 'blocked' : 'active',
    locked: false,
    avatar_url: null,
    web_url: `${origin}/${user.username}`,
    access_level: level,
    created_at: new Date(user.createdAt).toISOString(),
    expires_at: null,
    membership_state: 'active',
  }
}

export function groupView(group: GitlabResource, origin: string): object {
  return {
    ...groupIdentity(group, origin),
    path: group.path,
    full_name: fullName(group),
    full_path: fullPath(group),
    visibility: group.visibility,
    created_at: new Date(group.createdAt).toISOString(),
  }
}

export function projectView(project: GitlabResource, origin: string): object {
  return {
    id: project.id,
    description: null,
    name: project.name,
    name_with_namespace: fullName(project),
    path: project.path,
    path_with_namespace: fullPath(project),
    created_at: new Date(project.createdAt).toISOString(),
    visibility: project.visibility,
    web_url: `${origin}/${fullPath(project)}`,
    namespace: namespaceView(project, origin),
  }
}

/** A group in `self/associations`. `access_levels` is one number here, in spite of its name. */
export function groupAssociation(group: GitlabResource, user: GitlabUser, origin: string): object {
  const level = levelOf(group, user)
  return { ...groupIdentity(group, origin), access_levels: level || null, visibility: group.visibility }
}

/** A project in `self/associations`. */
export function projectAssociation(project: GitlabResource, user: GitlabUser, origin: string): object {
  return {
    ...projectView(project, origin),
    access_levels: {
      project_access_level: project.members.get(user.id) ?? null,
      group_access_level: levelOf(project.parent, user) || null,
    },
  }
}

function groupIdentity(group: GitlabResource, origin: string): object {
  return {
    id: group.id,
    web_url: `${origin}/groups/${fullPath(group)}`,
    name: group.name,
    parent_id: group.parent?.id ?? null,
    organization_id: 1,
  }
}

function namespaceView(project: GitlabResource, origin: string): object {
  const group = project.parent
  if (!group) return { id: project.id + 100_000, name: project.name, path: project.path, kind: 'user', parent_id: null }
  return {
    id: group.id,
    name: group.name,
    path: group.path,
    kind: 'group',
    full_path: fullPath(group),
    parent_id: group.parent?.id ?? null,
    avatar_url: null,
    web_url: `${origin}/groups/${fullPath(group)}`,
  }
}
