import { useRef, useState } from 'react'
import type { Output } from '#shared/contract'
import { call } from '#renderer/data/bridge'
import { useFacts } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { backupText as text, countedText } from '#renderer/text/backup'
import forms from '#renderer/ui/forms/forms.module.css'
import { JobFooter, Lead, type View, ViewDialog } from '#renderer/ui/forms/parts'
import { Progress } from '#renderer/ui/progress'
import { BackupFailure } from './failure.tsx'
import { doneView } from './done-view.tsx'
import { KeyEntry, type KeyEntryHandle, meansOf } from './key-entry.tsx'
import { useProgressJob } from '#renderer/ui/forms/use-progress-job'

/** Makes a backup: the key first, then main asks where to save it. */
export function MakeBackupDialog({ onClose }: DialogProps<'make-backup'>) {
  return <ViewDialog title={text.makeTitle} view={useMakeView(onClose)} />
}

function useMakeView(onClose: () => void): View {
  const vault = useFacts((facts) => facts.vault)
  const means = meansOf(vault.kind === 'open' ? vault.slots : [])
  const isNew = !means.includes('passphrase')
  const job = useProgressJob()
  const entry = useRef<KeyEntryHandle>(null)
  const [made, setMade] = useState<Output<'backup.make'>['made']>(null)
  if (made !== null) {
    return doneView(
      <>
        <p>{text.made(made.name, countedText(made))}</p>
        <p className={forms['next']}>{text.madeNext}</p>
      </>,
      onClose,
    )
  }

  async function submit(): Promise<void> {
    const taken = entry.current?.take() ?? null
    if (taken === null) return
    const answer = await job.run((jobId) => call('backup.make', { key: taken.key, jobId }))
    if (!answer.ok && /^wrong-/.test(answer.error.kind)) return
    if (answer.ok && answer.value.made !== null) setMade(answer.value.made)
    else taken.giveBack()
  }

  return {
    onClose,
    busy: job.busy,
    onSubmit: () => void submit(),
    body: (
      <>
        <Lead>{text.makeLead}</Lead>
        <Lead>{isNew ? text.makeNewKey : text.makeKey}</Lead>
        <KeyEntry
          handle={entry}
          means={isNew ? [...means, 'passphrase'] : means}
          isNew={isNew}
          isDisabled={job.busy}
          autoFocus
        />
        {job.value !== undefined && <Progress label={text.makingLong} value={job.value} />}
        {job.error && <BackupFailure error={job.error} />}
      </>
    ),
    footer: <JobFooter job={job} doing={text.making} submit={text.makeDo} onClose={onClose} />,
  }
}
