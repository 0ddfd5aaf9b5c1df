import { empty, json } from '#test/simulators/kit/reply'
import type { Route } from '#test/simulators/kit/router'
import { associations } from './associations.ts'
import type { Endpoint, EndpointInput } from './endpoint.ts'
import { badRequest, forbidden, invalid, noRecord, notAllowed, notFound, unauthorized } from './errors.ts'
import type { GitlabToken } from './model.ts'
import { listTokens } from './token-listing.ts'
import { OWN_SCOPES, PERSONAL_SCOPES, readNewToken, rotate } from './token-rules.ts'
import { tokenView, tokenWithValue } from './views.ts'

/** The calls on personal tokens: gitlabhq/gitlabhq, lib/api/personal_access_tokens.rb and its folder, lib/api/users.rb. */
export const personalRoutes: readonly Route<Endpoint>[] = [
  { method: 'GET', pattern: '/personal_access_tokens', handler: { scopes: [], run: list } },
  {
    method: 'GET',
    pattern: '/personal_access_tokens/self',
    handler: { scopes: 'any', run: ({ state, caller }) => json(200, tokenView(state, caller.token)) },
  },
  {
    method: 'GET',
    pattern: '/personal_access_tokens/self/associations',
    handler: { scopes: 'any', run: associations },
  },
  {
    method: 'DELETE',
    pattern: '/personal_access_tokens/self',
    handler: {
      scopes: 'any',
      run: ({ caller }) => {
        caller.token.revoked = true
        return empty(204)
      },
    },
  },
  {
    method: 'POST',
    pattern: '/personal_access_tokens/self/rotate',
    handler: {
      scopes: ['self_rotate'],
      run: ({ state, caller, parameters }) => {
        // The page says so; the code lets the token of a bot pass here.
        if (caller.user.botOf) throw notAllowed()
        return json(200, tokenWithValue(state, rotate(state, caller.token, parameters)))
      },
    },
  },
  {
    method: 'GET',
    pattern: '/personal_access_tokens/:id',
    handler: { scopes: [], run: (input) => json(200, tokenView(input.state, ownToken(input))) },
  },
  {
    method: 'POST',
    pattern: '/personal_access_tokens/:id/rotate',
    handler: {
      scopes: [],
      run: (input) => json(200, tokenWithValue(input.state, rotate(input.state, ownToken(input), input.parameters))),
    },
  },
  { method: 'DELETE', pattern: '/personal_access_tokens/:id', handler: { scopes: [], run: revoke } },
  {
    method: 'POST',
    pattern: '/user/personal_access_tokens',
    handler: {
      scopes: [],
      run: ({ state, caller, parameters }) =>
        json(201, tokenWithValue(state, state.addToken(caller.user, readNewToken(state, parameters, OWN_SCOPES)))),
    },
  },
  { method: 'POST', pattern: '/users/:id/personal_access_tokens', handler: { scopes: [], run: createForUser } },
]

/** An administrator's list is everybody's, unless one user is asked for. */
function list(input: EndpointInput) {
  const { state, caller, parameters } = input
  const userId = parameters.integer('user_id')
  parameters.check()
  if (caller.user.isAdmin) {
    if (userId !== undefined && !state.users.has(userId)) throw notFound()
    return listTokens(
      input,
      [...state.tokens.values()].filter(({ user }) => userId === undefined || user.id === userId),
    )
  }
  if (userId !== undefined && userId !== caller.user.id) throw unauthorized()
  const own = [...state.tokens.values()].filter(({ user, impersonation }) => user === caller.user && !impersonation)
  return listTokens(input, own)
}

/** @throws Refusal 401 for another's token and for none; an administrator is told that there is none. */
function ownToken({ state, caller, path }: EndpointInput): GitlabToken {
  const token = state.tokens.get(readId(path.get('id')))
  if (token && (caller.user.isAdmin || token.user === caller.user)) return token
  throw caller.user.isAdmin ? notFound() : unauthorized()
}

/** Unlike the others tells everybody whether there is such a token. One that is revoked already is revoked again. */
function revoke({ state, caller, path }: EndpointInput) {
  const token = state.tokens.get(readId(path.get('id')))
  if (!token) throw noRecord()
  if (!caller.user.isAdmin && token.user !== caller.user) throw badRequest('Not permitted to revoke')
  token.revoked = true
  return empty(204)
}

function createForUser({ state, caller, path, parameters }: EndpointInput) {
  if (!caller.user.isAdmin) throw forbidden()
  const user = state.users.get(readId(path.get('id')))
  if (!user) throw notFound('User')
  return json(201, tokenWithValue(state, state.addToken(user, readNewToken(state, parameters, PERSONAL_SCOPES))))
}

function readId(given: string): number {
  if (!/^\d+$/.test(given)) throw invalid('id is invalid')
  return Number(given)
}
