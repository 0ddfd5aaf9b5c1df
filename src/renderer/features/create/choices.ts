import type { Account, Part } from '#shared/model/account'
import type { Owner } from '#shared/model/owner'
import type { ProviderRecord, TokenKind } from '#shared/model/provider'
import { ownerKeyOf } from '#shared/rules/filter'

/** An owner that a token can be made for, with the kinds of token it can have. */
export interface OwnerChoice {
  readonly key: string
  readonly owner: Owner
  readonly kinds: readonly TokenKind[]
}

/** Owners as the identity tells them, for an account that was never listed. */
function ownersOfIdentity({ identity }: Account): Owner[] {
  const me: Owner = { kind: 'me', id: identity.id, name: identity.login || identity.name }
  return [
    ...(identity.kind === 'person' ? [me] : []),
    ...identity.organizations.map(({ id, name }): Owner => ({ kind: 'organization', id, name })),
    ...identity.teams.map(({ id, name, organization }): Owner => ({ kind: 'team', id, name, organization })),
    ...(identity.owners ?? []),
  ]
}

const rank: Readonly<Record<Owner['kind'], number>> = {
  me: 0,
  organization: 1,
  team: 2,
  group: 3,
  project: 4,
  'service-account': 5,
  person: 6,
}

/**
 * Whom an account can make tokens for, the person first. An owner whose listing the provider forbids is left out by its
 * part not being there; kinds that Keyrack cannot make stay in, and the form says why.
 */
export function ownerChoices(account: Account, record: ProviderRecord, parts: readonly Part[]): OwnerChoice[] {
  const listed = parts.filter((part) => part.accountId === account.id)
  const owners = listed.length > 0 ? listed.map((part) => part.owner) : ownersOfIdentity(account)
  const choices = new Map<string, OwnerChoice>()
  for (const owner of owners) {
    const key = ownerKeyOf(owner)
    const kinds = record.tokenKinds.filter((kind) => kind.owner === owner.kind)
    if (kinds.length > 0) choices.set(key, { key, owner, kinds })
  }
  return [...choices.values()].sort(
    (a, b) => rank[a.owner.kind] - rank[b.owner.kind] || a.owner.name.localeCompare(b.owner.name),
  )
}
