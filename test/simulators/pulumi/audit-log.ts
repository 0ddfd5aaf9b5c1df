import type { PulumiOrganization } from './model.ts'

/** What happened, as it is planted or noted. */
export interface AuditFacts {
  /** An identifier such as `team-token-created`; older samples have display names ("Team Token Created"). */
  readonly event: string
  readonly description: string
  readonly user: { readonly name: string; readonly login: string; readonly avatarUrl: string }
  /** Unix seconds. */
  readonly timestamp: number
  readonly sourceIP?: string
  /** The token that authenticated, not the one the event is about. */
  readonly token?: { readonly id: string; readonly name: string }
  /** Who it was, where it was no person. */
  readonly actor?: { readonly name: string; readonly urn: string }
  readonly reqOrgAdmin?: boolean
  readonly reqStackAdmin?: boolean
  readonly authFailure?: boolean
}

export interface AuditEvent extends AuditFacts {
  readonly organization: PulumiOrganization
  /** Grows with every event; tells two of one second apart. */
  readonly sequence: number
}

/** The audit logs of all organizations. */
export class AuditLog {
  readonly #events: AuditEvent[] = []

  add(organization: PulumiOrganization, facts: AuditFacts): void {
    this.#events.push({ ...facts, organization, sequence: this.#events.length + 1 })
  }

  /** An organization's events, the newest first. */
  of(organization: PulumiOrganization): AuditEvent[] {
    return this.#events
      .filter((event) => event.organization === organization)
      .sort((left, right) => right.timestamp - left.timestamp || right.sequence - left.sequence)
  }
}
