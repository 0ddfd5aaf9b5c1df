import type { Call } from '#test/simulators/kit/call'
import type { SimulatorOptions } from '#test/simulators/kit/options'
import { json, text, type Reply } from '#test/simulators/kit/reply'
import { findRoute, type Route } from '#test/simulators/kit/router'
import { serve, type RunningService } from '#test/simulators/kit/server'
import { accountRoutes } from './account-routes.ts'
import { authenticate } from './credentials.ts'
import type { Endpoint } from './endpoint.ts'
import { errorReply, Refusal } from './errors.ts'
import { Parameters } from './parameters.ts'
import { personalRoutes } from './personal-routes.ts'
import { RateLimit } from './rate-limit.ts'
import { resourceRoutes } from './resource-routes.ts'
import { GitlabState } from './state.ts'

/** A running stand-in for the REST API of GitLab. */
export interface GitlabSimulator extends RunningService {
  readonly state: GitlabState
}

/** How a GitLab is started. */
export interface GitlabOptions extends SimulatorOptions {
  /** The path of an instance that is not at the root of its host, such as `/git`. Default: none. */
  readonly pathPrefix?: string
}

const ROUTES: readonly Route<Endpoint>[] = [...accountRoutes, ...personalRoutes, ...resourceRoutes]
const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Starts a simulator of GitLab with nothing in it; plant people, groups and tokens through its `state`. The rules are those
 * of GitLab's source and its pages on the API, version 19.6.
 *
 * @throws if the port is taken.
 */
export async function startGitlabSimulator(options: GitlabOptions = {}): Promise<GitlabSimulator> {
  const state = new GitlabState(options)
  const rateLimit = new RateLimit()
  const root = `${options.pathPrefix ?? ''}/api/v4`
  const service = {
    handle: (call: Call): Reply => {
      if (!call.pathname.startsWith(`${root}/`)) return text(404, 'The page could not be found')
      return rateLimit.apply(state, () => answer(state, call, call.pathname.slice(root.length)))
    },
    errorReply,
  }
  return { state, ...(await serve(service, options)) }
}

function answer(state: GitlabState, call: Call, pathname: string): Reply {
  const route = findRoute(ROUTES, call.method, pathname)
  if (!route) {
    const allowed = METHODS.filter((method) => findRoute(ROUTES, method, pathname))
    if (allowed.length === 0) return json(404, { error: '404 Not Found' })
    return json(405, { error: '405 Not Allowed' }, { allow: allowed.join(', ') })
  }
  try {
    const caller = authenticate(state, call, route.handler.scopes)
    return route.handler.run({ state, caller, call, path: route.parameters, parameters: new Parameters(call) })
  } catch (error) {
    if (error instanceof Refusal) return error.reply
    throw error
  }
}
