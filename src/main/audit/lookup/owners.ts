import type { Token } from '#shared/model/token'
import { stewardKey, type MemberFacts, type StewardFacts } from '../facts.ts'

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
    if (this.#members.size === 0) return undefined
    const isWhole = owner.kind === 'organization' || owner.kind === 'group'
    return this.#members.get(JSON.stringify([accountId, owner.organization ?? (isWhole ? owner.id : '')]))
  }

  stewardsOf({ accountId, owner }: Token): StewardFacts | undefined {
    if (this.#stewards.size === 0) return undefined
    return this.#stewards.get(JSON.stringify([accountId, stewardKey(owner)]))
  }
}
