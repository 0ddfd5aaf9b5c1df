import { useState } from 'react'
import { call } from '#renderer/data/bridge'
import { useAccount } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { accountText as text } from '#renderer/text/accounts'
import { Dialog } from '#renderer/ui/dialog'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { JobFooter } from '#renderer/ui/forms/parts'
import { useFirstProblem } from '#renderer/ui/forms/use-first-problem'
import { useJob } from '#renderer/ui/forms/use-job'
import { TextField } from '#renderer/ui/text-field'

/** Gives an account another name. Nothing changes at the provider. */
export function RenameAccountDialog({ accountId, onClose }: DialogProps<'rename-account'>) {
  const account = useAccount(accountId)
  const job = useJob()
  const [fields, showProblem] = useFirstProblem()
  const [name, setName] = useState(account?.name ?? '')
  const [missing, setMissing] = useState(false)

  async function submit(): Promise<void> {
    const tidied = name.trim()
    setMissing(tidied === '')
    if (tidied === '') {
      showProblem()
      return
    }
    const answer = await job.run(() => call('account.rename', { accountId, name: tidied }))
    if (answer.ok) onClose()
  }

  return (
    <Dialog
      title={text.rename}
      size="small"
      busy={job.busy}
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={<JobFooter job={job} doing={text.renaming} submit={text.renameDo} onClose={onClose} />}
    >
      <div ref={fields}>
        <TextField
          label={text.name}
          value={name}
          onChange={setName}
          maxLength={100}
          help={text.nameHelp}
          error={missing && name.trim() === '' ? text.nameNeeded : null}
          isDisabled={job.busy}
          autoFocus
        />
      </div>
      {job.error && <FailureNotice error={job.error} />}
    </Dialog>
  )
}
