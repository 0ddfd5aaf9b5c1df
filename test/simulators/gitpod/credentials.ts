import type { Call } from '#test/simulators/kit/call'
import { ConnectError } from '#test/simulators/kit/connect-error'
import type { GitpodUser } from './model.ts'
import { FULL_ACCESS, type GitpodState } from './state.ts'

/**
 * Refuses a call that brings no credential at all; it happens before a handler looks at the arguments, while whether the
 * credential is good shows only after. Sessions by cookie are not simulated.
 *
 * @throws ConnectError unauthenticated.
 */
export function requireCredential(call: Call): void {
  if (bearer(call) !== undefined) return
  if (call.headers['cookie']) throw unauthenticated('No cookie credentials present on request.')
  throw unauthenticated('No access token or cookie credentials available on request.')
}

/**
 * Who calls a service of `gitpod.experimental.v1`. These ask the server behind them by JSON-RPC, one function each.
 *
 * @throws ConnectError unauthenticated for a token that is wrong, expired, deleted or regenerated; permission_denied for
 *   one without scopes, naming `rpcFunction`.
 */
export function callerOfExperimental(state: GitpodState, call: Call, rpcFunction: string): GitpodUser {
  const token = liveToken(state, call)
  if (!token) throw unauthenticated('Failed to establish caller identity')
  if (!token.hasFullAccess) throw new ConnectError('permission_denied', `Request ${rpcFunction} is not allowed`)
  return token.user
}

/** Who calls a service of `gitpod.v1`. @throws ConnectError unauthenticated, for a token without scopes too. */
export function callerOfV1(state: GitpodState, call: Call): GitpodUser {
  const token = liveToken(state, call)
  if (!token?.hasFullAccess) throw unauthenticated('unauthenticated')
  return token.user
}

function liveToken(state: GitpodState, call: Call): { user: GitpodUser; hasFullAccess: boolean } | undefined {
  const token = state.findTokenByValue(bearer(call) ?? '')
  if (!token || token.expirationTime <= state.now()) return undefined
  return { user: state.user(token.userId), hasFullAccess: FULL_ACCESS.every((scope) => token.scopes.includes(scope)) }
}

function bearer(call: Call): string | undefined {
  const header = (call.headers['authorization'] ?? '').trim()
  return header.startsWith('Bearer ') ? header.slice('Bearer '.length) : undefined
}

function unauthenticated(message: string): ConnectError {
  return new ConnectError('unauthenticated', message)
}
