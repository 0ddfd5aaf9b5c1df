import type { Identity } from '#shared/model/account'
import type { Owner } from '#shared/model/owner'
import type { Token } from '#shared/model/token'
import { Failure } from '#main/ports/failure'
import type { PartScope, ProbeResult } from '#main/ports/provider'
import { hadExpired } from '../kit/own.ts'
import { isSameLogin, refreshScope, toIdentity, type User } from './map.ts'

/**
 * Whose secret it is, by asking who calls with it. Names of organization and team tokens are unique for ever in their
 * organization, so a machine's name proves the token; a person's only proves the person.
 *
 * @throws Failure when the provider could not be asked.
 */
export async function probed(
  part: PartScope,
  token: Token,
  identity: Identity,
  whoCalls: (signal: AbortSignal) => Promise<User>,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const caller = await whoCalls(signal).then(toIdentity, (error: unknown) => {
    if (error instanceof Failure && (error.error.kind === 'wrong-token' || error.error.kind === 'expired-token')) {
      return undefined
    }
    throw error
  })
  if (!caller) return { kind: 'refused' }
  if (part.kind === 'personal') {
    const same = caller.kind === 'person' && caller.id === identity.id && !isRefresh(token)
    return { kind: same ? 'works' : 'another' }
  }
  return { kind: isNamedBy(caller, part.owner, token.name) ? 'proven' : 'another' }
}

/** Is `token` the one that the account signs in with? For a machine its name tells; for a person nothing does. */
export function isOwnCredential(identity: Identity, token: Token): 'yes' | 'no' | 'unknown' {
  if (hadExpired(token) || isRefresh(token)) return 'no'
  if (identity.kind === 'person') return token.kind === 'personal' ? 'unknown' : 'no'
  if (token.kind === 'personal') return 'no'
  if (identity.tokenName === undefined) return 'unknown'
  return isNamedBy(identity, token.owner, token.name) ? 'yes' : 'no'
}

/** Do the facts about a machine's own token (`tokenInfo`) name this token of this owner? */
function isNamedBy(caller: Identity, owner: Owner, name: string): boolean {
  if (caller.kind !== owner.kind || caller.tokenName !== name) return false
  if (owner.kind === 'organization') return isSameLogin(caller.id, owner.id)
  const team = caller.teams[0]
  return team?.id === owner.id && isSameLogin(team.organization, owner.organization ?? '')
}

/** Credentials of no one: Pulumi Cloud exchanges them and takes them for nothing else. */
function isRefresh({ scopes }: Token): boolean {
  return scopes.kind === 'listed' && scopes.names.includes(refreshScope)
}
