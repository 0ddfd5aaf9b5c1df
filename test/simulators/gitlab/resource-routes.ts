import { empty, json, type Reply } from '#test/simulators/kit/reply'
import type { Route } from '#test/simulators/kit/router'
import type { Endpoint, EndpointInput } from './endpoint.ts'
import { badRequest, invalid, notAllowed, notFound, unauthorized } from './errors.ts'
import { findResource, levelOf, mayManage, requireTokenReader } from './membership.ts'
import { ACCESS_LEVELS, MAINTAINER, type AccessLevel, type GitlabResource, type GitlabToken } from './model.ts'
import { listTokens } from './token-listing.ts'
import { readNewToken, RESOURCE_SCOPES, rotate } from './token-rules.ts'
import { tokenView, tokenWithValue } from './views.ts'

type Kind = GitlabResource['kind']

/** The calls on the tokens of projects and groups: gitlabhq/gitlabhq, lib/api/resource_access_tokens.rb. */
export const resourceRoutes: readonly Route<Endpoint>[] = (['project', 'group'] as const).flatMap((kind) => {
  const tokens = `/${kind}s/:id/access_tokens`
  const route = (
    method: string,
    rest: string,
    run: (input: EndpointInput, kind: Kind) => Reply,
    scopes: string[] = [],
  ) => ({
    method,
    pattern: tokens + rest,
    handler: { scopes, run: (input: EndpointInput) => run(input, kind) },
  })
  return [
    route('GET', '', list),
    route('POST', '', create),
    route('POST', '/self/rotate', rotateSelf, ['self_rotate']),
    route('GET', '/:token', read),
    route('POST', '/:token/rotate', rotateById),
    route('DELETE', '/:token', revoke),
  ]
})

function list(input: EndpointInput, kind: Kind): Reply {
  const resource = resourceOf(input, kind)
  requireTokenReader(resource, input.caller.user)
  return listTokens(input, tokensOf(input, resource))
}

function read(input: EndpointInput, kind: Kind): Reply {
  const resource = resourceOf(input, kind)
  requireTokenReader(resource, input.caller.user)
  const token = tokenOf(input, resource)
  if (!token) throw notFound(`${kind} Access Token`)
  return json(200, tokenView(input.state, token))
}

/** By a person only: the bot behind such a token may not make others. */
function create(input: EndpointInput, kind: Kind): Reply {
  const { state, caller, parameters } = input
  const level = (parameters.integer('access_level', ACCESS_LEVELS) ?? MAINTAINER) as AccessLevel
  const wanted = readNewToken(state, parameters, RESOURCE_SCOPES)
  const resource = resourceOf(input, kind)
  const allowed = mayManage(resource, caller.user) && resource.hasTokens && mayCreateIn(resource)
  if (!allowed || caller.user.botOf) throw badRequest(`User does not have permission to create ${kind} access token`)
  if (!caller.user.isAdmin && level > levelOf(resource, caller.user)) {
    throw badRequest('Access level of the token contains permissions not held by the creating user')
  }
  return json(201, tokenWithValue(state, state.addResourceToken(resource, { ...wanted, level })))
}

function rotateSelf(input: EndpointInput, kind: Kind): Reply {
  const { state, caller, parameters } = input
  if (!caller.user.botOf) throw notAllowed()
  if (caller.user.botOf !== resourceOf(input, kind)) throw unauthorized()
  return json(200, tokenWithValue(state, rotate(state, caller.token, parameters)))
}

/** @throws Refusal 401 for bots, for those who may not manage, and for a token that is not there; an administrator is told. */
function rotateById(input: EndpointInput, kind: Kind): Reply {
  const { state, caller, parameters } = input
  const resource = resourceOf(input, kind)
  const token = mayManage(resource, caller.user) && !caller.user.botOf ? tokenOf(input, resource) : undefined
  if (!token) throw caller.user.isAdmin ? notFound() : unauthorized()
  const held = resource.members.get(token.user.id) ?? 0
  if (!caller.user.isAdmin && !token.revoked && held > levelOf(resource, caller.user)) {
    throw badRequest('Not eligible to rotate tokens with permissions not held by the user')
  }
  return json(200, tokenWithValue(state, rotate(state, token, parameters)))
}

/** One that is revoked already is revoked again. */
function revoke(input: EndpointInput, kind: Kind): Reply {
  const { caller } = input
  const resource = resourceOf(input, kind)
  const token = tokenOf(input, resource)
  if (!token) throw notFound(`${kind} Access Token`)
  if (!mayManage(resource, caller.user)) throw badRequest(`${caller.user.name} cannot delete ${token.user.name}`)
  token.revoked = true
  return empty(204)
}

function resourceOf({ state, caller, path }: EndpointInput, kind: Kind): GitlabResource {
  return findResource(state, kind, path.get('id'), caller.user)
}

function tokensOf({ state }: EndpointInput, resource: GitlabResource): GitlabToken[] {
  return [...state.tokens.values()].filter(({ user }) => user.botOf === resource)
}

function tokenOf(input: EndpointInput, resource: GitlabResource): GitlabToken | undefined {
  const id = input.path.get('token')
  if (!/^\d+$/.test(id)) throw invalid('token_id is invalid')
  return tokensOf(input, resource).find((token) => token.id === Number(id))
}

function mayCreateIn(resource: GitlabResource): boolean {
  return resource.mayCreateTokens && (resource.parent === undefined || mayCreateIn(resource.parent))
}
