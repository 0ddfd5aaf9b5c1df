import { useState } from 'react'
import type { AppError } from '#shared/model/error'
import type { TokenRow } from '#shared/model/token'
import { call } from '#renderer/data/bridge'
import { detailText } from '#renderer/text/detail'
import { shellText } from '#renderer/text/shell'
import { calledBy } from '#shared/text/words'
import { Button } from '../button.tsx'
import { Dialog } from '../dialog.tsx'
import { FailureNotice } from './failure-notice.tsx'
import { toast } from '../toast.tsx'

export interface ForgetDialogProps {
  readonly row: TokenRow
  readonly secretId: string
  readonly onClose: () => void
}

/** Asks before a secret is deleted from the vault, because nothing brings it back. */
export function ForgetDialog({ row, secretId, onClose }: ForgetDialogProps) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)

  async function forget(): Promise<void> {
    setBusy(true)
    const answer = await call('secret.forget', { secretId })
    setBusy(false)
    if (answer.ok) {
      toast({ text: detailText.forgotten })
      onClose()
    } else {
      setError(answer.error)
    }
  }

  return (
    <Dialog
      title={detailText.forgetTitle}
      role="alertdialog"
      size="small"
      busy={busy}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose} isDisabled={busy} autoFocus>
            {shellText.cancel}
          </Button>
          <Button variant="danger" busy={busy} onPress={() => void forget()}>
            {detailText.forget}
          </Button>
        </>
      }
    >
      <p>{detailText.forgetHelp(calledBy(row.token))}</p>
      {error && <FailureNotice error={error} />}
    </Dialog>
  )
}
