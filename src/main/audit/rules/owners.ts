import type { Token } from '#shared/model/token'
import type { MemberFacts } from '../facts.ts'
import type { TokenRule } from './rule.ts'

/** Whoever it belongs to, or has made it, is no member any more. */
export const ownerLeft: TokenRule = {
  of: ['alive'],
  look: ({ token, around: { owners } }) => {
    const members = owners.membersOf(token)
    // Whoever made it since may have joined since.
    if (members === undefined || (token.created.kind === 'at' && token.created.at > members.asOf)) return null
    const person = personOf(token, members)
    if (person === null || person.names.some((name) => members.names.has(name.normalize('NFC').toLowerCase()))) {
      return null
    }
    const { organizationName, asOf } = members
    const text = organizationName === '' ? person.called : `${person.called} (${organizationName})`
    return [{ fact: 'owner', text, asOf }]
  },
}

/** Who is to be a member: the person it belongs to, or who made it; null where that is nobody one can name. */
function personOf(
  { owner, createdBy }: Token,
  { namesCreators }: MemberFacts,
): { called: string; names: string[] } | null {
  if (owner.kind === 'me') return null
  if (owner.kind === 'person') return { called: owner.name || owner.id, names: [owner.id, owner.name] }
  if (!namesCreators || createdBy === undefined || createdBy === '') return null
  return { called: createdBy, names: [createdBy] }
}

/** Nobody takes care of it. */
export const noOwner: TokenRule = {
  of: ['alive'],
  look: ({ token, around: { owners } }) => {
    const { owner, asOf } = token
    // Only what a person typed has no name of an owner at all.
    if (owner.id === '' && owner.name === '') return [{ fact: 'owner', asOf }]
    const stewards = owners.stewardsOf(token)
    return stewards?.people.length === 0 ? [{ fact: 'owner', text: owner.name, asOf: stewards.asOf }] : null
  },
}
