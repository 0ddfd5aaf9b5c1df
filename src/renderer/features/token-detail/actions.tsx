import { ExternalLink } from 'lucide-react'
import { useId } from 'react'
import type { OperationName, ProviderRecord } from '#shared/model/provider'
import type { TokenRow } from '#shared/model/token'
import { hasPages } from '#shared/rules/guide'
import { openTokenPage } from '#renderer/data/actions'
import { kindOf } from '#renderer/data/use-mirror'
import { openDialog, type Dialog } from '#renderer/dialogs'
import { detailText } from '#renderer/text/detail'
import { Button } from '#renderer/ui/button'
import styles from './token-detail.module.css'

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

/** Why an action is not to be had; null when it is. */
function reasonAgainst({ row, provider }: ActionsProps, { name }: Action): string | null {
  // What a person entered by hand is changed by hand.
  if (row.token.provider === 'other' && name === 'update') return null
  if (row.token.state !== 'active') return detailText.notAlive
  const support = kindOf(provider, row.token.kind)?.support[name]
  if (support === undefined) return detailText.unknownKind
  return support.how === 'none' ? support.reason : null
}

/** What can be done with the token. What its provider cannot do is there as well, with the sentence why not. */
export function Actions(props: ActionsProps) {
  const { row, provider } = props
  const id = useId()
  const actions = actionsFor(row).map((action) => ({ ...action, reason: reasonAgainst(props, action) }))
  const reasons = actions.filter(({ reason }) => reason !== null)
  // A token that is no more has one reason for everything.
  const same = reasons.length > 1 && reasons.every(({ reason }) => reason === reasons[0]?.reason)
  const reasonId = (name: string) => `${id}-${same ? 'all' : name}`
  return (
    <div className={styles['actions']}>
      <div className={styles['buttons']}>
        {actions.map(({ name, label, dialog, reason }) => (
          <Button
            key={name}
            variant={name === 'revoke' ? 'danger-quiet' : 'plain'}
            isDisabled={reason !== null}
            {...(reason !== null && { describedBy: reasonId(name) })}
            onPress={() => openDialog(dialog)}
          >
            {label}
          </Button>
        ))}
        {provider && hasPages(provider) && (
          <Button
            variant="quiet"
            icon={<ExternalLink size={13} aria-hidden />}
            onPress={() => void openTokenPage(row.token.id)}
          >
            {detailText.openAt(provider.name)}
          </Button>
        )}
      </div>
      {(same ? reasons.slice(0, 1) : reasons).map(({ name, label, reason }) => (
        <p key={name} id={reasonId(name)} className={styles['reason']}>
          {!same && <strong>{label}:</strong>} {reason}
        </p>
      ))}
    </div>
  )
}
