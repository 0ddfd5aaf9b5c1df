import type { Identity } from '#shared/model/account'
import type { Token } from '#shared/model/token'
import { Failure } from '#main/ports/failure'
import type { Inspection, PartScope, ProbeResult } from '#main/ports/provider'
import type { GitlabCalls } from './calls.ts'
import { ownToken } from './identity.ts'
import type { Told } from './map.ts'

/** Undefined for a secret that GitLab refuses. */
async function orRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    const kind = error instanceof Failure ? error.error.kind : undefined
    if (kind === 'wrong-token' || kind === 'expired-token') return undefined
    throw error
  }
}

/** `calls` are those of the secret that is tried. GitLab names the token itself, but for old instances. */
export async function probed(
  calls: GitlabCalls,
  part: PartScope,
  token: Token,
  identity: Identity,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const asked = await orRefused(ownToken(calls, signal).then((told) => ({ told })))
  if (asked === undefined) return { kind: 'refused' }
  if (asked.told) return { kind: asked.told.token.issuerId === token.issuerId ? 'proven' : 'another' }
  const user = await orRefused(calls.user(signal))
  if (user === undefined) return { kind: 'refused' }
  return { kind: part.kind === 'personal' && user.id === identity.id ? 'works' : 'another' }
}

/** What GitLab says of a secret that belongs to no listed token yet. */
export async function inspected(calls: GitlabCalls, part: PartScope, signal: AbortSignal): Promise<Inspection> {
  const told = await orRefused(calls.self(signal))
  if (told === undefined) return { kind: 'refused' }
  return isOf(told, part) ? { kind: 'accepted', proof: 'proven', token: told.token } : { kind: 'another' }
}

function isOf({ userId, resource }: Told, { owner, kind }: PartScope): boolean {
  if (kind === 'personal') return resource === undefined && userId === owner.id
  return resource?.kind === owner.kind && resource.id === owner.id
}
