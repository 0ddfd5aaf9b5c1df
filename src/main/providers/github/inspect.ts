import type { Identity } from '#shared/model/account'
import type { Token } from '#shared/model/token'
import { Failure } from '#main/ports/failure'
import type { Inspection, PartScope, ProbeResult } from '#main/ports/provider'
import type { Secret } from '#main/ports/secret'
import type { GithubCalls } from './calls.ts'
import type { Told } from './map.ts'
import { valueKind } from './shapes.ts'

/** Undefined for a secret that GitHub refuses: unknown, over and revoked ones all alike. */
export async function asked(calls: GithubCalls, signal: AbortSignal): Promise<Told | undefined> {
  try {
    return await calls.user(signal)
  } catch (error) {
    if (error instanceof Failure && error.error.kind === 'wrong-token') return undefined
    throw error
  }
}

/** `calls` are those of the secret that is looked at. */
export async function inspected(
  calls: GithubCalls,
  { owner, kind }: PartScope,
  secret: Secret,
  signal: AbortSignal,
): Promise<Inspection> {
  if (kind === 'grant' || !mayBe(secret, kind)) return { kind: 'another' }
  const told = await asked(calls, signal)
  if (told === undefined) return { kind: 'refused' }
  if (told.user.id !== owner.id) return { kind: 'another' }
  // Of what its value does not tell, apps' tokens have no scopes; what a value tells, no header of a proxy changes.
  if (told.scopes === null && secret.use(valueKind) === 'other') return { kind: 'another' }
  // A fine-grained token has permissions, and GitHub tells the token itself nothing of them.
  const scopes = (kind === 'classic' ? told.scopes : null) ?? ({ kind: 'unknown' } as const)
  const { expiry, rateLimit } = told
  return { kind: 'accepted', proof: 'works', token: { expiry, scopes, ...(rateLimit && { rateLimit }) } }
}

/** Values of before 2021 do not tell what they are; they are classic ones, or of apps. */
function mayBe(secret: Secret, kind: string): boolean {
  const found = secret.use(valueKind)
  return found === kind || (found === 'other' && kind === 'classic')
}

/** GitHub tells the person behind a secret, and never which token it is. */
export async function probed(
  calls: GithubCalls,
  { kind }: PartScope,
  token: Token,
  identity: Identity,
  secret: Secret,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const told = await asked(calls, signal)
  if (told === undefined) return { kind: 'refused' }
  const isTheirs =
    kind === 'grant'
      ? mayBe(secret, 'fine-grained') && told.user.login === token.createdBy
      : mayBe(secret, kind) && told.user.id === identity.id
  return { kind: isTheirs ? 'works' : 'another' }
}
