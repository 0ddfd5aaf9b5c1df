import type { Identity } from '../model/account.ts'
import type { Owner } from '../model/owner.ts'
import type { ProviderRecord } from '../model/provider.ts'

/** The code of the refusal of a credential that was ended together with all tokens of its account. */
export const endedHere = 'ended-here'

/** Can all tokens of this identity be ended at once, by a call or on the provider's page? Only a person has such tokens. */
export function canRevokeAll({ revokeAll: { how } }: ProviderRecord, { kind }: Identity): boolean {
  return (how === 'native' || how === 'guided') && kind === 'person'
}

/** Is a token of this owner one of those that end then? Other people's and machines' tokens stay. */
export function endsWithAll({ kind }: Owner): boolean {
  return kind === 'me'
}
