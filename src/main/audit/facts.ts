import type { Decision } from '#shared/model/finding'
import type { Place } from '#shared/model/place'
import type { ProviderRecord } from '#shared/model/provider'
import type { Instant } from '#shared/model/time'
import type { Held, Token } from '#shared/model/token'
import type { Keystore, SlotKind } from '#shared/model/vault'

/** A token, with what is known of its secret. There is no secret in it. */
export interface TokenFacts {
  readonly token: Token
  /** The stored secret; its fingerprint tells whether another one is the same. */
  readonly held: (Pick<Held, 'proof' | 'storedAt'> & { readonly fingerprint: string }) | null
  /** Where the secret is used, or was. */
  readonly places: readonly Place[]
}

export interface AccountFacts {
  readonly id: string
  readonly provider: string
  readonly name: string
  /** Of the secret that the account signs in with. */
  readonly fingerprint: string
  /** The token that this secret is, where that is known. */
  readonly ownTokenId: string | null
  /** When its credential was last seen to work. */
  readonly checkedAt: Instant
}

/**
 * Who is in an organization or a group, as one account sees it. Only a complete list is given here: from one that is not
 * there, or not whole, nobody is judged to have left.
 */
export interface MemberFacts {
  readonly accountId: string
  /** The provider's id of the organization or group, and what it is called. */
  readonly organization: string
  readonly organizationName: string
  /**
   * Every way in which this provider names a member, in lower case: ids, sign-in names, addresses. Somebody none of whose
   * names is here is no member.
   */
  readonly names: ReadonlySet<string>
  /** Does the provider name the creator of a token (`createdBy`) by one of `names`? Else creators are not judged. */
  readonly namesCreators: boolean
  readonly asOf: Instant
}

/** Who takes care of an owner that is no person, such as a service account; nobody where `people` is empty. */
export interface StewardFacts {
  readonly accountId: string
  /** `kind:id` of the owner. */
  readonly owner: string
  /** Names of those who are still members, as a person reads them. */
  readonly people: readonly string[]
  readonly asOf: Instant
}

/** A part of the inventory that no complete and current list is known of. */
export interface PartFacts {
  readonly account: string
  readonly owner: string
  /** In words. */
  readonly kind: string
  readonly asOf: Instant | null
}

export interface VaultFacts {
  /** `session`: nothing is on the disk. */
  readonly storage: 'disk' | 'session'
  readonly slots: readonly SlotKind[]
  readonly keystore: Keystore
}

/** Everything that the rules look at. */
export interface AuditFacts {
  readonly tokens: Iterable<TokenFacts>
  readonly accounts: ReadonlyMap<string, AccountFacts>
  /** Records by the provider's id, "Other service" among them. */
  readonly providers: ReadonlyMap<string, ProviderRecord>
  readonly members: readonly MemberFacts[]
  readonly stewards: readonly StewardFacts[]
  readonly unjudged: readonly PartFacts[]
  /** Null where there is no vault, as on the command line with accounts from its environment. */
  readonly vault: VaultFacts | null
  /** What people have decided, by the id of the finding. */
  readonly decisions: ReadonlyMap<string, Decision>
  /** Was a finding in the audits before? Nothing is new where there was none. */
  readonly wasThere: (findingId: string) => boolean
}

/** An owner as `StewardFacts` names it. */
export const stewardKey = ({ kind, id }: Token['owner']): string => `${kind}:${id}`
