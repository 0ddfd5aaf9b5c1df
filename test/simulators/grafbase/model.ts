export type MemberRole = 'OWNER' | 'ADMIN' | 'MEMBER'
export type Plan = 'TRIAL' | 'GROWTH' | 'ENTERPRISE'

export interface GrafbaseUser {
  readonly id: string
  readonly name: string
  readonly email: string
  /** Milliseconds. */
  readonly createdAt: number
}

export interface GrafbaseGraph {
  readonly id: string
  readonly slug: string
  /** Milliseconds. */
  readonly createdAt: number
  readonly organization: GrafbaseOrganization
}

export interface GrafbaseMember {
  readonly id: string
  readonly user: GrafbaseUser
  readonly role: MemberRole
  /** Milliseconds. */
  readonly createdAt: number
}

export interface GrafbaseOrganization {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly plan: Plan
  /** Milliseconds. */
  readonly createdAt: number
  readonly members: GrafbaseMember[]
  readonly graphs: GrafbaseGraph[]
}

/** Whom a token belongs to: a person (`USER`) or an organization (`ACCOUNT`). */
export type TokenOwner =
  | { readonly user: GrafbaseUser; readonly organization?: never }
  | { readonly organization: GrafbaseOrganization; readonly user?: never }

export interface GrafbaseToken {
  readonly id: string
  readonly jwt: string
  readonly name: string
  readonly owner: TokenOwner
  /** None for all graphs. */
  readonly graphScopes: readonly GrafbaseGraph[]
  /** Milliseconds. */
  readonly createdAt: number
  /** Milliseconds; null for never. */
  readonly expiresAt: number | null
}
