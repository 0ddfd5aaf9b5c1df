import type { Call } from '#test/simulators/kit/call'
import { denied, unauthenticated } from './errors.ts'
import type { OnaOrganization, OnaServiceAccount, OnaToken, OnaUser, Subject } from './model.ts'
import type { OnaState } from './state.ts'

/** Who calls. */
export type Caller =
  | { readonly kind: 'user'; readonly user: OnaUser; readonly token: OnaToken }
  | { readonly kind: 'service account'; readonly serviceAccount: OnaServiceAccount; readonly token: OnaToken }
  | { readonly kind: 'impersonation'; readonly serviceAccount: OnaServiceAccount; readonly by: OnaUser }

/**
 * Finds out who calls, and notes that the token was used. Cookies are not simulated.
 *
 * @throws ConnectError unauthenticated for no bearer and for one that is unknown, deleted, over, or of a suspended user or
 *   service account. The words are not the service's, which are not published.
 */
export function authenticate(state: OnaState, call: Call): Caller {
  const value = /^Bearer (\S+)$/.exec(call.headers['authorization'] ?? '')?.[1]
  if (value === undefined) throw unauthenticated('missing credentials')
  const caller = impersonationBy(state, value) ?? tokenHolder(state, value)
  if (!caller) throw unauthenticated('invalid credentials')
  if (caller.kind !== 'impersonation') caller.token.lastUsed = state.now()
  return caller
}

/** The organization a credential is bound to: one, even for people who are in several. */
export function organizationOf(caller: Caller): OnaOrganization {
  return caller.kind === 'user' ? caller.user.organization : caller.serviceAccount.organization
}

/** As whom a caller stands in records. */
export function subjectOf(caller: Caller): Subject {
  if (caller.kind === 'user') return { id: caller.user.id, principal: 'PRINCIPAL_USER' }
  return { id: caller.serviceAccount.id, principal: 'PRINCIPAL_SERVICE_ACCOUNT' }
}

/** @throws ConnectError permission_denied for service accounts. */
export function requireUser(caller: Caller): OnaUser {
  if (caller.kind !== 'user') throw denied('only users can do this')
  return caller.user
}

/**
 * @throws ConnectError permission_denied for those who do not administer the organization. That making service accounts and
 *   acting as one takes an administrator is our reading; the published messages do not say.
 */
export function requireAdmin(caller: Caller): OnaUser {
  const user = requireUser(caller)
  if (user.role !== 'ORGANIZATION_ROLE_ADMIN') throw denied('only organization administrators can do this')
  return user
}

/** @throws ConnectError permission_denied for read-only tokens ("mutations will be denied", says the field's comment). */
export function requireWriting(caller: Caller): void {
  if (caller.kind === 'user' && caller.token.readOnly) throw denied('this token is read-only')
}

function impersonationBy(state: OnaState, value: string): Caller | undefined {
  const found = state.findImpersonation(value)
  if (!found || found.expiresAt <= state.now() || !isUsable(state, found.serviceAccount)) return undefined
  return { kind: 'impersonation', serviceAccount: found.serviceAccount, by: found.by }
}

function tokenHolder(state: OnaState, value: string): Caller | undefined {
  const token = state.findToken(value)
  if (!token || token.expiresAt <= state.now()) return undefined
  if ('user' in token.owner) {
    const { user } = token.owner
    return user.isSuspended || user.hasLeft ? undefined : { kind: 'user', user, token }
  }
  const { serviceAccount } = token.owner
  return isUsable(state, serviceAccount) ? { kind: 'service account', serviceAccount, token } : undefined
}

function isUsable(state: OnaState, { suspended, validUntil }: OnaServiceAccount): boolean {
  return !suspended && validUntil > state.now()
}
