import { useState } from 'react'
import type { Account } from '#shared/model/account'
import type { ProviderRecord, TokenKind } from '#shared/model/provider'
import { providerOf, useCatalogue, useFacts } from '#renderer/data/use-mirror'
import { type OwnerChoice, ownerChoices } from './choices.ts'

/** What the new token will be: of which account, for whom, of which kind. */
export interface Target {
  readonly account: Account
  readonly record: ProviderRecord
  readonly owner: OwnerChoice
  readonly kind: TokenKind
}

export interface TargetChoice {
  readonly accounts: readonly Account[]
  readonly owners: readonly OwnerChoice[]
  /** Null where no account can have a token made. */
  readonly target: Target | null
  /** The person has chosen something here. */
  readonly changed: boolean
  readonly chooseAccount: (id: string) => void
  readonly chooseOwner: (key: string) => void
  readonly chooseKind: (kind: string) => void
}

interface Preset {
  readonly accountId?: string
  readonly ownerKey?: string
  readonly tokenKind?: string
}

/** The choices in the head of the form. What the dialog was opened with is chosen already; the rest is the first there is. */
export function useTarget(given: Preset): TargetChoice {
  const catalogue = useCatalogue()
  const accounts = useFacts((facts) => facts.accounts)
  const parts = useFacts((facts) => facts.parts)
  const [preset] = useState(given)
  const [chosen, setChosen] = useState(preset)

  const account = accounts.find(({ id }) => id === chosen.accountId) ?? accounts[0]
  const record = account && providerOf(catalogue, account.provider)
  const owners = account && record ? ownerChoices(account, record, parts) : []
  const owner = owners.find(({ key }) => key === chosen.ownerKey) ?? owners[0]
  const kind = owner?.kinds.find((candidate) => candidate.kind === chosen.tokenKind) ?? owner?.kinds[0]

  return {
    accounts,
    owners,
    target: account && record && owner && kind ? { account, record, owner, kind } : null,
    changed: chosen !== preset,
    chooseAccount: (accountId) => setChosen({ accountId }),
    chooseOwner: (ownerKey) => setChosen({ accountId: account?.id ?? '', ownerKey }),
    chooseKind: (tokenKind) => setChosen({ accountId: account?.id ?? '', ownerKey: owner?.key ?? '', tokenKind }),
  }
}
