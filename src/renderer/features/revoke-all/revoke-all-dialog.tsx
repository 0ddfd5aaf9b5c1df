import { useState } from 'react'
import { providerOf, useAccount, useCatalogue } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { formText } from '#renderer/text/forms'
import { revokeAllText as text } from '#renderer/text/revoke-all'
import { supportReason } from '#shared/text/words'
import { Button } from '#renderer/ui/button'
import { Lead, ViewDialog } from '#renderer/ui/forms/parts'
import { CallRevokeAll } from './call-revoke-all.tsx'
import { GuidedRevokeAll } from './guided-revoke-all.tsx'

/** Ends every token of the person that an account signs in as, Keyrack's own access too. */
export function RevokeAllDialog({ accountId, onClose }: DialogProps<'revoke-all'>) {
  const now = useAccount(accountId)
  // The account may change its name or go while the dialog is open: it goes on with what it showed.
  const [account] = useState(now)
  const record = providerOf(useCatalogue(), account?.provider ?? '')
  if (account && record?.revokeAll.how === 'native') {
    return <CallRevokeAll account={account} record={record} onClose={onClose} />
  }
  if (account && record?.revokeAll.how === 'guided') {
    return <GuidedRevokeAll account={account} record={record} support={record.revokeAll} onClose={onClose} />
  }
  const view = {
    onClose,
    body: <Lead>{account && record ? `${text.notHere} ${supportReason(record.revokeAll)}` : text.noAccount}</Lead>,
    footer: (
      <Button variant="primary" autoFocus onPress={onClose}>
        {formText.close}
      </Button>
    ),
  }
  return <ViewDialog title={text.title} view={view} />
}
