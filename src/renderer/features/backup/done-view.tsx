import type { ReactNode } from 'react'
import { formText } from '#renderer/text/forms'
import { Button } from '#renderer/ui/button'
import type { View } from '#renderer/ui/forms/parts'
import { Notice } from '#renderer/ui/notice'

/** The last view of a dialog: what was done. */
export function doneView(children: ReactNode, onClose: () => void): View {
  return {
    onClose,
    body: <Notice tone="info">{children}</Notice>,
    footer: (
      <Button variant="primary" autoFocus onPress={onClose}>
        {formText.done}
      </Button>
    ),
  }
}
