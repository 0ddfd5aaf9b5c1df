import type { Input, Output } from '#shared/contract'
import { mostTeamLists, mostTeamOwners, teamSlice, type TeamList } from '#shared/contract/team'
import type { Roster } from '#shared/model/member'
import type { Context } from '../context.ts'
import { ownedAnew, ownedAs, ownerOf } from './owned.ts'

/** Who has which tokens, a stretch at a time, and the lists of members that tell of them. Throws Failure. */
export async function listTeam(
  context: Context,
  { listId, from: wanted }: Input<'team.list'>,
): Promise<Output<'team.list'>> {
  const known = listId === null ? await ownedAnew(context) : await ownedAs(context, listId)
  const from = listId === known.id ? wanted : 0
  const end = Math.min(from + teamSlice, mostTeamOwners)
  const { summaries } = known
  const lists = from === 0 ? context.rosters.all() : []
  return {
    listId: known.id,
    from,
    owners: summaries.slice(from, end),
    next: end < Math.min(summaries.length, mostTeamOwners) ? end : null,
    lists: lists.slice(0, mostTeamLists).map(listOf),
    more: summaries.length > mostTeamOwners || lists.length > mostTeamLists,
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

function listOf({ accountId, owner, members, asOf, failure, failedAt }: Roster): TeamList {
  const present = members.filter(({ state, isMachine }) => state !== 'left' && isMachine !== true)
  return { accountId, owner, members: present.length, asOf, failure, failedAt }
}
