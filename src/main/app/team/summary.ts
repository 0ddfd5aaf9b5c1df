import type { TeamOwner } from '#shared/contract/team'
import type { Counts, Finding } from '#shared/model/finding'
import type { Instant } from '#shared/model/time'
import { expiryStatus } from '#shared/rules/expiry'
import { doesCount } from '#shared/rules/finding-state'
import { isGuarded } from '#shared/rules/own-token'
import { placesInUse } from '#shared/rules/places'
import type { Steps } from '../../ports/steps.ts'
import type { OwnerTokens } from '../../team/index.ts'
import type { Context } from '../context.ts'
import type { watchTerms } from '../expiry/watch-terms.ts'

/** What all owners are judged by. */
export interface JudgedBy {
  readonly now: Instant
  readonly termsOf: ReturnType<typeof watchTerms>
  /** Of each token what the last audit found; null where none has been made. */
  readonly findings: ReadonlyMap<string, readonly Finding[]> | null
}

/** One owner as the window shows it, in a step for each token. */
export function* summarySteps(
  { rows, index }: Context,
  owner: OwnerTokens,
  { now, termsOf, findings }: JudgedBy,
): Steps<TeamOwner> {
  const { person, stewards, tokens } = owner
  const found = {
    ...{ owns: 0, made: 0, expired: 0, dueSoon: 0, neverUsed: 0, useUnknown: 0, places: 0, ownCredentials: 0 },
    lastUsed: null as Instant | null,
  }
  const counts: Counts = { critical: 0, high: 0, medium: 0, low: 0 }
  const providers = new Set<string>()
  for (const { token, relation } of tokens) {
    yield
    providers.add(token.provider)
    found[relation] += 1
    const status = expiryStatus(token.expiry, now, termsOf(token).steps).kind
    if (status === 'expired') found.expired += 1
    if (status === 'due') found.dueSoon += 1
    if (token.lastUsed.kind === 'at') found.lastUsed = Math.max(found.lastUsed ?? token.lastUsed.at, token.lastUsed.at)
    if (token.lastUsed.kind === 'never') found.neverUsed += 1
    if (token.lastUsed.kind === 'unknown') found.useUnknown += 1
    if (index.placesOf(token.id).length > 0) found.places += placesInUse(rows.row(token.id) ?? { token }).length
    if (isGuarded(rows.own(token))) found.ownCredentials += 1
    for (const one of findings?.get(token.id) ?? []) if (doesCount(one)) counts[one.severity] += 1
  }
  const detail = person === null ? '' : person.email || person.login
  return {
    key: owner.key,
    kind: owner.kind,
    name: owner.name,
    detail: detail === owner.name ? '' : detail,
    isYou: person?.isYou ?? false,
    providers: [...providers].slice(0, 100),
    ...found,
    findings: findings === null ? null : counts,
    memberOf: (person?.memberOf ?? []).slice(0, 1_000).map(({ name, state }) => ({ of: name, state })),
    departures: (person?.departures ?? [])
      .slice(0, 100)
      .map(({ accountId, of, asOf, seenAt, isSaid }) => ({ accountId, of, asOf, seenAt, isSaid })),
    stewards:
      stewards === null
        ? null
        : { people: stewards.people.length, names: stewards.people.slice(0, 3), asOf: stewards.asOf },
  }
}

/** Who has left, and what nobody looks after, comes first; then those with the most tokens. */
export function firstThoseToLookAt(a: TeamOwner, b: TeamOwner): number {
  const tokens = (owner: TeamOwner) => owner.owns + owner.made
  return urgency(b) - urgency(a) || tokens(b) - tokens(a) || (a.name < b.name ? -1 : 1)
}

function urgency({ kind, departures, stewards }: TeamOwner): number {
  if (departures.length > 0) return 2
  return kind === 'nobody' || stewards?.people === 0 ? 1 : 0
}
