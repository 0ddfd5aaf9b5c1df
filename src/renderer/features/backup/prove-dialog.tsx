import { useRef, useState } from 'react'
import type { CountedBackup } from '#shared/contract/backup'
import { call } from '#renderer/data/bridge'
import type { DialogProps } from '#renderer/dialogs'
import { backupText as text, countedText } from '#renderer/text/backup'
import { JobFooter, Lead, type View, ViewDialog } from '#renderer/ui/forms/parts'
import { Progress } from '#renderer/ui/progress'
import { BackupFailure } from './failure.tsx'
import { doneView } from './done-view.tsx'
import { KeyEntry, type KeyEntryHandle, meansOf } from './key-entry.tsx'
import { useChosen } from './use-chosen.tsx'
import { useProgressJob } from '#renderer/ui/forms/use-progress-job'

/** The restore drill: opens every record of a backup and counts them. */
export function ProveBackupDialog({ onClose }: DialogProps<'prove-backup'>) {
  return <ViewDialog title={text.proveTitle} view={useProveView(onClose)} />
}

function useProveView(onClose: () => void): View {
  const { chosen, view, facts } = useChosen([text.proveLead], onClose)
  const job = useProgressJob()
  const entry = useRef<KeyEntryHandle>(null)
  const [proven, setProven] = useState<CountedBackup | null>(null)
  if (proven !== null) {
    return doneView(
      <>
        <p>{text.proven(countedText(proven))}</p>
        {proven.unknown > 0 && <p>{text.unknown(proven.unknown)}</p>}
      </>,
      onClose,
    )
  }
  if (chosen === null) return view

  async function submit(fileId: string): Promise<void> {
    const taken = entry.current?.take() ?? null
    if (taken === null) return
    const answer = await job.run((jobId) => call('backup.prove', { fileId, key: taken.key, jobId }))
    if (answer.ok) setProven(answer.value)
  }

  return {
    onClose,
    busy: job.busy,
    onSubmit: () => void submit(chosen.fileId),
    body: (
      <>
        <Lead>{text.proveLead}</Lead>
        {facts}
        <KeyEntry key={chosen.fileId} handle={entry} means={meansOf(chosen.slots)} isDisabled={job.busy} autoFocus />
        {job.value !== undefined && <Progress label={text.proving} value={job.value} />}
        {job.error && <BackupFailure error={job.error} />}
      </>
    ),
    footer: <JobFooter job={job} doing={text.proving} submit={text.proveDo} onClose={onClose} />,
  }
}
