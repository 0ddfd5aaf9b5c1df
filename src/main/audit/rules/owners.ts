import type { Token } from '#shared/model/token'
import { stewardKey, type MemberFacts, type StewardFacts } from '../facts.ts'
import type { TokenRule } from './rule.ts'

/** Lists of members and of those who take care of an owner, ready to be looked up. */
export class Owners {
  readonly #members: ReadonlyMap<string, MemberFacts>
  readonly #stewards: ReadonlyMap<string, StewardFacts>

  constructor(members: readonly MemberFacts[], stewards: readonly StewardFacts[]) {
    this.#members = new Map(members.map((one) => [JSON.stringify([one.accountId, one.organization]), one]))
    this.#stewards = new Map(stewards.map((one) => [JSON.stringify([one.accountId, one.owner]), one]))
  }

  /** The list that whoever owns or made this token has to be in; undefined where none is known. */
  membersOf({ accountId, owner }: Token): MemberFacts | undefined {
    const isWhole = owner.kind === 'organization' || owner.kind === 'group'
    return this.#members.get(JSON.stringify([accountId, owner.organization ?? (isWhole ? owner.id : '')]))
  }

  stewardsOf({ accountId, owner }: Token): StewardFacts | undefined {
    return this.#stewards.get(JSON.stringify([accountId, stewardKey(owner)]))
  }
}

/** Whoever it belongs to, or has made it, is no member any more. */
export const ownerLeft: TokenRule = {
  of: ['alive'],
  look: ({ token, around: { owners } }) => {
    const members = owners.membersOf(token)
    if (members === undefined) return null
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
