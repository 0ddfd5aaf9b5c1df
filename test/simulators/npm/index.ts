import { STATUS_CODES } from 'node:http'
import type { Call } from '#test/simulators/kit/call'
import type { SimulatorOptions } from '#test/simulators/kit/options'
import { json, type Reply } from '#test/simulators/kit/reply'
import { findRoute } from '#test/simulators/kit/router'
import { serve, type RunningService } from '#test/simulators/kit/server'
import { Refusal } from './refusal.ts'
import { routes } from './routes.ts'
import { NpmState } from './state.ts'

/** A running registry that issues granular tokens, as npm/api-documentation describes them. */
export interface NpmSimulator extends RunningService {
  readonly state: NpmState
}

/** Starts a registry with nobody in it. @throws if the port is taken. */
export async function startNpmSimulator(options: SimulatorOptions = {}): Promise<NpmSimulator> {
  const state = new NpmState(options)
  return { state, ...(await serve({ handle: (call) => handle(state, call), errorReply }, options)) }
}

function handle(state: NpmState, call: Call): Reply {
  try {
    const route = findRoute(routes, call.method, call.pathname)
    if (!route) throw new Refusal(404, { error: 'Not found' })
    const value = /^Bearer (\S+)$/.exec(call.headers['authorization'] ?? '')?.[1] ?? ''
    const caller = state.caller(value)
    if (!caller) throw new Refusal(401, { error: 'Unauthorized' })
    return route.handler({ state, ...caller, call, parameters: route.parameters })
  } catch (error) {
    if (error instanceof Refusal) return error.reply
    throw error
  }
}

function errorReply(status: number, message?: string): Reply {
  return json(status, { error: message ?? STATUS_CODES[status] ?? 'Unknown Error' })
}
