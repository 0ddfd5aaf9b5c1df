import type { Caller } from './caller.ts'
import { refusal } from './errors.ts'
import type { GrafbaseGraph, GrafbaseToken, GrafbaseUser, TokenOwner } from './model.ts'
import type { GrafbaseState } from './state.ts'

/** `AccessTokenCreateInput`. */
export interface CreateInput {
  readonly name: string
  readonly accountId?: string | null
  readonly kind: 'USER' | 'ACCOUNT'
  readonly graphScopes?: readonly string[] | null
  /** Milliseconds. */
  readonly expiresAt?: number | null
}

/** A member of the union that says why there is no token. */
interface Denial {
  readonly __typename: string
  readonly unknownGraphIds?: readonly string[]
}

/**
 * Makes a token, or says which member of `AccessTokenCreatePayload` stands for the reason.
 *
 * @throws GraphQLError for a blank name and an end that has passed, for which the union has no member. That they are
 *   refused is a strict reading.
 */
export function createToken(
  state: GrafbaseState,
  caller: Caller,
  user: GrafbaseUser,
  input: CreateInput,
): { readonly token: GrafbaseToken } | Denial {
  const expiresAt = input.expiresAt ?? null
  if (input.name.trim() === '') throw refusal('name must not be empty', 'BAD_USER_INPUT')
  if (expiresAt !== null && expiresAt <= state.now()) throw refusal('expiresAt has passed', 'BAD_USER_INPUT')

  const owner = input.kind === 'USER' ? forPerson(user, input) : forOrganization(state, caller, input)
  if ('__typename' in owner) return owner
  const graphs = graphsOf(state, owner, input.graphScopes ?? [])
  if ('__typename' in graphs) return graphs
  if (state.tokensOf(owner).length >= state.tokenLimit) return { __typename: 'TokenLimitExceededError' }
  return { token: state.addToken(owner, { name: input.name, graphScopes: graphs, expiresAt }) }
}

function forPerson(user: GrafbaseUser, input: CreateInput): TokenOwner | Denial {
  if (input.graphScopes) return { __typename: 'UserAccessTokensCannotBeScopedToAGraphError' }
  // An account that is no person's; a strict reading.
  if (input.accountId) return { __typename: 'InvalidAccountError' }
  return { user }
}

function forOrganization(state: GrafbaseState, caller: Caller, input: CreateInput): TokenOwner | Denial {
  if (!input.accountId) return { __typename: 'AccountIdMissingForAccountAccessTokenError' }
  const organization = state.organizations.find(({ id }) => id === input.accountId)
  if (!organization || !caller.manages(organization)) return { __typename: 'InvalidAccountError' }
  return { organization }
}

function graphsOf(
  state: GrafbaseState,
  { organization }: TokenOwner,
  ids: readonly string[],
): readonly GrafbaseGraph[] | Denial {
  const graphs = (organization?.graphs ?? []).filter(({ id }) => ids.includes(id))
  const unknownGraphIds = ids.filter((id) => !graphs.some((graph) => graph.id === id))
  if (unknownGraphIds.length > 0) return { __typename: 'CouldNotFindGraphsError', unknownGraphIds }
  if (graphs.length > state.graphScopeLimit) return { __typename: 'GraphScopeLimitExceededError' }
  return graphs
}
