import { STATUS_CODES } from 'node:http'
import type { Call } from '#test/simulators/kit/call'
import type { SimulatorOptions } from '#test/simulators/kit/options'
import { json, type Reply } from '#test/simulators/kit/reply'
import { findRoute, type Route } from '#test/simulators/kit/router'
import { serve, type RunningService } from '#test/simulators/kit/server'
import type { Asked } from './asked.ts'
import { listEvents } from './event-routes.ts'
import { Refusal, refused } from './refusal.ts'
import { LinodeState } from './state.ts'
import { tokenRoutes } from './token-routes.ts'

/** A running Linode: its people, their tokens and what was done with them. */
export interface LinodeSimulator extends RunningService {
  readonly state: LinodeState
}

const routes: readonly Route<(asked: Asked) => Reply>[] = [
  { method: 'GET', pattern: '/v4/profile', handler: viewProfile },
  ...tokenRoutes,
  { method: 'GET', pattern: '/v4/account/events', handler: listEvents },
]

/** Starts a Linode with nobody in it. @throws if the port is taken. */
export async function startLinodeSimulator(options: SimulatorOptions = {}): Promise<LinodeSimulator> {
  const state = new LinodeState(options)
  const errorReply = (status: number, message?: string): Reply =>
    refused(status, message ?? STATUS_CODES[status] ?? 'Unknown error')
  return { state, ...(await serve({ handle: (call) => handle(state, call), errorReply }, options)) }
}

function handle(state: LinodeState, call: Call): Reply {
  try {
    const value = /^Bearer (\S+)$/.exec(call.headers['authorization'] ?? '')?.[1] ?? ''
    const caller = state.caller(value)
    if (!caller) throw new Refusal(401, 'Invalid Token')
    const route = findRoute(routes, call.method, call.pathname)
    if (!route) throw new Refusal(404, 'Not found')
    const reply = route.handler({ state, ...caller, call, parameters: route.parameters })
    return { ...reply, headers: { ...reply.headers, 'x-oauth-scopes': caller.scopes } }
  } catch (error) {
    if (error instanceof Refusal) return error.reply
    throw error
  }
}

/** Whatever the scopes of the token, it may ask whose it is. */
function viewProfile({ user: { uid, username } }: Asked): Reply {
  return json(200, {
    uid,
    username,
    email: `${username}@example.com`,
    verified_phone_number: null,
    timezone: 'America/New_York',
    restricted: false,
    two_factor_auth: true,
    authentication_type: 'password',
  })
}
