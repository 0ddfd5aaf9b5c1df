import { empty, json } from '#test/simulators/kit/reply'
import type { Route } from '#test/simulators/kit/router'
import type { Caller } from './credentials.ts'
import { forbidden, notFound, Refusal } from './errors.ts'
import type { Handler } from './handler.ts'
import type { PulumiUser } from './model.ts'
import { readBody, readExpires, readText } from './token-body.ts'
import { listTokens } from './token-listing.ts'
import { callerView } from './views.ts'

/** The calls under `/api/user`: who am I, the default organization, personal tokens. */
export const userRoutes: readonly Route<Handler>[] = [
  {
    method: 'GET',
    pattern: '/api/user',
    handler: ({ state, caller }) => json(200, callerView(state, caller)),
  },
  {
    method: 'GET',
    pattern: '/api/user/organizations/default',
    handler: ({ state, caller }) => {
      const own = [...state.organizations.values()].find((organization) =>
        caller.user ? organization.members.has(caller.user.login) : organization === caller.organization,
      )
      if (!own) throw new Refusal(400, 'Bad Request: User is not a member of any organizations.')
      return json(200, { GitHubLogin: own.name, Messages: [] })
    },
  },
  {
    method: 'GET',
    pattern: '/api/user/tokens',
    handler: ({ state, caller, call }) => listTokens(state, { user: requirePerson(caller) }, call),
  },
  {
    method: 'POST',
    pattern: '/api/user/tokens',
    handler: ({ state, caller, call }) => {
      const user = requirePerson(caller)
      const body = readBody(call.body)
      const description = readText(body, 'description')
      const expires = readExpires(body, state.nowInSeconds)
      const created = state.addPersonalToken(user.login, {
        description,
        ...(expires === 0 ? {} : { expiresAt: expires * 1000 }),
      })
      return json(200, { id: created.id, tokenValue: created.value })
    },
  },
  {
    method: 'DELETE',
    pattern: '/api/user/tokens/:token',
    handler: ({ state, caller, parameters }) => {
      const user = requirePerson(caller)
      const id = parameters.get('token')
      const token = state.store.find(id)
      // Whatever its kind: the row of a refresh token goes this way too.
      if (token?.owner.user !== user) throw notFound('Token', id)
      state.store.remove(token)
      return empty(204)
    },
  },
]

/** @throws Refusal 403 for machine tokens, which have no personal tokens to manage. */
function requirePerson(caller: Caller): PulumiUser {
  if (!caller.user) throw forbidden()
  return caller.user
}
