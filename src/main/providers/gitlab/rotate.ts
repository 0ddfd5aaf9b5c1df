import type { Draft } from '#shared/model/operation'
import type { Token } from '#shared/model/token'
import { Failure } from '#main/ports/failure'
import type { MadeToken, PartScope } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import type { GitlabCalls } from './calls.ts'
import { ownToken } from './identity.ts'
import { expiresAt } from './lifetime.ts'
import type { Told } from './map.ts'
import { ofGoodCredential } from '../kit/clarified.ts'

interface Rotation {
  readonly part: PartScope
  readonly token: Token
  readonly expiry: Draft['expiry']
  readonly now: number
}

/**
 * Gives a token a successor with another id and secret and the same rights; the old one is dead at once.
 *
 * Rotating a token that is revoked already makes GitLab revoke everything that came from it by rotation, the token in use
 * included (doc/api/personal_access_tokens.md, "Automatic reuse detection"). So GitLab is asked first, and nothing is sent
 * for a token, or by a credential, that is dead: what Keyrack knows may be old.
 *
 * @throws Failure not-found for a token that is revoked, answer-lost when nobody knows what was done.
 */
export async function rotate(
  calls: GitlabCalls,
  { part, token, expiry, now }: Rotation,
  signal: AbortSignal,
): Promise<MadeToken> {
  const self = await ownToken(calls, signal)
  const isOwn = self?.token.issuerId === token.issuerId
  if (!isOwn && (await asked(calls, part, token, signal)).isRevoked) throw new Failure('not-found', { code: 'revoked' })
  try {
    const body = expiresAt(expiry, now)
    const made = await calls.rotate(part, isOwn ? ownId(part, self) : token.issuerId, body, signal)
    return { token: made.token, secret: new Secret(made.value) }
  } catch (error) {
    throw ofGoodCredential(error)
  }
}

async function asked(calls: GitlabCalls, part: PartScope, token: Token, signal: AbortSignal): Promise<Told> {
  try {
    return await calls.token(part, token.issuerId, signal)
  } catch (error) {
    const isRefused = error instanceof Failure && error.error.kind === 'wrong-token'
    // The credential was good a moment ago: of a personal token GitLab says so when there is none.
    throw isRefused && part.kind === 'personal' ? new Failure('not-found') : ofGoodCredential(error)
  }
}

/**
 * How a token names itself. A bot's may rotate nothing but `self`; for a person `self` is needed by tokens that may do
 * nothing else, and is unknown to instances before 16.10.
 */
function ownId({ kind }: PartScope, { token: { issuerId, scopes } }: Told): string {
  const mayAll = scopes.kind === 'listed' && scopes.names.includes('api')
  return kind === 'personal' && mayAll ? issuerId : 'self'
}
