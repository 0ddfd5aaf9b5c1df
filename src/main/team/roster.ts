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
  const known = new Set([...there, ...missing.map(({ id }) => id)])
  const former: FormerMember[] = [
    ...missing.map((member) => ({ member, seenAt, missingAt: now })),
    ...(before?.former ?? []).filter(
      ({ member, missingAt }) => !known.has(member.id) && now - missingAt < rememberedMs,
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

/** What came of asking for one list, and when. */
export type Answer = { readonly owner: Owner; readonly at: Instant } & (
  { readonly members: readonly Member[] } | { readonly failure: AppError }
)

/** What an account asked for: the lists it `knew` by then, those it `wanted`, and what was answered. */
export interface Round {
  readonly accountId: string
  readonly knew: readonly Roster[]
  readonly wanted: readonly Owner[]
  readonly answers: readonly Answer[]
}

/**
 * The lists of an account as they are kept now, with what a round was answered. What was not wanted any more goes, unless
 * somebody else has asked for it since the round began.
 */
export function withAnswers(kept: readonly Roster[], { accountId, knew, wanted, answers }: Round): Roster[] {
  const of = (owner: Owner) => (one: { readonly owner: Owner }) => keyOf(one.owner) === keyOf(owner)
  const isWanted = new Set(wanted.map(keyOf))
  const isAsItWas = (now: Roster) => {
    const before = knew.find(of(now.owner))
    return before !== undefined && before.asOf === now.asOf && before.failedAt === now.failedAt
  }
  const asked = wanted.flatMap((owner) => {
    const now = kept.find(of(owner))
    const answer = answers.find(of(owner))
    if (answer !== undefined) return [answered(now, { accountId, owner }, answer)]
    return now === undefined ? [] : [now]
  })
  return [...asked, ...kept.filter((one) => !isWanted.has(keyOf(one.owner)) && !isAsItWas(one))]
}

/** The newer of two lists counts, whichever is written first; who is in the older one alone has left since. */
function answered(now: Roster | undefined, of: Pick<Roster, 'accountId' | 'owner'>, answer: Answer): Roster {
  const listedAt = now?.asOf ?? -Infinity
  const failedAt = now?.failedAt ?? -Infinity
  if ('failure' in answer) {
    const isOver = now !== undefined && Math.max(listedAt, failedAt) > answer.at
    return isOver ? now : refused(now, of, answer.failure, answer.at)
  }
  if (now === undefined || listedAt <= answer.at) {
    const roster = listed(now, of, answer.members, answer.at)
    return failedAt > answer.at ? { ...roster, failure: now?.failure ?? null, failedAt } : roster
  }
  const older = { ...now, asOf: answer.at, members: [...answer.members] }
  return { ...listed(older, of, now.members, listedAt), failure: now.failure, failedAt: now.failedAt }
}

function keyOf({ kind, id }: Pick<Owner, 'kind' | 'id'>): string {
  return `${kind}:${id}`
}
