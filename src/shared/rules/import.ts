import type { ImportCandidate, ImportDecision } from '../contract/import.ts'
import type { Account } from '../model/account.ts'
import type { ProviderRecord } from '../model/provider.ts'

/** One of the things that can be done with a value. `isConfirmed`: no person has to confirm the address first. */
export type ImportChoice =
  | { readonly id: string; readonly as: 'token'; readonly accountId: string }
  | {
      readonly id: string
      readonly as: 'account'
      readonly provider: string
      readonly origin: string
      readonly isKnown: boolean
    }
  | { readonly id: 'other'; readonly as: 'other' }

type Found = Pick<ImportCandidate, 'providers' | 'address' | 'tokenIds' | 'accountIds'>
type Accounts = readonly Pick<Account, 'id' | 'provider' | 'origin'>[]

/** Does the vault have it already? */
export function isKnownValue({ tokenIds, accountIds }: Pick<Found, 'tokenIds' | 'accountIds'>): boolean {
  return tokenIds.length > 0 || accountIds.length > 0
}

/** Is there a reason to take it for a token at all? */
export function looksLikeToken(found: Found): boolean {
  return found.providers.length > 0 || isKnownValue(found)
}

/**
 * What can be done with a value, the likeliest first. A token of an account at another address than the file names comes
 * late: the value would be sent there. An address that only the file names comes before the provider's own, and is to be
 * confirmed.
 */
export function choicesFor(
  { providers, address }: Pick<Found, 'providers' | 'address'>,
  accounts: Accounts,
  catalogue: readonly ProviderRecord[],
): ImportChoice[] {
  const isMeant = (account: Accounts[number]) => providers.length === 0 || providers.includes(account.provider)
  const tokens = accounts.filter(isMeant).map(({ id, origin }) => ({
    rank: providers.length === 0 ? 3 : address === null || address.origin === origin ? 0 : 2,
    choice: { id: `token ${id}`, as: 'token' as const, accountId: id },
  }))
  const signIns = providers.flatMap((provider, number) => {
    const record = catalogue.find(({ id }) => id === provider)
    // What stands beside the secret of a pair is not known.
    if (record === undefined || record.signIn.length > 0) return []
    const named = number === 0 && address !== null ? [address] : []
    const own = record.instances.map(({ origin }) => ({ origin, isKnown: true }))
    const places = [...named, ...own.filter(({ origin }) => origin !== address?.origin)]
    return places.map(({ origin, isKnown }) => ({
      rank: 1,
      choice: { id: `account ${provider} ${origin}`, as: 'account' as const, provider, origin, isKnown },
    }))
  })
  const other = { rank: providers.length === 0 ? 1 : 4, choice: { id: 'other' as const, as: 'other' as const } }
  return [...tokens, ...signIns, other].sort((a, b) => a.rank - b.rank).map(({ choice }) => choice)
}

/** What a person has said of a value. */
export interface ImportWish {
  readonly choice: ImportChoice
  readonly name: string
  readonly service: string
  /** The address of the choice was read and confirmed. */
  readonly isConfirmed: boolean
}

/** Null while something is missing that only a person can say. */
export function decisionOf({ choice, name, service, isConfirmed }: ImportWish): ImportDecision | null {
  switch (choice.as) {
    case 'token':
      return { as: 'token', accountId: choice.accountId, tokenId: null }
    case 'account': {
      const { provider, origin, isKnown } = choice
      if (name.trim() === '' || (!isKnown && !isConfirmed)) return null
      return { as: 'account', provider, address: origin, confirmed: isKnown ? null : origin, name: name.trim() }
    }
    case 'other':
      if (name.trim() === '' || service.trim() === '') return null
      return { as: 'other', name: name.trim(), service: service.trim() }
  }
}
