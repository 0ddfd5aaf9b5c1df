import type { SimulatorOptions } from '#test/simulators/kit/options'
import { SeededValues } from '#test/simulators/kit/seeded-values'
import type {
  GithubOrganization,
  GithubToken,
  GithubUser,
  Grant,
  Installation,
  PersonalTokenPermission,
  TokenKind,
} from './model.ts'
import { tokenValue } from './token-value.ts'

const NEVER = Number.POSITIVE_INFINITY

interface NewToken {
  readonly kind: TokenKind
  readonly name: string
  readonly user?: GithubUser
  readonly installation?: Installation
  readonly scopes?: readonly string[]
  readonly expiresAt?: number | null
  readonly lastUsedAt?: number
}

/** Everything the simulated GitHub knows. Times are in milliseconds since 1970. */
export class GithubState {
  readonly now: () => number
  /** True for GitHub Enterprise Server 3.19: below `/api/v3`, without limits, with another rule for revoking by value. */
  readonly isEnterpriseServer: boolean
  readonly scheme: 'http' | 'https'
  /** Requests an hour with a credential, and without. */
  limits: { authenticated: number; unauthenticated: number } = { authenticated: 5000, unauthenticated: 60 }
  /** How long what was accepted takes to be done. */
  revocationDelay = 0
  readonly users = new Map<string, GithubUser>()
  readonly organizations = new Map<string, GithubOrganization>()
  readonly grants: Grant[] = []
  /** The owners of leaked tokens, who are told by mail: one entry for each token revoked by its value. */
  readonly notified: GithubUser[] = []
  readonly #byValue = new Map<string, GithubToken>()
  readonly #values: SeededValues

  constructor(options: SimulatorOptions & { readonly enterpriseServer?: boolean }) {
    this.now = options.now ?? Date.now
    this.scheme = options.tls ? 'https' : 'http'
    this.isEnterpriseServer = options.enterpriseServer ?? false
    this.#values = new SeededValues(options.seed ?? 1, 'github')
  }

  get tokens(): GithubToken[] {
    return [...this.#byValue.values()]
  }

  addUser(user: { login: string; name?: string; zoneMinutes?: number }): GithubUser {
    const id = 1000 + this.users.size
    const added = { id, name: user.login, zoneMinutes: 0, createdAt: this.now(), ...user }
    this.users.set(user.login, added)
    return added
  }

  addOrganization(organization: { login: string }): GithubOrganization {
    const added = { id: 9000 + this.organizations.size, ...organization }
    this.organizations.set(organization.login, added)
    return added
  }

  /** Plants a person's token. */
  addToken(user: GithubUser, token: Omit<NewToken, 'user' | 'installation'>): GithubToken {
    return this.#keep({ ...token, user })
  }

  /** Plants the token of an app's installation: an hour long, nobody's. */
  addInstallationToken(organization: GithubOrganization, personalTokens: PersonalTokenPermission): GithubToken {
    const installation = { organization, personalTokens }
    return this.#keep({ kind: 'installation', name: '', installation, expiresAt: this.now() + 3_600_000 })
  }

  /** Plants the token by which an app acts for a person: eight hours long. */
  addAppUserToken(
    user: GithubUser,
    organization: GithubOrganization,
    personalTokens: PersonalTokenPermission,
  ): GithubToken {
    const installation = { organization, personalTokens }
    return this.#keep({ kind: 'app-user', name: '', user, installation, expiresAt: this.now() + 8 * 3_600_000 })
  }

  /** Lets a fine-grained token into an organization. */
  addGrant(
    organization: GithubOrganization,
    token: GithubToken,
    {
      repositories,
      permissions,
      grantedAt,
    }: {
      repositories?: 'all' | readonly string[]
      permissions?: Grant['permissions']
      grantedAt?: number
    } = {},
  ): Grant {
    if (token.kind !== 'fine-grained' || !token.user) throw new Error('only fine-grained tokens are granted access')
    const names = repositories === 'all' ? [] : (repositories ?? [])
    const added: Grant = {
      id: 500 + this.grants.length,
      token,
      owner: token.user,
      organization,
      repositorySelection: repositories === 'all' ? 'all' : names.length > 0 ? 'subset' : 'none',
      repositories: names,
      permissions: permissions ?? {},
      grantedAt: grantedAt ?? this.now(),
      revokedAt: NEVER,
    }
    this.grants.push(added)
    return added
  }

  findToken(value: string): GithubToken | undefined {
    return this.#byValue.get(value)
  }

  /** Whether a token works now. */
  isLive(token: GithubToken): boolean {
    return token.revokedAt > this.now() && (token.expiresAt === null || token.expiresAt > this.now())
  }

  /** Ends something once what was accepted is done. */
  revoke(what: { revokedAt: number }): void {
    what.revokedAt = Math.min(what.revokedAt, this.now() + this.revocationDelay)
  }

  #keep(token: NewToken): GithubToken {
    const added: GithubToken = {
      id: 1 + this.#byValue.size,
      value: tokenValue(this.#values, token.kind),
      kind: token.kind,
      name: token.name,
      user: token.user,
      installation: token.installation,
      scopes: [...(token.scopes ?? [])],
      createdAt: this.now(),
      expiresAt: token.expiresAt ?? null,
      lastUsedAt: token.lastUsedAt ?? null,
      revokedAt: NEVER,
    }
    this.#byValue.set(added.value, added)
    return added
  }
}
