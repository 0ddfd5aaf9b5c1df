import { SeededValues } from '#test/simulators/kit/seeded-values'

export interface AuditEntry {
  readonly id: string
  /** Milliseconds. */
  readonly timestamp: number
  /** `<service>/<method>`, the method beginning with a small letter. */
  readonly action: string
  readonly organizationId: string
  readonly actorId: string
  /** The arguments as a list. */
  readonly args: readonly unknown[]
}

/**
 * The audit log of an installation (gitpod-io/gitpod, components/server/src/audit/AuditLogService.ts). Only the server
 * behind `gitpod.v1` writes to it, so nothing that the TokensService does is ever in it.
 */
export class AuditLog {
  /** An installation's switch, off unless it was bought. What was written before stays readable. */
  recording = false
  /** The organization an account belongs to, by the id of the user; being a member of one is something else. */
  readonly organizationOf = new Map<string, string>()
  readonly #values: SeededValues
  readonly #entries: AuditEntry[] = []

  constructor(seed: number) {
    this.#values = new SeededValues(seed, 'gitpod audit log')
  }

  /** Writes what a person did, unless the log is off or the person's account belongs to no organization. */
  record(actorId: string, action: string, args: readonly unknown[], timestamp: number): void {
    const organizationId = this.organizationOf.get(actorId)
    if (this.recording && organizationId !== undefined) {
      this.add({ timestamp, action, organizationId, actorId, args })
    }
  }

  /** Plants an entry. */
  add(entry: Omit<AuditEntry, 'id'>): AuditEntry {
    const added = { ...entry, id: this.#values.uuid() }
    this.#entries.push(added)
    return added
  }

  /** An organization's entries, the newest first. */
  of(organizationId: string): AuditEntry[] {
    return this.#entries
      .filter((entry) => entry.organizationId === organizationId)
      .reverse()
      .sort((left, right) => right.timestamp - left.timestamp)
  }
}
