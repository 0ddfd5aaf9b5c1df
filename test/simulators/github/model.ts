/** GitHub's kinds of token by what their values begin with. */
export const PREFIXES = {
  classic: 'ghp_',
  'fine-grained': 'github_pat_',
  oauth: 'gho_',
  'app-user': 'ghu_',
  installation: 'ghs_',
  refresh: 'ghr_',
} as const

export type TokenKind = keyof typeof PREFIXES

export interface GithubUser {
  readonly id: number
  readonly login: string
  readonly name: string
  readonly createdAt: number
  /** How far the user's clock is from UTC; the end of a fine-grained token is told in it. */
  readonly zoneMinutes: number
}

export interface GithubOrganization {
  readonly id: number
  readonly login: string
}

/** What an app may do with personal tokens in the organization it is installed in; `undefined` for nothing. */
export type PersonalTokenPermission = 'read' | 'write' | undefined

export interface GithubToken {
  readonly id: number
  readonly value: string
  readonly kind: TokenKind
  readonly name: string
  /** `undefined` for an installation's. */
  readonly user: GithubUser | undefined
  /** Set for an app's tokens: where it is installed and what it may do there. */
  readonly installation: Installation | undefined
  /** Of classic and OAuth tokens. */
  readonly scopes: readonly string[]
  readonly createdAt: number
  /** Milliseconds; `null` for never. */
  readonly expiresAt: number | null
  /** Milliseconds; `null` for never. */
  lastUsedAt: number | null
  /** Milliseconds from which it is dead. */
  revokedAt: number
}

export interface Installation {
  readonly organization: GithubOrganization
  readonly personalTokens: PersonalTokenPermission
}

/** A fine-grained token's leave to reach into an organization. */
export interface Grant {
  /** The `pat_id` of the calls; not the token's id. */
  readonly id: number
  readonly token: GithubToken
  readonly owner: GithubUser
  readonly organization: GithubOrganization
  readonly repositorySelection: 'none' | 'all' | 'subset'
  readonly repositories: readonly string[]
  readonly permissions: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly grantedAt: number
  /** Milliseconds from which it is gone. */
  revokedAt: number
}
