import type { SimulatorOptions } from '#test/simulators/kit/options'
import { SeededValues } from '#test/simulators/kit/seeded-values'
import { AuditLog } from './audit-log.ts'
import type {
  OrganizationRole,
  Plan,
  PulumiOrganization,
  PulumiRole,
  PulumiTeam,
  PulumiToken,
  PulumiUser,
  TeamKind,
  TeamRole,
  TokenKind,
  TokenOwner,
} from './model.ts'
import { standardRoles } from './roles.ts'
import { TokenStore } from './token-store.ts'

/** When a planted token was made, used and ends, in milliseconds since 1970. Absent: made now, never used, never ends. */
export interface TokenDates {
  readonly createdAt?: number
  readonly lastUsedAt?: number
  readonly expiresAt?: number
}

/** What a person notes of a new token. */
export interface NewToken {
  readonly id: string
  readonly value: string
}

interface MachineToken extends TokenDates {
  readonly name: string
  readonly description?: string
  /** Default: the organization's first admin. */
  readonly createdBy?: string
}

interface TokenFacts extends TokenDates {
  readonly kind: TokenKind
  readonly owner: TokenOwner
  readonly name: string
  readonly description: string
  readonly admin: boolean
  readonly createdBy: string
  readonly role?: PulumiRole | undefined
}

/**
 * Everything the simulated service knows. The `add` methods plant without the rules that hold for callers (a token may
 * be planted expired), but never what the real service could not hold: no login or name twice.
 */
export class PulumiState {
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly users = new Map<string, PulumiUser>()
  readonly organizations = new Map<string, PulumiOrganization>()
  readonly store = new TokenStore()
  readonly audit = new AuditLog()
  /** False for an export whose compression is not in its headers, as when something on the way took them off. */
  namesExportEncoding = true
  readonly #values: SeededValues
  #sequence = 0

  constructor(options: SimulatorOptions) {
    this.now = options.now ?? Date.now
    this.#values = new SeededValues(options.seed ?? 1, 'pulumi')
  }

  /** The simulator's clock in unix seconds, the unit of `lastUsed` and `expires`. */
  get nowInSeconds(): number {
    return Math.floor(this.now() / 1000)
  }

  /** Every token there is, expired ones too. */
  get tokens(): PulumiToken[] {
    return this.store.all()
  }

  findTokenByValue(value: string): PulumiToken | undefined {
    return this.store.findByValue(value)
  }

  addUser(user: { login: string; name: string; email: string }): PulumiUser {
    const avatarUrl = `https://avatars.example/${encodeURIComponent(user.login)}.png`
    return addNew(this.users, user.login, { id: this.#values.uuid(), avatarUrl, ...user })
  }

  addOrganization(facts: {
    name: string
    display: string
    plan: Plan
    maxTokenDays?: number | null
  }): PulumiOrganization {
    const createdAt = this.now()
    return addNew(this.organizations, facts.name, {
      id: this.#values.uuid(),
      name: facts.name,
      display: facts.display,
      plan: facts.plan,
      createdAt,
      maxTokenDays: facts.maxTokenDays ?? null,
      members: new Map(),
      teams: new Map(),
      roles: new Map(standardRoles(() => this.#values.uuid(), createdAt).map((role) => [role.id, role])),
      takenNames: new Set<string>(),
    })
  }

  addMember(organization: string, login: string, role: OrganizationRole): void {
    addNew(this.organization(organization).members, this.user(login).login, role)
  }

  /** `members` maps logins to their role in the team; organization admins need none. */
  addTeam(
    organization: string,
    team: {
      name: string
      displayName: string
      kind: TeamKind
      description?: string
      members?: Readonly<Record<string, TeamRole>>
    },
  ): PulumiTeam {
    return addNew(this.organization(organization).teams, team.name, {
      name: team.name,
      displayName: team.displayName,
      kind: team.kind,
      description: team.description ?? '',
      members: new Map(Object.entries(team.members ?? {})),
    })
  }

  /** A custom role that organization tokens can be given. */
  addRole(organization: string, role: { name: string; description?: string; uxPurpose?: string }): PulumiRole {
    const { roles } = this.organization(organization)
    const id = this.#values.uuid()
    return addNew(roles, id, {
      id,
      name: role.name,
      description: role.description ?? '',
      uxPurpose: role.uxPurpose ?? 'role',
      defaultIdentifier: '',
      isOrgDefault: false,
      createdAt: this.now(),
    })
  }

  addPersonalToken(
    login: string,
    token: TokenDates & { description?: string; kind?: 'personal' | 'refresh' } = {},
  ): NewToken {
    const { description = '', kind = 'personal', ...dates } = token
    const owner = { user: this.user(login) }
    return this.createToken({ kind, owner, name: '', description, admin: false, createdBy: login, ...dates })
  }

  /** `roleId` is a role of the organization; without one, Admin or the default role, as `admin` says. */
  addOrganizationToken(organization: string, token: MachineToken & { admin?: boolean; roleId?: string }): NewToken {
    const owner = { organization: this.organization(organization) }
    const { admin = false, roleId, createdBy, description = '', ...rest } = token
    const role = this.tokenRole(owner.organization, admin, roleId)
    if (!role) throw new Error(`${organization} has no role ${roleId}`)
    const maker = createdBy ?? firstAdmin(owner.organization)
    return this.createToken({ ...rest, kind: 'organization', owner, description, admin, createdBy: maker, role })
  }

  addTeamToken(organization: string, team: string, token: MachineToken): NewToken {
    const owner = { organization: this.organization(organization), team: this.team(organization, team) }
    const { createdBy = firstAdmin(owner.organization), description = '', ...rest } = token
    return this.createToken({ ...rest, kind: 'team', owner, description, admin: false, createdBy })
  }

  /** @throws if there is no such user. */
  user(login: string): PulumiUser {
    return known(this.users.get(login), `user ${login}`)
  }

  /** @throws if there is no such organization. */
  organization(name: string): PulumiOrganization {
    return known(this.organizations.get(name), `organization ${name}`)
  }

  /** @throws if there is no such team. */
  team(organization: string, name: string): PulumiTeam {
    return known(this.organization(organization).teams.get(name), `team ${organization}/${name}`)
  }

  /** The role of a new organization token; `undefined` if `roleId` is no role of the organization. */
  tokenRole(organization: PulumiOrganization, admin: boolean, roleId: string | undefined): PulumiRole | undefined {
    if (roleId) return organization.roles.get(roleId)
    return [...organization.roles.values()].find((role) =>
      admin ? role.defaultIdentifier === 'admin' : role.isOrgDefault,
    )
  }

  /** Makes a token, with no rule but the one a database has: a machine token's name once per organization. */
  createToken(facts: TokenFacts): NewToken {
    const { createdAt = this.now(), lastUsedAt, expiresAt, ...rest } = facts
    if (facts.owner.organization) {
      const { takenNames } = facts.owner.organization
      if (takenNames.has(facts.name)) throw new Error(`the token name ${facts.name} is taken`)
      takenNames.add(facts.name)
    }
    this.#sequence += 1
    const token: PulumiToken = {
      ...rest,
      id: this.#values.uuid(),
      value: `pul-${this.#values.hex(40)}`,
      createdAt,
      lastUsed: lastUsedAt === undefined ? 0 : Math.floor(lastUsedAt / 1000),
      expires: expiresAt === undefined ? 0 : Math.floor(expiresAt / 1000),
      sequence: this.#sequence,
    }
    this.store.add(token)
    return { id: token.id, value: token.value }
  }
}

function addNew<T>(map: Map<string, T>, key: string, value: T): T {
  if (map.has(key)) throw new Error(`${key} is there already`)
  map.set(key, value)
  return value
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`no ${what} has been planted`)
  return value
}

function firstAdmin(organization: PulumiOrganization): string {
  return [...organization.members].find(([, role]) => role === 'admin')?.[0] ?? ''
}
