/** GitLab's roles as numbers: none given, Guest, Planner, Reporter, Developer, Maintainer, Owner. */
export type AccessLevel = 10 | 15 | 20 | 30 | 40 | 50

export const ACCESS_LEVELS: readonly AccessLevel[] = [10, 15, 20, 30, 40, 50]
export const MAINTAINER: AccessLevel = 40
export const OWNER: AccessLevel = 50

export type Visibility = 'private' | 'internal' | 'public'

/** A person, or the bot that stands behind one project or group token. */
export interface GitlabUser {
  readonly id: number
  readonly username: string
  readonly name: string
  readonly isAdmin: boolean
  readonly createdAt: number
  /** A blocked user's tokens are refused whatever they may do. */
  isBlocked: boolean
  /** Set for a bot: the project or group it belongs to. */
  readonly botOf?: GitlabResource
}

export interface GitlabResource {
  readonly kind: 'group' | 'project'
  readonly id: number
  readonly name: string
  readonly path: string
  /** The group it lies in; `undefined` for a top-level group and for a project of a person. */
  readonly parent: GitlabResource | undefined
  readonly visibility: Visibility
  readonly createdAt: number
  /** By user id; those inherited from the parent are not repeated here. */
  readonly members: Map<number, AccessLevel>
  /** False where the plan has no project and group tokens, as in free groups on gitlab.com. */
  hasTokens: boolean
  /** False where the owners of the group turned the making of such tokens off. */
  mayCreateTokens: boolean
}

export interface GitlabToken {
  readonly id: number
  readonly value: string
  readonly user: GitlabUser
  readonly name: string
  readonly description: string | null
  readonly scopes: readonly string[]
  /** Milliseconds. */
  readonly createdAt: number
  /** Milliseconds; `null` for never. */
  lastUsedAt: number | null
  /** The newest first, five at most. */
  lastUsedIps: string[]
  /** Milliseconds at which the list of addresses was last touched. */
  lastIpAt: number
  /** `YYYY-MM-DD`, over at 00:00 UTC of that day; `null` for never. */
  readonly expiresOn: string | null
  revoked: boolean
  /** The token this one came from by rotation. */
  readonly previous: GitlabToken | undefined
  /** Made by an administrator in the user's name; the user does not see it. */
  readonly impersonation: boolean
}
