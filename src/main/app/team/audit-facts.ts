import { stewardKey, type MemberFacts, type StewardFacts } from '../../audit/index.ts'
import { stewardsOf } from '../../team/index.ts'
import type { Context } from '../context.ts'

/** The lists of members that were had whole, for the audit. Who has left stands in none of them. */
export function memberFacts({ rosters, index, catalogue }: Context): MemberFacts[] {
  const naming = new Set(
    catalogue
      .filter(({ tokenKinds }) => tokenKinds.some(({ tells }) => tells.creator === 'member'))
      .map(({ id }) => id),
  )
  return rosters.all().flatMap(({ accountId, owner, asOf, members }): MemberFacts[] => {
    if (asOf === null || (owner.kind !== 'organization' && owner.kind !== 'group')) return []
    const present = members.filter(({ state }) => state !== 'left')
    return [
      {
        accountId,
        organization: owner.id,
        organizationName: owner.name,
        names: new Set(
          present.flatMap(({ id, login, email = '' }) =>
            [id, login, email].filter((name) => name !== '').map((name) => name.normalize('NFC').toLowerCase()),
          ),
        ),
        namesCreators: naming.has(index.accounts.get(accountId)?.provider ?? ''),
        asOf,
      },
    ]
  })
}

/** Who can look after what is no person, for the audit. */
export function stewardFacts({ rosters }: Context): StewardFacts[] {
  return rosters.all().flatMap((roster): StewardFacts[] => {
    const stewards = stewardsOf(roster)
    return stewards === null ? [] : [{ accountId: roster.accountId, owner: stewardKey(roster.owner), ...stewards }]
  })
}
