import { OrderedList } from '#test/simulators/kit/ordered-list'
import type { PulumiToken, TokenOwner } from './model.ts'

/** The tokens that exist (expired ones too, deleted ones not), found by id, by value and by owner. */
export class TokenStore {
  readonly #byId = new Map<string, PulumiToken>()
  readonly #byValue = new Map<string, PulumiToken>()
  readonly #byOwner = new Map<string, OrderedList<PulumiToken>>()

  add(token: PulumiToken): void {
    this.#byId.set(token.id, token)
    this.#byValue.set(token.value, token)
    this.ownedBy(token.owner).add(token)
  }

  remove(token: PulumiToken): void {
    this.#byId.delete(token.id)
    this.#byValue.delete(token.value)
    this.ownedBy(token.owner).remove(token)
  }

  find(id: string): PulumiToken | undefined {
    return this.#byId.get(id)
  }

  findByValue(value: string): PulumiToken | undefined {
    return this.#byValue.get(value)
  }

  all(): PulumiToken[] {
    return [...this.#byId.values()]
  }

  /** An owner's tokens in the order they were made. An organization's are without its teams'. */
  ownedBy(owner: TokenOwner): OrderedList<PulumiToken> {
    const key = ownerKey(owner)
    const known = this.#byOwner.get(key)
    if (known) return known
    const list = new OrderedList<PulumiToken>((token) => token.sequence)
    this.#byOwner.set(key, list)
    return list
  }
}

/** One text for each owner, equal for equal owners. */
export function ownerKey(owner: TokenOwner): string {
  if (owner.user) return `user ${owner.user.login}`
  return owner.team ? `team ${owner.organization.name}/${owner.team.name}` : `organization ${owner.organization.name}`
}
