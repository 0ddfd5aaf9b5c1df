export type UserRole = 'ADMIN' | 'USER'

export interface ModerneUser {
  /** What tells people apart; there is no other id in the public schema. */
  readonly email: string
  readonly username: string | null
  /** Looked at on every request, so that a change takes effect on tokens that exist. */
  role: UserRole
  /** Milliseconds. */
  lastActive: number | null
}

export interface ModerneToken {
  readonly id: string
  readonly value: string
  /** The email of the one it belongs to. */
  readonly owner: string
  readonly description: string | null
  /** Milliseconds. */
  readonly created: number
  /** Milliseconds; null for never. */
  readonly expiresAt: number | null
}

export interface ModerneConnector {
  readonly id: string
  readonly nickname: string | null
  readonly version: string
  /** The policy for new tokens, in days; null for none. */
  maxExpiryDays: number | null
}

export type AuditActionType = 'CREATE' | 'READ' | 'UPDATE' | 'DELETE'
export type AuditOutcome = 'SUCCESS' | 'FAILURE'

export interface AuditEntry {
  readonly id: string
  /** An email, or `Moderne` for what the platform did itself. */
  readonly user: string
  readonly target: string
  readonly action: string
  readonly actionType: AuditActionType
  readonly outcome: AuditOutcome
  readonly description: string | null
  /** Milliseconds. */
  readonly timestamp: number
}

export type ExportFormat = 'CEF' | 'CSV'

export interface AuditDownload {
  readonly id: string
  readonly format: ExportFormat
  /** Milliseconds. */
  readonly startedAt: number
  /** Milliseconds. */
  readonly finishedAt: number
  /** Where the file is once it is made. */
  readonly url: string
  /** The file, or what went wrong. */
  readonly outcome: { readonly file: string } | { readonly failure: string }
}
