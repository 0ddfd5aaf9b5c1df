import { type DialogProps } from '#renderer/dialogs'
import { useRow } from '#renderer/data/use-mirror'
import { updateText as text } from '#renderer/text/update'
import { formText } from '#renderer/text/forms'
import { Button } from '#renderer/ui/button'
import { Dialog } from '#renderer/ui/dialog'
import { Lead, ViewDialog } from '#renderer/ui/forms/parts'
import type { TokenRow } from '#shared/model/token'
import { useEditView } from './edit-view.tsx'

/** Changes what the provider lets be changed of a token, or says why nothing can be. */
export function EditTokenDialog({ tokenId, onClose }: DialogProps<'edit-token'>) {
  const row = useRow(tokenId)
  if (row) return <EditDialog row={row} onClose={onClose} />
  return (
    <Dialog
      title={text.title}
      size="small"
      onClose={onClose}
      footer={
        <Button variant="primary" onPress={onClose}>
          {formText.close}
        </Button>
      }
    >
      <Lead>{text.gone}</Lead>
    </Dialog>
  )
}

function EditDialog({ row, onClose }: { readonly row: TokenRow; readonly onClose: () => void }) {
  return <ViewDialog title={text.title} view={useEditView(row, onClose)} />
}
