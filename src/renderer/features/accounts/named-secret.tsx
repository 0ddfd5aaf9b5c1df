import { FileKey2 } from 'lucide-react'
import type { NamedAddress } from '#shared/contract'
import type { ConfigFormat } from '#shared/model/provider'
import { namedText as text } from '#renderer/text/named'
import { Button } from '#renderer/ui/button'
import styles from '#renderer/ui/forms/forms.module.css'

export interface NamedSecretProps {
  readonly named: NamedAddress
  readonly format: ConfigFormat
  /** Has the person chosen to take over what the configuration has? */
  readonly isTaken: boolean
  readonly onTake: (isTaken: boolean) => void
  readonly isDisabled: boolean
}

/** Offers the credential that the tool's configuration has for the chosen address. It stays with main, and is not shown. */
export function NamedSecret({ named, format, isTaken, onTake, isDisabled }: NamedSecretProps) {
  if (named.credential === 'none') return null
  if (named.credential === 'unset') return <p>{text.unset(format, named.variable ?? '')}</p>
  return (
    <div>
      {isTaken && (
        <p className={styles['fromClipboard']} role="status">
          <FileKey2 size={14} aria-hidden />
          {text.taken(format)}
        </p>
      )}
      <Button variant="link" isDisabled={isDisabled} onPress={() => onTake(!isTaken)}>
        {isTaken ? text.another : text.take(format)}
      </Button>
    </div>
  )
}
