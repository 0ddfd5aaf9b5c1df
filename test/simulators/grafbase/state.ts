import type { SimulatorOptions } from '#test/simulators/kit/options'
import { SeededValues } from '#test/simulators/kit/seeded-values'
import type {
  GrafbaseGraph,
  GrafbaseMember,
  GrafbaseOrganization,
  GrafbaseToken,
  GrafbaseUser,
  MemberRole,
  Plan,
  TokenOwner,
} from './model.ts'

/** Times in milliseconds since 1970. Absent: made now, never ends, for all graphs. */
interface NewToken {
  readonly name: string
  readonly graphScopes?: readonly GrafbaseGraph[]
  readonly createdAt?: number
  readonly expiresAt?: number | null
}

/** Everything the simulated platform knows. */
export class GrafbaseState {
  readonly now: () => number
  readonly users: GrafbaseUser[] = []
  readonly organizations: GrafbaseOrganization[] = []
  /** How many tokens an owner may have; Grafbase's numbers are not published. */
  tokenLimit = Infinity
  /** How many graphs a token may name; likewise. */
  graphScopeLimit = Infinity
  readonly #values: SeededValues
  readonly #tokens = new Map<string, GrafbaseToken>()

  constructor(options: SimulatorOptions) {
    this.now = options.now ?? Date.now
    this.#values = new SeededValues(options.seed ?? 1, 'grafbase')
  }

  /** Every token that is not deleted, expired ones too. */
  get tokens(): GrafbaseToken[] {
    return [...this.#tokens.values()]
  }

  addUser(user: { name: string; email: string }): GrafbaseUser {
    const added = { id: this.#newId('user'), createdAt: this.now(), ...user }
    this.users.push(added)
    return added
  }

  addOrganization(facts: { slug: string; name: string; plan?: Plan }): GrafbaseOrganization {
    if (this.findOrganization(facts.slug)) throw new Error(`${facts.slug} is there already`)
    const id = this.#newId('organization')
    const added = { plan: 'GROWTH' as const, ...facts, id, createdAt: this.now(), members: [], graphs: [] }
    this.organizations.push(added)
    return added
  }

  addMember(organization: GrafbaseOrganization, user: GrafbaseUser, role: MemberRole): GrafbaseMember {
    const added = { id: this.#newId('member'), user, role, createdAt: this.now() }
    organization.members.push(added)
    return added
  }

  addGraph(organization: GrafbaseOrganization, slug: string): GrafbaseGraph {
    const added = { id: this.#newId('graph'), slug, createdAt: this.now(), organization }
    organization.graphs.push(added)
    return added
  }

  /** Plants a token, whatever the limits say. */
  addToken(owner: TokenOwner, token: NewToken): GrafbaseToken {
    const { name, graphScopes = [], createdAt = this.now(), expiresAt = null } = token
    const id = this.#newId('token')
    const added = { id, jwt: this.#newJwt(id), name, owner, graphScopes, createdAt, expiresAt }
    this.#tokens.set(id, added)
    return added
  }

  findOrganization(slug: string): GrafbaseOrganization | undefined {
    return this.organizations.find((organization) => organization.slug === slug)
  }

  findToken(id: string): GrafbaseToken | undefined {
    return this.#tokens.get(id)
  }

  findTokenByJwt(jwt: string): GrafbaseToken | undefined {
    return this.tokens.find((token) => token.jwt === jwt)
  }

  tokensOf(owner: TokenOwner): GrafbaseToken[] {
    return this.tokens.filter((token) => ownerId(token.owner) === ownerId(owner))
  }

  removeToken(token: GrafbaseToken): void {
    this.#tokens.delete(token.id)
  }

  /** The kind and 26 characters; clients must not read anything from it. */
  #newId(kind: string): string {
    return `${kind}_${this.#values.alphanumeric(26).toUpperCase()}`
  }

  /** The field is called `jwt`, so it is shaped like one; what Grafbase's said inside is not published. */
  #newJwt(id: string): string {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    const signature = `EXAMPLE${this.#values.alphanumeric(36)}`
    return `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ jti: id, iss: 'EXAMPLE' })}.${signature}`
  }
}

function ownerId({ user, organization }: TokenOwner): string {
  return user ? user.id : organization.id
}
