import { stewardKey, type MemberFacts, type StewardFacts } from '../../audit/index.ts'
import { stewardsOf } from '../../team/index.ts'
import type { Context } from '../context.ts'
import type { Steps } from '../slices.ts'

/** The lists of members that were had whole, for the audit. Who has left stands in none of them. */
export function* memberFacts({ rosters, index, catalogue }: Context): Steps<MemberFacts[]> {
  const naming = new Set(
    catalogue
      .filter(({ tokenKinds }) => tokenKinds.some(({ tells }) => tells.creator === 'member'))
      .map(({ id }) => id),
  )
  const facts: MemberFacts[] = []
  for (const { accountId, owner, asOf, members } of rosters.all()) {
    if (asOf === null || (owner.kind !== 'organization' && owner.kind !== 'group')) continue
    const names = new Set<string>()
    for (const { state, id, login, email = '' } of members) {
      yield
      if (state === 'left') continue
      for (const name of [id, login, email]) if (name !== '') names.add(name.normalize('NFC').toLowerCase())
    }
    facts.push({
      accountId,
      organization: owner.id,
      organizationName: owner.name,
      names,
      namesCreators: naming.has(index.accounts.get(accountId)?.provider ?? ''),
      asOf,
    })
  }
  return facts
}

/** Who can look after what is no person, for the audit. */
export function stewardFacts({ rosters }: Context): StewardFacts[] {
  return rosters.all().flatMap((roster): StewardFacts[] => {
    const stewards = stewardsOf(roster)
    return stewards === null ? [] : [{ accountId: roster.accountId, owner: stewardKey(roster.owner), ...stewards }]
  })
}
