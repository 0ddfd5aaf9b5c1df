import type { Call } from '#test/simulators/kit/call'
import type { SimulatorOptions } from '#test/simulators/kit/options'
import { SeededValues } from '#test/simulators/kit/seeded-values'
import type { AccessLevel, GitlabResource, GitlabToken, GitlabUser, Visibility } from './model.ts'
import { classicValue, routableValue } from './token-value.ts'

/** What is given of a new token. */
export interface NewToken {
  readonly name: string
  readonly scopes: readonly string[]
  readonly description?: string | null
  /** `YYYY-MM-DD`; default: never. */
  readonly expiresOn?: string | null
  /** Default: now. */
  readonly createdAt?: number
  readonly lastUsedAt?: number
  readonly lastUsedIps?: readonly string[]
  readonly revoked?: boolean
  readonly impersonation?: boolean
  readonly previous?: GitlabToken
}

/** Everything the simulated instance knows. Times are in milliseconds since 1970. */
export class GitlabState {
  readonly now: () => number
  /** Whether every new token must end; then within `maxLifetimeDays`. */
  requiresExpiry = true
  /** 400 on instances with the feature flag `buffered_token_expiration_limit`. */
  maxLifetimeDays = 365
  /** False on instances before 19.4, whose tokens come without `last_used_ips`. */
  showsLastUsedIps = true
  /** False on instances of before 2025, whose values are short and have no checksum. */
  hasRoutableValues = true
  /** Requests a minute for each address; `undefined` for no limit and no `RateLimit-` headers. */
  requestsPerMinute: number | undefined
  /** Where the instance believes it lives, as its own configuration has it; default: where it was called. */
  externalOrigin: string | undefined
  readonly users = new Map<number, GitlabUser>()
  readonly groups = new Map<number, GitlabResource>()
  readonly projects = new Map<number, GitlabResource>()
  readonly tokens = new Map<number, GitlabToken>()
  readonly #byValue = new Map<string, GitlabToken>()
  readonly #values: SeededValues
  readonly #scheme: 'http' | 'https'

  constructor(options: SimulatorOptions) {
    this.now = options.now ?? Date.now
    this.#scheme = options.tls ? 'https' : 'http'
    this.#values = new SeededValues(options.seed ?? 1, 'gitlab')
  }

  /** Today in UTC, `YYYY-MM-DD`, or a day that many days from it. */
  day(fromToday = 0): string {
    return new Date(this.now() + fromToday * 86_400_000).toISOString().slice(0, 10)
  }

  /** The origin that addresses in an answer have. */
  originOf(call: Call): string {
    return this.externalOrigin ?? `${this.#scheme}://${call.headers['host'] ?? ''}`
  }

  addUser(user: { username: string; name?: string; isAdmin?: boolean }): GitlabUser {
    return this.#keepUser({ name: user.username, isAdmin: false, ...user })
  }

  addGroup(group: {
    path: string
    name?: string
    parent?: GitlabResource
    visibility?: Visibility
    members?: Readonly<Record<number, AccessLevel>>
  }): GitlabResource {
    const added = this.#newResource('group', this.groups.size + 1, group)
    this.groups.set(added.id, added)
    return added
  }

  addProject(project: {
    path: string
    name?: string
    parent?: GitlabResource
    visibility?: Visibility
    members?: Readonly<Record<number, AccessLevel>>
  }): GitlabResource {
    const added = this.#newResource('project', this.projects.size + 1001, project)
    this.projects.set(added.id, added)
    return added
  }

  /** Plants a personal token, or makes one in the name of a bot that is there already. */
  addToken(user: GitlabUser, token: NewToken): GitlabToken {
    const added: GitlabToken = {
      id: this.tokens.size + 1,
      value: this.hasRoutableValues ? routableValue(this.#values, user.id) : classicValue(this.#values),
      user,
      name: token.name,
      description: token.description ?? null,
      scopes: [...token.scopes],
      createdAt: token.createdAt ?? this.now(),
      lastUsedAt: token.lastUsedAt ?? null,
      lastUsedIps: [...(token.lastUsedIps ?? [])],
      lastIpAt: token.lastUsedAt ?? 0,
      expiresOn: token.expiresOn ?? null,
      revoked: token.revoked ?? false,
      previous: token.previous,
      impersonation: token.impersonation ?? false,
    }
    this.tokens.set(added.id, added)
    this.#byValue.set(added.value, added)
    return added
  }

  /** Plants a project's or a group's token, with the bot that has this role there. */
  addResourceToken(resource: GitlabResource, token: NewToken & { readonly level?: AccessLevel }): GitlabToken {
    const username = `${resource.kind}_${resource.id}_bot_${this.#values.hex(32)}`
    const bot = this.#keepUser({ username, name: token.name, isAdmin: false, botOf: resource })
    resource.members.set(bot.id, token.level ?? 40)
    return this.addToken(bot, token)
  }

  findByValue(value: string): GitlabToken | undefined {
    return this.#byValue.get(value)
  }

  /** Whether a token's day has come. */
  isExpired(token: GitlabToken): boolean {
    return token.expiresOn !== null && Date.parse(`${token.expiresOn}T00:00:00Z`) <= this.now()
  }

  #keepUser(user: Omit<GitlabUser, 'id' | 'createdAt' | 'isBlocked'>): GitlabUser {
    const added = { id: this.users.size + 1, createdAt: this.now(), isBlocked: false, ...user }
    this.users.set(added.id, added)
    return added
  }

  #newResource(
    kind: GitlabResource['kind'],
    id: number,
    { path, name, parent, visibility, members }: Parameters<GitlabState['addGroup']>[0],
  ): GitlabResource {
    const entries = Object.entries(members ?? {}).map(([user, level]) => [Number(user), level] as const)
    return {
      kind,
      id,
      name: name ?? path,
      path,
      parent,
      visibility: visibility ?? 'private',
      createdAt: this.now(),
      members: new Map(entries),
      hasTokens: true,
      mayCreateTokens: true,
    }
  }
}
