import type { AppError } from '#shared/model/error'
import { mostMembers, type FormerMember, type Member, type Roster } from '#shared/model/member'
import type { Owner } from '#shared/model/owner'
import type { Instant } from '#shared/model/time'

/** Who is no member any more is remembered this long. */
const rememberedMs = 365 * 86_400_000

/**
 * The members that are worth asking for: of what `tokens` belong to, and of the organizations around. Nothing could be
 * said with the others, and some services have thousands of groups.
 */
export function askable(lists: readonly Owner[], tokens: Iterable<{ readonly owner: Owner }>): Owner[] {
  const wanted = new Set<string>()
  for (const { owner } of tokens) {
    wanted.add(keyOf(owner))
    if (owner.organization !== undefined) wanted.add(keyOf({ kind: 'organization', id: owner.organization }))
  }
  return lists.filter((owner) => wanted.has(keyOf(owner)))
}

/** A whole list of members in place of what was known. Who is missing from it is remembered with both dates. */
export function listed(
  before: Roster | undefined,
  of: Pick<Roster, 'accountId' | 'owner'>,
  members: readonly Member[],
  now: Instant,
): Roster {
  const there = new Set(members.map(({ id }) => id))
  const missing = (before?.members ?? []).filter(({ id, state }) => !there.has(id) && state !== 'left')
  const seenAt = before?.asOf ?? now
  const former: FormerMember[] = [
    ...missing.map((member) => ({ member, seenAt, missingAt: now })),
    ...(before?.former ?? []).filter(
      ({ member, missingAt }) => !there.has(member.id) && now - missingAt < rememberedMs,
    ),
  ]
  return {
    ...of,
    asOf: now,
    failure: null,
    failedAt: null,
    members: [...members],
    former: former.slice(0, mostMembers),
  }
}

/** The list could not be had: what was known stays, with its age. */
export function refused(
  before: Roster | undefined,
  of: Pick<Roster, 'accountId' | 'owner'>,
  failure: AppError,
  now: Instant,
): Roster {
  return { asOf: null, members: [], former: [], ...before, ...of, failure, failedAt: now }
}

function keyOf({ kind, id }: Pick<Owner, 'kind' | 'id'>): string {
  return `${kind}:${id}`
}
