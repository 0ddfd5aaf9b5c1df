import { useState } from 'react'
import type { TokenRow } from '#shared/model/token'
import { call } from '#renderer/data/bridge'
import { providerOf, useAccount, useCatalogue, useMirror } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { accountText as text } from '#renderer/text/accounts'
import { calledBy } from '#shared/text/words'
import { Checkbox } from '#renderer/ui/choices'
import { Dialog } from '#renderer/ui/dialog'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { JobFooter, Lead } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { Notice } from '#renderer/ui/notice'
import { toast } from '#renderer/ui/toast'

function heldNames(rows: Iterable<TokenRow>, accountId: string): string[] {
  const names: string[] = []
  for (const row of rows) if (row.token.accountId === accountId && row.held) names.push(calledBy(row.token))
  return names.sort((a, b) => a.localeCompare(b))
}

/** Removes an account from Keyrack. Says what is lost, by count and by name, and what stays. */
export function RemoveAccountDialog({ accountId, onClose }: DialogProps<'remove-account'>) {
  const account = useAccount(accountId)
  const record = providerOf(useCatalogue(), account?.provider ?? '')
  const mirror = useMirror()
  const job = useJob()
  const [accepted, setAccepted] = useState(false)
  // As it was when the dialog opened, like the sentence that the person reads.
  const [names] = useState(() => heldNames(mirror.store.getState().rows.values(), accountId))
  const [shown] = useState(account)
  const name = shown?.name ?? accountId
  // What main counts now: when it grows meanwhile, the tick below is for another number and is asked again.
  const lost = account?.heldSecrets ?? shown?.heldSecrets ?? 0
  const [acceptedFor, setAcceptedFor] = useState(lost)
  const agreed = lost === 0 || (accepted && acceptedFor === lost)

  async function submit(): Promise<void> {
    if (!agreed) return
    const answer = await job.run(() => call('account.remove', { accountId, acceptLosing: lost }))
    if (!answer.ok) return
    toast({ text: text.removed(name) })
    onClose()
  }

  return (
    <Dialog
      title={text.remove}
      role="alertdialog"
      busy={job.busy}
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={
        <JobFooter
          job={job}
          doing={text.removing}
          submit={text.removeDo}
          variant="danger"
          isDisabled={!agreed}
          onClose={onClose}
        />
      }
    >
      <Lead>{text.removeLead(name)}</Lead>
      {lost > 0 ? (
        <>
          <Notice tone="warn">{text.removeLost(lost, names)}</Notice>
          <Checkbox
            isSelected={agreed}
            onChange={(selected) => {
              setAccepted(selected)
              setAcceptedFor(lost)
            }}
            isDisabled={job.busy}
          >
            {text.removeAccept(lost)}
          </Checkbox>
        </>
      ) : (
        <Lead>{text.removeNothing}</Lead>
      )}
      <Lead>{text.removeStays(record?.name ?? name)}</Lead>
      {job.error && <FailureNotice error={job.error} />}
    </Dialog>
  )
}
