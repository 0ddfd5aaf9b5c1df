import type { EndedAll } from '#shared/contract/revoke-all'
import { openDialog } from '#renderer/dialogs'
import { formText } from '#renderer/text/forms'
import { revokeAllText as text } from '#renderer/text/revoke-all'
import { Button } from '#renderer/ui/button'
import { Lead, type View } from '#renderer/ui/forms/parts'
import { Notice } from '#renderer/ui/notice'

/** What was ended, whether Keyrack can still sign in, and the way on. */
export function endedView({ ended, access }: EndedAll, accountId: string, onClose: () => void): View {
  const works = access === 'works'
  return {
    onClose,
    body: (
      <>
        <Lead>{text.ended(ended)}</Lead>
        <Notice tone={works ? 'info' : 'warn'}>{text.access[access]}</Notice>
      </>
    ),
    footer: (
      <>
        <Button variant={works ? 'primary' : 'plain'} autoFocus={works} onPress={onClose}>
          {formText.close}
        </Button>
        {!works && (
          <Button variant="primary" autoFocus onPress={() => openDialog({ kind: 'reenter-token', accountId })}>
            {text.reenter}
          </Button>
        )}
      </>
    ),
  }
}
