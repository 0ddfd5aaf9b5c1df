export type Region = 'US' | 'EU'
export type Plan = 'free' | 'starter' | 'growth' | 'enterprise'
export type TokenKind = 'personal' | 'workspace' | 'organization'

export interface RudderStackOrganization {
  readonly id: string
  readonly plan: Plan
}

export interface RudderStackWorkspace {
  readonly id: string
  readonly name: string
  readonly environment: 'PRODUCTION' | 'DEVELOPMENT'
  readonly status: string
  readonly dataPlaneURL: string | null
  readonly organization: RudderStackOrganization
  readonly sources: RudderStackSource[]
}

export interface RudderStackSource {
  readonly id: string
  readonly name: string
  readonly type: string
  /** Milliseconds. */
  readonly createdAt: number
}

/**
 * A token as the dashboard made it. None of them ends by itself, and nothing in the value tells its kind. Personal ones
 * and those of a workspace are for one workspace.
 */
export type RudderStackToken = {
  readonly value: string
  readonly name: string
  /** What a workspace's policy or a personal token's scope lets it read besides the workspace itself. */
  readonly seesSources: boolean
} & (
  | { readonly kind: 'personal' | 'workspace'; readonly workspace: RudderStackWorkspace }
  | { readonly kind: 'organization'; readonly organization: RudderStackOrganization }
)

export interface AuditEntry {
  readonly id: string
  readonly actorId: string
  readonly targetId: string
  readonly targetType: string
  readonly action: string
  readonly ip: string
  /** Milliseconds. */
  readonly createdAt: number
  readonly organization: RudderStackOrganization
  readonly workspace: RudderStackWorkspace | undefined
  /** Grows with every entry; a cursor is made of it. */
  readonly sequence: number
}
