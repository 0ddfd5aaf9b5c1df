import type { Call } from '#test/simulators/kit/call'
import type { SimulatorOptions } from '#test/simulators/kit/options'
import { empty, json, type Reply } from '#test/simulators/kit/reply'
import { serve, type RunningService } from '#test/simulators/kit/server'
import { OauthState } from './state.ts'

/** A running OAuth 2.0 server with one issuer, at a path of its own. */
export interface OauthSimulator extends RunningService {
  readonly state: OauthState
}

/** Starts a server that knows one client and no tokens. @throws if the port is taken. */
export async function startOauthSimulator(options: SimulatorOptions = {}): Promise<OauthSimulator> {
  const state = new OauthState(options)
  return { state, ...(await serve({ handle: (call) => handle(state, call), errorReply }, options)) }
}

function handle(state: OauthState, call: Call): Reply {
  const origin = `http://${call.headers['host'] ?? ''}`
  if (call.method === 'GET' && call.pathname === state.metadataPath) return json(200, state.metadata(origin))
  if (call.method !== 'POST') return errorReply(404)
  if (call.pathname === '/introspect') return introspect(state, call)
  if (call.pathname === '/revoke') return revoke(state, call)
  return errorReply(404)
}

/** RFC 7662: of what is unknown, over or revoked there is nothing but that it is not active. */
function introspect(state: OauthState, call: Call): Reply {
  const form = new URLSearchParams(call.body)
  if (!state.isClient(call, form)) return errorReply(401)
  const token = state.tokens.get(form.get('token') ?? '')
  const isActive =
    token !== undefined && !token.isRevoked && !(token.exp !== undefined && token.exp * 1000 <= state.now())
  if (!isActive) return json(200, { active: false })
  const { isRevoked: _isRevoked, canBeRevoked: _canBeRevoked, ...told } = token
  return json(200, { active: true, token_type: 'Bearer', client_id: 'a program', ...told })
}

/** RFC 7009: the answer is the same whether the token was known or not. */
function revoke(state: OauthState, call: Call): Reply {
  const form = new URLSearchParams(call.body)
  if (!state.isClient(call, form)) return errorReply(401)
  const token = state.tokens.get(form.get('token') ?? '')
  if (token?.canBeRevoked) token.isRevoked = true
  return empty(200)
}

const codes: Readonly<Record<number, string>> = { 400: 'invalid_request', 401: 'invalid_client', 403: 'access_denied' }

function errorReply(status: number, message?: string): Reply {
  const description = message === undefined ? {} : { error_description: message }
  return json(status, { error: codes[status] ?? 'server_error', ...description })
}
