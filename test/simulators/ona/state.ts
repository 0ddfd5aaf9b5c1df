import type { SimulatorOptions } from '#test/simulators/kit/options'
import { SeededValues } from '#test/simulators/kit/seeded-values'
import type {
  AuditEntry,
  Impersonation,
  OnaAccount,
  OnaOrganization,
  OnaServiceAccount,
  OnaToken,
  OnaUser,
  Role,
  Subject,
  Tier,
} from './model.ts'

const IMPERSONATION_MINUTES = 30

/** What is given of a new token. Times are in milliseconds. */
export interface NewToken {
  readonly description: string
  readonly expiresAt: number
  /** Default: now. */
  readonly createdAt?: number
  readonly lastUsed?: number
  readonly readOnly?: boolean
  /** Default: whose token it is. */
  readonly creator?: Subject
}

/** Everything the simulated installation knows. Times are in milliseconds since 1970. */
export class OnaState {
  readonly now: () => number
  readonly users = new Map<string, OnaUser>()
  readonly serviceAccounts = new Map<string, OnaServiceAccount>()
  /** In the order they were made. */
  readonly tokens = new Map<string, OnaToken>()
  /** The oldest first. */
  readonly audit: AuditEntry[] = []
  readonly #byValue = new Map<string, OnaToken>()
  readonly #impersonations = new Map<string, Impersonation>()
  readonly #values: SeededValues

  constructor(options: SimulatorOptions) {
    this.now = options.now ?? Date.now
    this.#values = new SeededValues(options.seed ?? 1, 'ona')
  }

  addOrganization(organization: { name: string; tier?: Tier }): OnaOrganization {
    return { id: this.#values.uuid(), tier: 'ORGANIZATION_TIER_ENTERPRISE', ...organization }
  }

  addAccount(account: { name: string; email?: string }): OnaAccount {
    const email = `${account.name.toLowerCase()}@example.com`
    return { id: this.#values.uuid(), email, createdAt: this.now(), ...account }
  }

  /** Makes a person a member of an organization: a user, with an id of its own. */
  addUser(
    account: OnaAccount,
    organization: OnaOrganization,
    { role = 'ORGANIZATION_ROLE_MEMBER', readsAuditLog = false }: { role?: Role; readsAuditLog?: boolean } = {},
  ): OnaUser {
    const id = this.#values.uuid()
    const user = {
      id,
      account,
      organization,
      role,
      readsAuditLog,
      createdAt: this.now(),
      isSuspended: false,
      hasLeft: false,
    }
    this.users.set(id, user)
    return user
  }

  addServiceAccount(
    organization: OnaOrganization,
    account: { name: string; description?: string; validUntil: number; systemManaged?: boolean; creator: Subject },
  ): OnaServiceAccount {
    const id = this.#values.uuid()
    const facts = { description: '', systemManaged: false, suspended: false, createdAt: this.now() }
    const added = { id, organization, ...facts, ...account }
    this.serviceAccounts.set(id, added)
    return added
  }

  /** Plants a token of a user or a service account. */
  addToken(owner: OnaToken['owner'], token: NewToken): OnaToken {
    const own: Subject =
      'user' in owner
        ? { id: owner.user.id, principal: 'PRINCIPAL_USER' }
        : { id: owner.serviceAccount.id, principal: 'PRINCIPAL_SERVICE_ACCOUNT' }
    const added: OnaToken = {
      id: this.#values.uuid(),
      value: 'user' in owner ? `EXAMPLE${this.#values.alphanumeric(57)}` : this.#webToken(owner.serviceAccount),
      owner,
      description: token.description,
      creator: token.creator ?? own,
      createdAt: token.createdAt ?? this.now(),
      expiresAt: token.expiresAt,
      lastUsed: token.lastUsed,
      readOnly: token.readOnly ?? false,
    }
    this.tokens.set(added.id, added)
    this.#byValue.set(added.value, added)
    return added
  }

  deleteToken(token: OnaToken): void {
    this.tokens.delete(token.id)
    this.#byValue.delete(token.value)
  }

  findToken(value: string): OnaToken | undefined {
    return this.#byValue.get(value)
  }

  /** Lets a person act as a service account, and gives the bearer for it. */
  impersonate(serviceAccount: OnaServiceAccount, by: OnaUser): string {
    const value = this.#webToken(serviceAccount)
    this.#impersonations.set(value, { serviceAccount, by, expiresAt: this.now() + IMPERSONATION_MINUTES * 60_000 })
    return value
  }

  findImpersonation(value: string): Impersonation | undefined {
    return this.#impersonations.get(value)
  }

  /** Writes something down in the audit log. */
  record(entry: Omit<AuditEntry, 'id' | 'createdAt'> & { readonly createdAt?: number }): void {
    this.audit.push({ id: this.#values.uuid(), createdAt: this.now(), ...entry })
  }

  /** A JWT in form, with nothing behind its signature. */
  #webToken(serviceAccount: OnaServiceAccount): string {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    const claims = { sub: serviceAccount.id, jti: this.#values.uuid(), iss: 'EXAMPLE' }
    return `${part({ alg: 'ES256', typ: 'JWT' })}.${part(claims)}.${this.#values.bytes(64).toString('base64url')}`
  }
}
