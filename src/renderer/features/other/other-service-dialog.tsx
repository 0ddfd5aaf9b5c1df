import { useState } from 'react'
import { useRow } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { formText } from '#renderer/text/forms'
import { otherText as text } from '#renderer/text/other'
import { Button } from '#renderer/ui/button'
import { Lead, type View, ViewDialog } from '#renderer/ui/forms/parts'
import { useOtherView } from './other-view.tsx'
import { useRemoveView } from './remove-view.tsx'

/** Adds or changes a token of a service without an adapter. With a token it can also be removed from Keyrack. */
export function OtherServiceDialog({ tokenId, onClose }: DialogProps<'other-service'>) {
  const row = useRow(tokenId ?? '')
  const [shown] = useState(row)
  const [removing, setRemoving] = useState(false)
  const form = useOtherView({ row: row ?? shown, onRemove: () => setRemoving(true), onClose })
  const remove = useRemoveView({ row: row ?? shown, onBack: () => setRemoving(false), onClose })

  const missing = tokenId !== undefined && (row ?? shown) === undefined
  const view = missing ? notListed(onClose) : removing ? remove : form
  return <ViewDialog title={tokenId === undefined ? text.add : text.edit} size="large" view={view} />
}

function notListed(onClose: () => void): View {
  return {
    onClose,
    body: <Lead>{text.notListed}</Lead>,
    footer: (
      <Button variant="primary" autoFocus onPress={onClose}>
        {formText.close}
      </Button>
    ),
  }
}
