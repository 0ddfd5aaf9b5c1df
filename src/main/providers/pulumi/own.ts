import type { Identity } from '#shared/model/account'
import type { Owner } from '#shared/model/owner'
import type { Token } from '#shared/model/token'
import { hadExpired } from '../kit/own.ts'

/** What the provider's own word for a token's type is when an agent's sign-up made it: an exchange-only credential. */
export const refreshScope = 'refresh'

/** Is `token` the one that the account signs in with? For a machine its name tells; for a person nothing does. */
export function isOwnCredential(identity: Identity, token: Token): 'yes' | 'no' | 'unknown' {
  if (hadExpired(token) || isRefresh(token)) return 'no'
  if (identity.kind === 'person') return token.kind === 'personal' ? 'unknown' : 'no'
  if (token.kind === 'personal') return 'no'
  if (identity.tokenName === undefined) return 'unknown'
  return isNamedBy(identity, token.owner, token.name) ? 'yes' : 'no'
}

/** Do the facts about a machine's own token (`tokenInfo`) name this token of this owner? */
export function isNamedBy(caller: Identity, owner: Owner, name: string): boolean {
  if (caller.kind !== owner.kind || caller.tokenName !== name) return false
  if (owner.kind === 'organization') return isSameLogin(caller.id, owner.id)
  const team = caller.teams[0]
  return team?.id === owner.id && isSameLogin(team.organization, owner.organization ?? '')
}

/** Credentials of no one: Pulumi Cloud exchanges them and takes them for nothing else. */
export function isRefresh({ scopes }: Token): boolean {
  return scopes.kind === 'listed' && scopes.names.includes(refreshScope)
}

/** Logins are those of GitHub, where capitals make no difference. */
export function isSameLogin(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
