import type { Call } from '#test/simulators/kit/call'
import { badCredentials, requiresAuthentication } from './errors.ts'
import type { GithubToken } from './model.ts'
import type { GithubState } from './state.ts'

/**
 * The token a call brings, and notes that it was used; `undefined` if it brings none. The service takes it as a password too;
 * here that is no credential, as no client under test does it.
 *
 * @throws Refusal 401 for a credential that is unknown, over or revoked, and for a refresh token; for calls that need none too.
 */
export function authenticate(state: GithubState, call: Call): GithubToken | undefined {
  const header = call.headers['authorization']
  if (header === undefined) return undefined
  const token = state.findToken(/^(?:Bearer|token) (\S+)$/i.exec(header)?.[1] ?? '')
  if (!token || token.kind === 'refresh' || !state.isLive(token)) throw badCredentials()
  token.lastUsedAt = state.now()
  return token
}

/** @throws Refusal 401 for a call without a credential. */
export function requireToken(token: GithubToken | undefined): GithubToken {
  if (!token) throw requiresAuthentication()
  return token
}

/**
 * What every answer says of the token it was asked with: the scopes of a classic one (an empty text for none), and when it
 * ends. Two forms of the end are seen: `... UTC` (osunyorg/admin issue 418) and with the owner's zone, `... +0500`, of
 * fine-grained ones (google/go-github issue 3708).
 */
export function tokenHeaders(token: GithubToken | undefined): Record<string, string> {
  if (!token) return {}
  const hasScopes = token.kind === 'classic' || token.kind === 'oauth'
  const isPersonal = token.kind === 'classic' || token.kind === 'fine-grained'
  return {
    ...(hasScopes ? { 'x-oauth-scopes': token.scopes.join(', '), 'x-accepted-oauth-scopes': '' } : {}),
    ...(token.kind === 'oauth' ? { 'x-oauth-client-id': 'Iv1.EXAMPLE' } : {}),
    ...(isPersonal && token.expiresAt !== null
      ? { 'github-authentication-token-expiration': expiryText(token, token.expiresAt) }
      : {}),
  }
}

function expiryText({ kind, user }: GithubToken, expiresAt: number): string {
  const minutes = kind === 'fine-grained' ? (user?.zoneMinutes ?? 0) : 0
  const local = new Date(expiresAt + minutes * 60_000).toISOString()
  return `${local.slice(0, 10)} ${local.slice(11, 19)} ${kind === 'fine-grained' ? offset(minutes) : 'UTC'}`
}

function offset(minutes: number): string {
  const size = Math.abs(minutes)
  const digits = Math.floor(size / 60) * 100 + (size % 60)
  return `${minutes < 0 ? '-' : '+'}${String(digits).padStart(4, '0')}`
}
