import { useState } from 'react'
import { useCatalogue } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { accountText as text } from '#renderer/text/accounts'
import { ViewDialog } from '#renderer/ui/forms/parts'
import type { Checked } from './checked.ts'
import { useConfirmView } from './confirm-view.tsx'
import { useEnterView } from './enter-view.tsx'

/** Adds an account: a token is checked with its provider first, then the person sees whose it is and names the account. */
export function AddAccountDialog({ onClose }: DialogProps<'add-account'>) {
  const catalogue = useCatalogue()
  // "Other service" and the like have no instance to sign in to.
  const [providers] = useState(() =>
    catalogue.filter(({ instances, custom }) => instances.length > 0 || custom !== null),
  )
  const [checked, setChecked] = useState<Checked | null>(null)
  const enter = useEnterView({ providers, onChecked: setChecked, onClose })
  const confirm = useConfirmView({
    checked,
    provider: enter.provider,
    onBack: () => setChecked(null),
    onClose,
  })
  return <ViewDialog title={text.add} view={confirm ?? enter.view} />
}
