import { createHmac } from 'node:crypto'
import type { SimulatorOptions } from '#test/simulators/kit/options'
import { OrderedList } from '#test/simulators/kit/ordered-list'
import { SeededValues } from '#test/simulators/kit/seeded-values'
import { AuditLog } from './audit-log.ts'
import type { GitpodTeam, GitpodToken, GitpodUser, TeamRole } from './model.ts'

/** Both scopes together are full access, the only one there is besides none. */
export const FULL_ACCESS: readonly string[] = ['function:*', 'resource:default']

interface NewToken {
  readonly name: string
  readonly expirationTime: number
  readonly scopes?: readonly string[]
  /** Default: now. */
  readonly createdAt?: number
}

/** Everything the simulated installation knows. Times are in milliseconds since 1970. */
export class GitpodState {
  readonly now: () => number
  readonly users = new Map<string, GitpodUser>()
  readonly teams: GitpodTeam[] = []
  readonly audit: AuditLog
  /** False on an installation without a signing key for tokens: it has no TokensService at all. */
  tokensServiceMounted = true
  readonly #values: SeededValues
  readonly #byId = new Map<string, GitpodToken>()
  readonly #byValue = new Map<string, GitpodToken>()
  readonly #byUser = new Map<string, OrderedList<GitpodToken>>()

  constructor(options: SimulatorOptions) {
    this.now = options.now ?? Date.now
    this.#values = new SeededValues(options.seed ?? 1, 'gitpod')
    this.audit = new AuditLog(options.seed ?? 1)
  }

  /** Every token that is not deleted, expired ones too. */
  get tokens(): GitpodToken[] {
    return [...this.#byId.values()]
  }

  addUser(user: { name: string; createdAt?: number }): GitpodUser {
    const id = this.#values.uuid()
    const avatarUrl = `https://avatars.example/${encodeURIComponent(user.name)}.png`
    const added = { id, name: user.name, avatarUrl, createdAt: user.createdAt ?? this.now() }
    this.users.set(id, added)
    return added
  }

  /** `members` are ids of users, the first of whom owns the team unless roles say otherwise. */
  addTeam(team: {
    name: string
    slug?: string
    members: readonly string[]
    roles?: Record<string, TeamRole>
  }): GitpodTeam {
    const since = this.now()
    const members = team.members.map((userId, at) => {
      const role = team.roles?.[userId] ?? (at === 0 ? 'TEAM_ROLE_OWNER' : 'TEAM_ROLE_MEMBER')
      return { user: this.user(userId), role, since }
    })
    const added = {
      id: this.#values.uuid(),
      name: team.name,
      slug: team.slug ?? '',
      createdAt: since,
      invitationId: this.#values.uuid(),
      members,
    }
    this.teams.push(added)
    return added
  }

  /**
   * Plants a token. Default scopes: none, as in the service, so one that is to sign in needs `FULL_ACCESS`. What comes
   * back stays as it is when the token is regenerated.
   */
  addToken(userId: string, token: NewToken): { readonly id: string; readonly value: string } {
    const { id, value } = this.createToken(userId, token)
    return { id, value }
  }

  /** As `addToken`, with the record itself. */
  createToken(userId: string, token: NewToken): GitpodToken {
    const added: GitpodToken = {
      id: this.#values.uuid(),
      userId: this.user(userId).id,
      value: this.#newValue(),
      name: token.name,
      scopes: [...(token.scopes ?? [])],
      expirationTime: token.expirationTime,
      createdAt: token.createdAt ?? this.now(),
    }
    this.#byId.set(added.id, added)
    this.#byValue.set(added.value, added)
    this.tokensOf(userId).add(added)
    return added
  }

  /** Gives a token a new secret and a new end. The old secret is dead from here on. */
  regenerate(token: GitpodToken, expirationTime: number): void {
    this.#byValue.delete(token.value)
    token.value = this.#newValue()
    token.expirationTime = expirationTime
    this.#byValue.set(token.value, token)
  }

  deleteToken(token: GitpodToken): void {
    this.#byId.delete(token.id)
    this.#byValue.delete(token.value)
    this.tokensOf(token.userId).remove(token)
  }

  findToken(id: string): GitpodToken | undefined {
    return this.#byId.get(id)
  }

  findTokenByValue(value: string): GitpodToken | undefined {
    return this.#byValue.get(value)
  }

  /** A user's tokens by the time they were made. */
  tokensOf(userId: string): OrderedList<GitpodToken> {
    const known = this.#byUser.get(userId)
    if (known) return known
    const list = new OrderedList<GitpodToken>((token) => token.createdAt)
    this.#byUser.set(userId, list)
    return list
  }

  /** @throws if there is no such user. */
  user(id: string): GitpodUser {
    const user = this.users.get(id)
    if (!user) throw new Error(`no user ${id} has been planted`)
    return user
  }

  /** `gitpod_pat_<signature>.<value>`: the signature is over the value, base64url without padding. */
  #newValue(): string {
    const value = `EXAMPLE${this.#values.alphanumeric(33)}`
    const signature = createHmac('sha256', 'gitpod simulator').update(value).digest('base64url')
    return `gitpod_pat_${signature}.${value}`
  }
}
