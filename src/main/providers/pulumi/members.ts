import type { Identity } from '#shared/model/account'
import { mostMembers, type Member } from '#shared/model/member'
import type { Owner } from '#shared/model/owner'
import { Failure } from '#main/ports/failure'
import { collected } from '../kit/walk.ts'
import type { PulumiCalls } from './calls.ts'
import { partsOf } from './parts.ts'
import { record } from './record.ts'

/** Organizations and teams whose tokens can be listed have members; a person is one of their own. */
export function memberListsOf(identity: Identity): Owner[] {
  return partsOf(identity).flatMap(({ owner }) => (owner.kind === 'me' ? [] : [owner]))
}

/** Throws Failure, `not-supported` where the service does not tell who is in a team. */
export async function membersOf(calls: PulumiCalls, of: Owner, signal: AbortSignal): Promise<readonly Member[]> {
  if (of.kind !== 'team') return await collected('', mostMembers, (after) => calls.members(of.id, after, signal))
  const told = await calls.teamMembers(of.organization ?? '', of.id, signal)
  if (told === undefined) throw new Failure('not-supported', { provider: record.name })
  return told
}
