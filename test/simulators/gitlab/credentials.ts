import type { Call } from '#test/simulators/kit/call'
import { forbidden, insufficientScope, invalidToken, unauthorized } from './errors.ts'
import type { GitlabToken, GitlabUser } from './model.ts'
import type { GitlabState } from './state.ts'

/** Who calls, and by which token. */
export interface Caller {
  readonly user: GitlabUser
  readonly token: GitlabToken
}

const READ_METHODS: readonly string[] = ['GET', 'HEAD']
const ADDRESS = '127.0.0.1'
const IPS_KEPT = 5
const MINUTE = 60_000

/**
 * Finds out who calls, and notes that the token was used. `scopes` are those an endpoint takes besides `api` and, for
 * reading, `read_api`; `any` takes every token.
 *
 * The service also takes a token in the address (`?private_token=`); here that is no credential, because no client under
 * test may ever do it.
 *
 * @throws Refusal 401 for no token, an unknown, an expired or a revoked one; 403 for one without the scope or whose user is
 *   blocked. A revoked token that tries to rotate takes its whole family with it.
 */
export function authenticate(state: GitlabState, call: Call, scopes: readonly string[] | 'any'): Caller {
  const token = state.findByValue(presented(call))
  if (!token) throw unauthorized()
  // The order is that of app/services/access_token_validation_service.rb.
  if (state.isExpired(token)) {
    throw invalidToken('Token is expired. You can either do re-authorization or token refresh.')
  }
  if (token.revoked) {
    if (/access_tokens\/(\d+|self)\/rotate$/.test(call.pathname)) revokeFamily(state, token)
    throw invalidToken('Token was revoked. You have to re-authorize from the user.')
  }
  requireScope(token, call, scopes)
  if (token.user.isBlocked) throw forbidden('Your account has been blocked.')
  noteUse(token, state.now())
  return { user: token.user, token }
}

/** Revokes every token that came from this one by rotation. */
export function revokeFamily(state: GitlabState, ancestor: GitlabToken): void {
  for (const token of state.tokens.values()) {
    for (let at = token.previous; at; at = at.previous) {
      if (at === ancestor) token.revoked = true
    }
  }
}

function presented(call: Call): string {
  const own = call.headers['private-token']
  if (own) return own
  return /^Bearer (\S+)$/i.exec(call.headers['authorization'] ?? '')?.[1] ?? ''
}

function requireScope(token: GitlabToken, call: Call, scopes: readonly string[] | 'any'): void {
  if (scopes === 'any') return
  const taken = [...scopes, 'api', ...(READ_METHODS.includes(call.method) ? ['read_api'] : [])]
  // What stands in the refusal are all registered scopes, `read_api` for writing too.
  if (!taken.some((scope) => token.scopes.includes(scope))) throw insufficientScope([...scopes, 'api', 'read_api'])
}

/** At most every ten minutes for the time and every minute for the address, as LastUsedService does. */
function noteUse(token: GitlabToken, now: number): void {
  if (now - token.lastIpAt >= MINUTE || token.lastUsedIps.length === 0) {
    token.lastIpAt = now
    token.lastUsedIps = [ADDRESS, ...token.lastUsedIps.filter((ip) => ip !== ADDRESS)].slice(0, IPS_KEPT)
  }
  if (token.lastUsedAt === null || now - token.lastUsedAt >= 10 * MINUTE) token.lastUsedAt = now
}
