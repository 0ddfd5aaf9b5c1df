import { connection, type PageArguments } from '#test/simulators/kit/relay'
import type { Caller } from './caller.ts'
import { refusal } from './errors.ts'
import type { GrafbaseGraph, GrafbaseMember, GrafbaseOrganization, GrafbaseToken, GrafbaseUser } from './model.ts'
import type { GrafbaseState } from './state.ts'

/** The size of a page is not published; a client must page by what `pageInfo` says. */
const MOST_ON_A_PAGE = 100

interface Item {
  readonly id: string
  readonly createdAt: number
}

/** A connection in the order things were made. */
export function pageOf<T extends Item>(items: readonly T[], page: PageArguments, view: (item: T) => object): object {
  const orders = [{ keyOf: (item: T) => item.createdAt }, { keyOf: (item: T) => item.id }]
  return connection(items, page, { orders, usual: MOST_ON_A_PAGE, most: MOST_ON_A_PAGE, view })
}

/** What things look like to one caller. */
export class Views {
  readonly #state: GrafbaseState
  readonly #caller: Caller

  constructor(state: GrafbaseState, caller: Caller) {
    this.#state = state
    this.#caller = caller
  }

  user({ id, name, email, createdAt }: GrafbaseUser): object {
    const belongsTo = this.#state.organizations.flatMap((organization) =>
      organization.members.flatMap((member) => (member.user.id === id ? [{ organization, member }] : [])),
    )
    const organizations = belongsTo.map(({ organization }) => organization)
    return {
      __typename: 'User',
      id,
      name,
      email,
      createdAt,
      organizations: (page: PageArguments) => pageOf(organizations, page, (item) => this.organization(item)),
      organizationMemberships: () => belongsTo.map(({ organization, member }) => this.#member(organization, member)),
    }
  }

  organization(organization: GrafbaseOrganization): object {
    const { id, slug, name, plan, createdAt } = organization
    return {
      __typename: 'Organization',
      id,
      slug,
      name,
      plan,
      createdAt,
      graphs: (page: PageArguments) => pageOf(organization.graphs, page, (graph) => this.graph(graph)),
      accessTokens: (page: PageArguments) => {
        if (!this.#caller.manages(organization)) throw refusal('Forbidden', 'FORBIDDEN')
        return this.tokens(this.#state.tokensOf({ organization }), page)
      },
    }
  }

  graph(graph: GrafbaseGraph): object {
    const { id, slug, createdAt, organization } = graph
    return { __typename: 'Graph', id, slug, createdAt, account: () => this.organization(organization) }
  }

  tokens(tokens: readonly GrafbaseToken[], page: PageArguments): object {
    return pageOf(tokens, page, (token) => this.token(token))
  }

  /** Without its value. A token for all graphs names none. */
  token({ id, name, owner, createdAt, graphScopes, expiresAt }: GrafbaseToken): object {
    const scopes = graphScopes.map((graph) => this.graph(graph))
    const accountId = owner.organization?.id ?? null
    return { __typename: 'AccessToken', id, name, accountId, createdAt, graphScopes: scopes, expiresAt }
  }

  #member(organization: GrafbaseOrganization, { id, role, createdAt, user }: GrafbaseMember): object {
    const account = (): object => this.organization(organization)
    return { __typename: 'Member', id, role, createdAt, account, user: () => this.user(user) }
  }
}
