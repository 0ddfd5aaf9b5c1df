import { useRef, useState } from 'react'
import type { RestorePreview } from '#shared/contract/backup'
import { call } from '#renderer/data/bridge'
import type { DialogProps } from '#renderer/dialogs'
import { backupText as text } from '#renderer/text/backup'
import { JobFooter, Lead, type View, ViewDialog } from '#renderer/ui/forms/parts'
import { Progress } from '#renderer/ui/progress'
import { BackupFailure } from './failure.tsx'
import { KeyEntry, type KeyEntryHandle, meansOf } from './key-entry.tsx'
import { useChosen } from './use-chosen.tsx'
import { usePreviewView } from './preview-view.tsx'
import { useProgressJob } from '#renderer/ui/forms/use-progress-job'

/** Brings a backup in: which file, its key, what would change, and how. */
export function RestoreDialog({ onClose }: DialogProps<'restore-backup'>) {
  const [preview, setPreview] = useState<RestorePreview | null>(null)
  const opening = useOpeningView(setPreview, onClose)
  const deciding = usePreviewView(preview, () => setPreview(null), onClose)
  return <ViewDialog title={deciding?.title ?? text.restoreTitle} size="large" view={deciding?.view ?? opening} />
}

function useOpeningView(onOpened: (preview: RestorePreview) => void, onClose: () => void): View {
  const { chosen, view, facts } = useChosen([text.restoreLead], onClose)
  const job = useProgressJob()
  const entry = useRef<KeyEntryHandle>(null)
  if (chosen === null) return view

  async function submit(fileId: string): Promise<void> {
    const taken = entry.current?.take() ?? null
    if (taken === null) return
    const answer = await job.run((jobId) => call('backup.preview', { fileId, key: taken.key, jobId }))
    if (answer.ok) onOpened(answer.value)
  }

  return {
    onClose,
    busy: job.busy,
    onSubmit: () => void submit(chosen.fileId),
    body: (
      <>
        <Lead>{text.restoreLead}</Lead>
        {facts}
        <KeyEntry key={chosen.fileId} handle={entry} means={meansOf(chosen.slots)} isDisabled={job.busy} autoFocus />
        {job.value !== undefined && <Progress label={text.proving} value={job.value} />}
        {job.error && <BackupFailure error={job.error} />}
      </>
    ),
    footer: <JobFooter job={job} doing={text.proving} submit={text.previewDo} onClose={onClose} />,
  }
}
