import type { Call } from '#test/simulators/kit/call'
import type { SimulatorOptions } from '#test/simulators/kit/options'
import { text, type Reply } from '#test/simulators/kit/reply'
import { findRoute, type Route } from '#test/simulators/kit/router'
import { serve, type RunningService } from '#test/simulators/kit/server'
import { auditRoutes } from './audit-routes.ts'
import { authenticate } from './credentials.ts'
import { errorReply, Refusal } from './errors.ts'
import type { Handler } from './handler.ts'
import { machineTokenRoutes } from './machine-token-routes.ts'
import { organizationRoutes } from './organization-routes.ts'
import { PulumiState } from './state.ts'
import { userRoutes } from './user-routes.ts'

/** A running stand-in for Pulumi Cloud's REST API. */
export interface PulumiSimulator extends RunningService {
  readonly state: PulumiState
}

const ROUTES: readonly Route<Handler>[] = [...userRoutes, ...organizationRoutes, ...machineTokenRoutes, ...auditRoutes]

/**
 * Starts a simulator of Pulumi Cloud with nothing in it; plant people and tokens through its `state`. The rules are
 * those of Pulumi's OpenAPI description and its page on access tokens.
 *
 * @throws if the port is taken.
 */
export async function startPulumiSimulator(options: SimulatorOptions = {}): Promise<PulumiSimulator> {
  const state = new PulumiState(options)
  const service = { handle: (call: Call) => handle(state, call), errorReply }
  return { state, ...(await serve(service, options)) }
}

function handle(state: PulumiState, call: Call): Reply {
  const route = findRoute(ROUTES, call.method, call.pathname)
  // The router's own answer, before any question of who calls: not JSON.
  if (!route) return text(404, '404 page not found\n')
  try {
    return route.handler({ state, caller: authenticate(state, call), call, parameters: route.parameters })
  } catch (error) {
    if (error instanceof Refusal) return error.reply
    throw error
  }
}
