export type Tier = 'ORGANIZATION_TIER_FREE' | 'ORGANIZATION_TIER_CORE' | 'ORGANIZATION_TIER_ENTERPRISE'
export type Role = 'ORGANIZATION_ROLE_ADMIN' | 'ORGANIZATION_ROLE_MEMBER'
export type Principal = 'PRINCIPAL_USER' | 'PRINCIPAL_SERVICE_ACCOUNT'

/** Who did or made something. */
export interface Subject {
  readonly id: string
  readonly principal: Principal
}

export interface OnaOrganization {
  readonly id: string
  readonly name: string
  readonly tier: Tier
}

/** A person, who has one user in each organization. */
export interface OnaAccount {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly createdAt: number
}

export interface OnaUser {
  readonly id: string
  readonly account: OnaAccount
  readonly organization: OnaOrganization
  readonly role: Role
  /** A member who may read the audit log without being an administrator. */
  readonly readsAuditLog: boolean
  readonly createdAt: number
  isSuspended: boolean
  /** Not in the organization any more; still listed, with that word. */
  hasLeft: boolean
}

export interface OnaServiceAccount {
  readonly id: string
  readonly organization: OnaOrganization
  name: string
  description: string
  readonly creator: Subject
  readonly createdAt: number
  /** Milliseconds; all its tokens end then. Cannot be changed. */
  readonly validUntil: number
  /** Deleted, as far as anybody notices. */
  suspended: boolean
  readonly systemManaged: boolean
}

/** A personal token, or one of a service account. */
export interface OnaToken {
  readonly id: string
  readonly value: string
  readonly owner: { readonly user: OnaUser } | { readonly serviceAccount: OnaServiceAccount }
  readonly description: string
  readonly creator: Subject
  readonly createdAt: number
  readonly expiresAt: number
  /** Milliseconds; `undefined` for never. */
  lastUsed: number | undefined
  /** Only personal tokens can be. */
  readonly readOnly: boolean
}

/** A person acting as a service account, for half an hour. */
export interface Impersonation {
  readonly serviceAccount: OnaServiceAccount
  readonly by: OnaUser
  /** Milliseconds. */
  readonly expiresAt: number
}

export interface AuditEntry {
  readonly id: string
  readonly organization: OnaOrganization
  readonly actor: Subject
  readonly subjectId: string
  readonly subjectType: string
  readonly action: string
  readonly kind: string
  readonly createdAt: number
}
