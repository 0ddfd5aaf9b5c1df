export interface GitpodUser {
  readonly id: string
  readonly name: string
  readonly avatarUrl: string
  /** Milliseconds. */
  readonly createdAt: number
}

export type TeamRole = 'TEAM_ROLE_OWNER' | 'TEAM_ROLE_MEMBER'

export interface GitpodTeam {
  readonly id: string
  readonly name: string
  readonly slug: string
  /** Milliseconds. */
  readonly createdAt: number
  readonly invitationId: string
  readonly members: readonly { readonly user: GitpodUser; readonly role: TeamRole; readonly since: number }[]
}

export interface GitpodToken {
  readonly id: string
  readonly userId: string
  value: string
  name: string
  scopes: readonly string[]
  /** Milliseconds. */
  expirationTime: number
  /** Milliseconds. */
  readonly createdAt: number
}
