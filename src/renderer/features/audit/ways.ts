import type { OperationName, ProviderRecord } from '#shared/model/provider'
import type { Finding, RuleId } from '#shared/model/finding'
import type { TokenRow } from '#shared/model/token'
import { ownerKeyOf } from '#shared/rules/filter'
import { openDialog } from '#renderer/dialogs'
import { reasonAgainst } from '#renderer/data/what-works'
import { wayText as text } from '#renderer/text/ways'

/** What can be done about a finding. */
export type WayId = 'regenerate' | 'revoke' | 'edit' | 'new-token' | 'forget' | 'places' | 'notes' | 'leak' | 'protect'

/** A way as a button. `reason`: why it cannot be gone. */
export interface Way {
  readonly id: WayId
  readonly label: string
  readonly destructive: boolean
  readonly reason: string | null
}

/** What helps with each rule, the best first. */
const helps: Readonly<Record<RuleId, readonly WayId[]>> = {
  'expired-kept': ['regenerate', 'revoke', 'forget'],
  'due-soon': ['regenerate', 'revoke'],
  'never-expires': ['regenerate', 'revoke'],
  'lifetime-too-long': ['regenerate', 'revoke'],
  'too-old': ['regenerate', 'revoke'],
  'never-used': ['revoke', 'notes'],
  unused: ['revoke', 'notes'],
  'too-many-rights': ['new-token', 'edit', 'revoke'],
  'owner-left': ['new-token', 'revoke'],
  'no-owner': ['notes', 'revoke'],
  'revoked-kept': ['forget'],
  'gone-kept': ['forget'],
  'same-secret': ['new-token', 'regenerate', 'revoke'],
  'plain-text': ['places', 'regenerate', 'revoke'],
  'weak-storage': ['protect'],
  'name-without-meaning': ['edit', 'notes'],
  leaked: ['leak', 'regenerate', 'revoke'],
}

const operations: Partial<Record<WayId, OperationName>> = {
  regenerate: 'regenerate',
  revoke: 'revoke',
  edit: 'update',
  'new-token': 'create',
}

/** What can be done about a finding here, the best first; `row` undefined where the token is listed no more. */
export function waysFor({ rule }: Finding, row: TokenRow | undefined, provider: ProviderRecord | undefined): Way[] {
  return helps[rule].flatMap((id): Way[] => {
    const destructive = id === 'revoke' || id === 'forget' || id === 'leak'
    const way = { id, label: text[id], destructive, reason: null }
    if (id === 'protect') return [way]
    if (row === undefined || (id === 'forget' && row.held === null)) return []
    const operation = operations[id]
    if (operation !== undefined) return [{ ...way, reason: reasonAgainst(row, provider, operation) }]
    if (id === 'leak' && row.token.state !== 'active') return []
    return [way]
  })
}

/** Goes a way that a dialog of the window leads along; false for those that are gone in the pane itself. */
export function openWay(id: WayId, row: TokenRow | undefined): boolean {
  if (id === 'protect') {
    openDialog({ kind: 'protect' })
    return true
  }
  if (row === undefined) return false
  const { id: tokenId, accountId, provider, owner, kind } = row.token
  switch (id) {
    case 'regenerate':
    case 'revoke':
      openDialog({ kind: id, tokenId })
      return true
    case 'edit':
      openDialog(provider === 'other' ? { kind: 'other-service', tokenId } : { kind: 'edit-token', tokenId })
      return true
    case 'new-token':
      openDialog(
        provider === 'other'
          ? { kind: 'other-service' }
          : { kind: 'new-token', accountId, ownerKey: ownerKeyOf(owner), tokenKind: kind },
      )
      return true
    case 'leak':
      openDialog({ kind: 'leaked', ...(row.held !== null && { secretId: row.held.secretId }) })
      return true
    default:
      return false
  }
}
