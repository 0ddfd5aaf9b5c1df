import type { Call } from '#test/simulators/kit/call'
import type { SimulatorOptions } from '#test/simulators/kit/options'
import type { Reply } from '#test/simulators/kit/reply'
import { findRoute } from '#test/simulators/kit/router'
import { serve, type RunningService } from '#test/simulators/kit/server'
import { errorReply, Refusal, unauthorized } from './errors.ts'
import type { Region, RudderStackToken } from './model.ts'
import { ROUTES } from './routes.ts'
import { RudderStackState } from './state.ts'

/** A running stand-in for RudderStack's control plane in one region. */
export interface RudderStackSimulator extends RunningService {
  readonly state: RudderStackState
}

/**
 * Starts a simulator of one region of RudderStack with nothing in it; plant workspaces and tokens through its `state`.
 * Two regions are two simulators, and neither knows the other's tokens.
 *
 * @throws if the port is taken.
 */
export async function startRudderStackSimulator(
  options: SimulatorOptions & { readonly region?: Region } = {},
): Promise<RudderStackSimulator> {
  const state = new RudderStackState(options, options.region ?? 'US')
  const service = { handle: (call: Call) => handle(state, call), errorReply }
  return { state, ...(await serve(service, options)) }
}

function handle(state: RudderStackState, call: Call): Reply {
  try {
    const route = findRoute(ROUTES, call.method, call.pathname)
    if (!route) throw new Refusal(404, { message: 'Not Found' })
    const token = tokenOf(state, call)
    const gate = state.gates.get(call.pathname)
    if (gate !== undefined) throw new Refusal(403, { error: gate })
    return route.handler(state, token, call)
  } catch (error) {
    if (error instanceof Refusal) return error.reply
    throw error
  }
}

/** `Bearer` only: the Basic scheme of older APIs is not that of v2. */
function tokenOf(state: RudderStackState, call: Call): RudderStackToken {
  const value = /^Bearer (\S+)$/.exec(call.headers['authorization'] ?? '')?.[1]
  const token = value === undefined ? undefined : state.tokens.get(value)
  if (!token) throw unauthorized()
  return token
}
