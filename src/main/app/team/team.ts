import type { Input, Output } from '#shared/contract'
import { mostTeamOwners, teamSlice, type TeamList, type TeamOwner } from '#shared/contract/team'
import type { Finding } from '#shared/model/finding'
import type { Roster } from '#shared/model/member'
import { countsOf } from '#shared/rules/finding-state'
import { isGuarded } from '#shared/rules/own-token'
import { placesInUse } from '#shared/rules/places'
import { expiryStatus } from '#shared/rules/expiry'
import type { Instant } from '#shared/model/time'
import type { OwnerTokens } from '../../team/index.ts'
import type { Context } from '../context.ts'
import { watchTerms } from '../expiry/watch-terms.ts'
import { ownedTokens, ownerOf } from './owned.ts'

/** Who has which tokens, and the lists of members that tell of them. */
export async function listTeam(context: Context): Promise<Output<'team.list'>> {
  const owned = await ownedTokens(context)
  const now = context.clock.now()
  const found = findingsByToken(context)
  const termsOf = watchTerms(context)
  const owners = owned.map((owner) => summary(context, owner, found, { now, termsOf })).sort(firstThoseToLookAt)
  const lists = context.rosters.all().map(listOf)
  return {
    owners: owners.slice(0, mostTeamOwners),
    lists: lists.slice(0, mostTeamOwners),
    more: owners.length > mostTeamOwners || lists.length > mostTeamOwners,
  }
}

/** A stretch of one owner's tokens. Throws Failure. */
export async function tokensOfOwner(
  context: Context,
  { key, from }: Input<'team.tokens'>,
): Promise<Output<'team.tokens'>> {
  const { tokens } = await ownerOf(context, key)
  return {
    tokens: tokens.slice(from, from + teamSlice).map(({ token, relation }) => ({ tokenId: token.id, relation })),
    total: tokens.length,
  }
}

function summary(
  { rows, index }: Context,
  owner: OwnerTokens,
  findings: FindingsByToken | null,
  { now, termsOf }: { readonly now: Instant; readonly termsOf: ReturnType<typeof watchTerms> },
): TeamOwner {
  const { person, stewards, tokens } = owner
  const found = {
    ...{ owns: 0, made: 0, expired: 0, dueSoon: 0, neverUsed: 0, useUnknown: 0, places: 0, ownCredentials: 0 },
    lastUsed: null as Instant | null,
  }
  const providers = new Set<string>()
  for (const { token, relation } of tokens) {
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
    findings: findings === null ? null : countsOf(tokens.flatMap(({ token }) => findings.get(token.id) ?? [])),
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

type FindingsByToken = ReadonlyMap<string, readonly Finding[]>

/** Null where no audit has been made. */
function findingsByToken({ audits }: Context): FindingsByToken | null {
  if (audits.findings === null) return null
  const found = new Map<string, Finding[]>()
  for (const finding of audits.findings) {
    const { tokenId } = finding.subject
    if (tokenId === null) continue
    const known = found.get(tokenId)
    if (known === undefined) found.set(tokenId, [finding])
    else known.push(finding)
  }
  return found
}

/** Who has left, and what nobody looks after, comes first; then those with the most tokens. */
function firstThoseToLookAt(a: TeamOwner, b: TeamOwner): number {
  const tokens = (owner: TeamOwner) => owner.owns + owner.made
  return urgency(b) - urgency(a) || tokens(b) - tokens(a) || (a.name < b.name ? -1 : 1)
}

function urgency({ kind, departures, stewards }: TeamOwner): number {
  if (departures.length > 0) return 2
  return kind === 'nobody' || stewards?.people === 0 ? 1 : 0
}

function listOf({ accountId, owner, members, asOf, failure, failedAt }: Roster): TeamList {
  const present = members.filter(({ state, isMachine }) => state !== 'left' && isMachine !== true)
  return { accountId, owner, members: present.length, asOf, failure, failedAt }
}
