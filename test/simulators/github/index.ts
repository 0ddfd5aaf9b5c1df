import type { Call } from '#test/simulators/kit/call'
import type { SimulatorOptions } from '#test/simulators/kit/options'
import { text, type Reply } from '#test/simulators/kit/reply'
import { findRoute, type Route } from '#test/simulators/kit/router'
import { serve, type RunningService } from '#test/simulators/kit/server'
import { authenticate, tokenHeaders } from './credentials.ts'
import type { Endpoint } from './endpoint.ts'
import { errorReply, Refusal } from './errors.ts'
import { grantRoutes } from './grant-routes.ts'
import type { GithubToken } from './model.ts'
import { RateLimit } from './rate-limit.ts'
import { revocationRoutes } from './revocation-route.ts'
import { GithubState } from './state.ts'
import { userRoutes } from './user-routes.ts'

/** A running stand-in for GitHub's REST API. */
export interface GithubSimulator extends RunningService {
  readonly state: GithubState
}

/** How a GitHub is started. */
export interface GithubOptions extends SimulatorOptions {
  /** True for GitHub Enterprise Server, whose paths begin with `/api/v3`. Default: github.com. */
  readonly enterpriseServer?: boolean
}

const ROUTES: readonly Route<Endpoint>[] = [...userRoutes, ...grantRoutes, ...revocationRoutes]
const VERSIONS: readonly string[] = ['2022-11-28', '2026-03-10']
const REVOCATION = '/credentials/revoke'

/**
 * Starts a simulator of GitHub with nobody in it; plant people, organizations and tokens through its `state`. The rules are
 * those of docs.github.com and of GitHub's OpenAPI description (as in `@octokit/openapi-types` 29).
 *
 * @throws if the port is taken.
 */
export async function startGithubSimulator(options: GithubOptions = {}): Promise<GithubSimulator> {
  const state = new GithubState(options)
  const rateLimit = new RateLimit(state)
  const service = { handle: (call: Call) => handle(state, rateLimit, call), errorReply }
  return { state, ...(await serve(service, options)) }
}

function handle(state: GithubState, rateLimit: RateLimit, call: Call): Reply {
  if (!call.headers['user-agent']) return text(403, NO_USER_AGENT)
  const root = state.isEnterpriseServer ? '/api/v3' : ''
  if (!call.pathname.startsWith(`${root}/`)) return text(404, 'Not Found')
  const version = call.headers['x-github-api-version'] ?? '2022-11-28'
  if (!VERSIONS.includes(version)) return errorReply(400, `"${version}" is not a supported version of the REST API.`)

  const pathname = call.pathname.slice(root.length)
  const { token, reply } = answer(state, rateLimit, call, pathname)
  const limits = state.isEnterpriseServer ? {} : rateLimit.headers(token)
  const headers = { ...reply.headers, ...tokenHeaders(token), ...limits, 'x-github-api-version-selected': version }
  return { ...reply, headers }
}

const NO_USER_AGENT =
  'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.\n'

function answer(
  state: GithubState,
  rateLimit: RateLimit,
  call: Call,
  pathname: string,
): { readonly token: GithubToken | undefined; readonly reply: Reply } {
  // A call to revoke by value is refused for having a credential at all, before anyone looks whether that is good.
  const isAnonymous = pathname === REVOCATION && !state.isEnterpriseServer
  let token: GithubToken | undefined
  try {
    token = isAnonymous ? undefined : authenticate(state, call)
    const refused = pathname === '/rate_limit' || state.isEnterpriseServer ? undefined : rateLimit.count(token)
    if (refused) return { token, reply: refused }
    const route = findRoute(ROUTES, call.method, pathname)
    if (!route) return { token, reply: errorReply(404) }
    return { token, reply: route.handler({ state, token, call, path: route.parameters, rateLimit }) }
  } catch (error) {
    if (error instanceof Refusal) return { token, reply: error.reply }
    throw error
  }
}
