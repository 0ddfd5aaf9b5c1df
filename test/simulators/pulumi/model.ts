/** Editions, as far as they decide which tokens an organization may have. */
export type Plan = 'individual' | 'essentials' | 'pro' | 'enterprise' | 'business-critical'

export type OrganizationRole = 'none' | 'member' | 'admin' | 'potential-member' | 'billing-manager'
export type TeamRole = 'none' | 'member' | 'admin'
export type TeamKind = 'github' | 'pulumi' | 'scim'

/** `refresh` rows come from agent sign-up; they are listed with personal tokens and are no credentials. */
export type TokenKind = 'personal' | 'refresh' | 'organization' | 'team'

export interface PulumiUser {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly email: string
  readonly avatarUrl: string
}

export interface PulumiTeam {
  readonly name: string
  readonly displayName: string
  readonly description: string
  readonly kind: TeamKind
  /** Login to role in the team. */
  readonly members: Map<string, TeamRole>
}

export interface PulumiRole {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly uxPurpose: string
  /** Empty for custom roles. */
  readonly defaultIdentifier: string
  readonly isOrgDefault: boolean
  readonly createdAt: number
}

export interface PulumiOrganization {
  readonly id: string
  /** What stands in paths, and in `githubLogin`. */
  readonly name: string
  readonly display: string
  readonly plan: Plan
  readonly createdAt: number
  /** The expiry policy in days, or null for none. */
  maxTokenDays: number | null
  /** Login to role in the organization. */
  readonly members: Map<string, OrganizationRole>
  readonly teams: Map<string, PulumiTeam>
  readonly roles: Map<string, PulumiRole>
  /** Names of organization and team tokens, those of deleted ones too. */
  readonly takenNames: Set<string>
}

/** Whom a token belongs to. */
export type TokenOwner =
  | { readonly user: PulumiUser; readonly organization?: never; readonly team?: never }
  | { readonly organization: PulumiOrganization; readonly team?: PulumiTeam; readonly user?: never }

export interface PulumiToken {
  readonly id: string
  readonly value: string
  readonly kind: TokenKind
  readonly owner: TokenOwner
  /** Empty for personal tokens. */
  readonly name: string
  readonly description: string
  /** Milliseconds. */
  readonly createdAt: number
  /** Unix seconds, 0 for never. */
  lastUsed: number
  /** Unix seconds, 0 for never. */
  readonly expires: number
  readonly admin: boolean
  /** Login of the one who made it. */
  readonly createdBy: string
  readonly role?: PulumiRole | undefined
  /** Grows with every token; listings are in this order. */
  readonly sequence: number
}
