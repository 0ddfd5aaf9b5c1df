import type { PageArguments } from '#test/simulators/kit/relay'
import type { Caller } from './caller.ts'
import { refusal } from './errors.ts'
import type { GrafbaseUser } from './model.ts'
import type { GrafbaseState } from './state.ts'
import { createToken, type CreateInput } from './create-token.ts'
import { Views } from './views.ts'

/** The fields of Query and Mutation as this caller has them. */
export function rootFor(state: GrafbaseState, caller: Caller): object {
  const views = new Views(state, caller)
  const query = {
    // Null for whoever is no person: the command line reads it as "unauthorized or deleted user".
    viewer: () => (caller.user ? views.user(caller.user) : null),
    accessTokens: (page: PageArguments) => views.tokens(state.tokensOf({ user: requirePerson(caller) }), page),
    accountBySlug({ slug }: { slug: string }) {
      const organization = state.findOrganization(slug)
      return organization && caller.sees(organization) ? views.organization(organization) : null
    },
    node({ id }: { id: string }) {
      const token = state.findToken(id)
      if (token && caller.managesToken(token)) return views.token(token)
      const organization = state.organizations.find((found) => found.id === id)
      return organization && caller.sees(organization) ? views.organization(organization) : null
    },
  }
  return {
    ...query,
    accessTokenCreate({ input }: { input: CreateInput }) {
      const made = createToken(state, caller, requirePerson(caller), input)
      if (!('token' in made)) return { ...made, query }
      return { __typename: 'AccessTokenCreateSuccess', token: views.token(made.token), jwt: made.token.jwt, query }
    },
    accessTokenDelete({ input }: { input: { id: string } }) {
      requirePerson(caller)
      const token = state.findToken(input.id)
      if (!token || !caller.managesToken(token)) return { __typename: 'TokenDoesNotExistError', query }
      state.removeToken(token)
      return { __typename: 'AccessTokenDeleteSuccess', deletedId: token.id, query }
    },
  }
}

/** @throws GraphQLError for nobody, and for organization tokens. Grafbase's words are not published. */
function requirePerson({ user, organization }: Caller): GrafbaseUser {
  if (user) return user
  throw organization ? refusal('Forbidden', 'FORBIDDEN') : refusal('Unauthenticated', 'UNAUTHENTICATED')
}
