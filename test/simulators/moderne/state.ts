import type { SimulatorOptions } from '#test/simulators/kit/options'
import { SeededValues } from '#test/simulators/kit/seeded-values'
import type {
  AuditActionType,
  AuditDownload,
  AuditEntry,
  AuditOutcome,
  ExportFormat,
  ModerneConnector,
  ModerneToken,
  ModerneUser,
  UserRole,
} from './model.ts'

/** Times in milliseconds since 1970. Absent: made now, never ends, without a description. */
interface NewToken {
  readonly description?: string | null
  readonly created?: number
  readonly expiresAt?: number | null
}

/** Everything the simulated tenant knows, and how it is set up. */
export class ModerneState {
  readonly now: () => number
  readonly users = new Map<string, ModerneUser>()
  readonly connectors: ModerneConnector[] = []
  readonly audit: AuditEntry[] = []
  readonly downloads = new Map<string, AuditDownload>()
  /** A tenant being migrated: v2 serves only what asks for it with `X-Moderne-Platform-Version: v2`. */
  stillRunsV1 = false
  /** Apollo Router's default is to hide what a service behind it said; whether Moderne changed it is not published. */
  hidesErrors = false
  /** Not published whether people may; stricter if they may not. */
  letsUsersRevokeAllOfTheirOwn = false
  /** Not published whether an administrator's `revokeAccessToken` reaches other people's tokens. */
  letsAdminsRevokeOthersById = false
  /** How long an export of the audit log takes, in milliseconds. */
  exportTakes = 2000
  /** The message of every export that fails; `undefined` while they succeed. */
  exportFails: string | undefined
  /** What `downloadUrl` says. It is a path in the schema's words; a test may plant an address elsewhere. */
  downloadUrlOf = (id: string): string => `/audit-logs/downloads/${id}`
  readonly #values: SeededValues
  readonly #tokens = new Map<string, ModerneToken>()

  constructor(options: SimulatorOptions) {
    this.now = options.now ?? Date.now
    this.#values = new SeededValues(options.seed ?? 1, 'moderne')
  }

  /** Every token that is not revoked, expired ones too. */
  get tokens(): ModerneToken[] {
    return [...this.#tokens.values()]
  }

  /** The strictest of the connectors' policies in days; null for none. */
  get maxExpiryDays(): number | null {
    const days = this.connectors.flatMap(({ maxExpiryDays }) => (maxExpiryDays === null ? [] : [maxExpiryDays]))
    return days.length === 0 ? null : Math.min(...days)
  }

  addUser(user: { email: string; username?: string; role?: UserRole; lastActive?: number }): ModerneUser {
    if (this.users.has(user.email)) throw new Error(`${user.email} is there already`)
    const { email, username = null, role = 'USER', lastActive = null } = user
    const added = { email, username, role, lastActive }
    this.users.set(email, added)
    return added
  }

  addConnector(connector: { nickname?: string; maxExpiryDays?: number | null } = {}): ModerneConnector {
    const { nickname = null, maxExpiryDays = null } = connector
    const added = { id: this.#values.uuid(), nickname, version: '1.3.0', maxExpiryDays }
    this.connectors.push(added)
    return added
  }

  /** Plants a token, whatever the policy says. @throws if there is no such user. */
  addToken(owner: string, token: NewToken = {}): ModerneToken {
    if (!this.users.has(owner)) throw new Error(`no user ${owner} has been planted`)
    const { description = null, created = this.now(), expiresAt = null } = token
    const id = this.#values.uuid()
    const value = `mat-EXAMPLE${this.#values.alphanumeric(33)}`
    const added = { id, value, owner, description, created, expiresAt }
    this.#tokens.set(id, added)
    return added
  }

  findToken(id: string): ModerneToken | undefined {
    return this.#tokens.get(id)
  }

  findTokenByValue(value: string): ModerneToken | undefined {
    return this.tokens.find((token) => token.value === value)
  }

  tokensOf(email: string): ModerneToken[] {
    return this.tokens.filter((token) => token.owner === email)
  }

  removeToken(token: ModerneToken): void {
    this.#tokens.delete(token.id)
  }

  /** Adds to the audit log; without a time, now. */
  record(entry: {
    user: string
    target: string
    action: string
    actionType: AuditActionType
    outcome?: AuditOutcome
    description?: string | null
    timestamp?: number
  }): AuditEntry {
    const { outcome = 'SUCCESS', description = null, timestamp = this.now(), ...rest } = entry
    const added = { ...rest, id: this.#values.uuid(), outcome, description, timestamp }
    this.audit.push(added)
    return added
  }

  /** Begins an export that ends by the clock; its content is that of now. */
  startExport(format: ExportFormat, file: string): AuditDownload {
    const id = this.#values.uuid()
    const startedAt = this.now()
    const outcome = this.exportFails === undefined ? { file } : { failure: this.exportFails }
    const finishedAt = startedAt + this.exportTakes
    const added = { id, format, startedAt, finishedAt, url: this.downloadUrlOf(id), outcome }
    this.downloads.set(id, added)
    return added
  }
}
