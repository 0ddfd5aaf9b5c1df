import type { Identity } from '#shared/model/account'
import type { Token } from '#shared/model/token'
import { Failure } from '#main/ports/failure'
import type { PartScope, ProbeResult } from '#main/ports/provider'
import { toIdentity, type User } from './map.ts'
import { isNamedBy, isRefresh } from './own.ts'

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
