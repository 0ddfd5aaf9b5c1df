import { ExternalLink } from 'lucide-react'
import type { OperationName, ProviderRecord } from '#shared/model/provider'
import type { TokenRow } from '#shared/model/token'
import { hasPages } from '#shared/rules/guide'
import { openTokenPage } from '#renderer/data/actions'
import { reasonAgainst } from '#renderer/data/what-works'
import { openDialog, type Dialog } from '#renderer/dialogs'
import { detailText } from '#renderer/text/detail'
import { ActionButtons } from '#renderer/ui/action-buttons'
import { Button } from '#renderer/ui/button'

interface ActionsProps {
  readonly row: TokenRow
  readonly provider: ProviderRecord | undefined
}

interface Action {
  readonly name: Exclude<OperationName, 'create'>
  readonly label: string
  readonly dialog: Dialog
}

function actionsFor({ token }: TokenRow): readonly Action[] {
  const tokenId = token.id
  const edit: Dialog = token.provider === 'other' ? { kind: 'other-service', tokenId } : { kind: 'edit-token', tokenId }
  return [
    { name: 'update', label: detailText.edit, dialog: edit },
    { name: 'regenerate', label: detailText.regenerate, dialog: { kind: 'regenerate', tokenId } },
    { name: 'revoke', label: detailText.revoke, dialog: { kind: 'revoke', tokenId } },
  ]
}

/** What can be done with the token. What its provider cannot do is there as well, with the sentence why not. */
export function Actions(props: ActionsProps) {
  const { row, provider } = props
  const actions = actionsFor(row).map(({ name, label, dialog }) => ({
    name,
    label,
    variant: name === 'revoke' ? ('danger-quiet' as const) : ('plain' as const),
    reason: reasonAgainst(row, provider, name),
    onPress: () => openDialog(dialog),
  }))
  return (
    <ActionButtons actions={actions}>
      {provider && hasPages(provider) && (
        <Button
          variant="quiet"
          icon={<ExternalLink size={13} aria-hidden />}
          onPress={() => void openTokenPage(row.token.id)}
        >
          {detailText.openAt(provider.name)}
        </Button>
      )}
    </ActionButtons>
  )
}
