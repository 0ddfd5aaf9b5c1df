import { useState } from 'react'
import type { RestorePreview } from '#shared/contract/backup'
import { call } from '#renderer/data/bridge'
import type { DialogProps } from '#renderer/dialogs'
import { backupText as text } from '#renderer/text/backup'
import { momentText } from '#shared/text/dates'
import { formText } from '#renderer/text/forms'
import { Button } from '#renderer/ui/button'
import { JobFooter, Lead, ViewDialog } from '#renderer/ui/forms/parts'
import { Notice } from '#renderer/ui/notice'
import { Progress } from '#renderer/ui/progress'
import { toast } from '#renderer/ui/toast'
import { BackupFailure } from './failure.tsx'
import { type Titled, usePreviewView } from './preview-view.tsx'
import { useDropAtEnd } from './use-drop-at-end.ts'
import { useProgressJob } from '#renderer/ui/forms/use-progress-job'

/** The state of the vault before a backup replaced it: go back to it, or let it go. */
export function KeptStateDialog({ id, at, onClose }: DialogProps<'kept-state'>) {
  const [preview, setPreview] = useState<RestorePreview | null>(null)
  const opening = useOpeningView({ id, at }, setPreview, onClose)
  const deciding = usePreviewView(preview, () => setPreview(null), onClose)
  const { title, view } = deciding ?? opening
  return <ViewDialog title={title} size="large" view={view} />
}

function useOpeningView(
  { id, at }: { readonly id: string; readonly at: number },
  onOpened: (preview: RestorePreview) => void,
  onClose: () => void,
): Titled {
  useDropAtEnd()
  const job = useProgressJob()
  const [asks, setAsks] = useState(false)
  const failure = job.error && <BackupFailure error={job.error} />

  async function compare(): Promise<void> {
    const answer = await job.run((jobId) => call('backup.previewKept', { id, jobId }))
    if (answer.ok) onOpened(answer.value)
  }

  async function letGo(): Promise<void> {
    const answer = await job.run(() => call('backup.letGo', { id }))
    if (!answer.ok) return
    toast({ text: text.gone, tone: 'good' })
    onClose()
  }

  const ask = (next: boolean) => () => {
    job.clear()
    setAsks(next)
  }
  if (asks) {
    return {
      title: text.letGoTitle,
      view: {
        onClose: ask(false),
        busy: job.busy,
        onSubmit: () => void letGo(),
        body: (
          <>
            <Notice tone="warn">{text.letGoAsk}</Notice>
            {failure}
          </>
        ),
        footer: (
          <JobFooter
            job={job}
            doing={text.lettingGo}
            submit={text.letGoDo}
            variant="danger"
            closeLabel={formText.back}
            onClose={ask(false)}
          />
        ),
      },
    }
  }
  return {
    title: text.keptTitle,
    view: {
      onClose,
      busy: job.busy,
      onSubmit: () => void compare(),
      body: (
        <>
          <Lead>{text.keptLead(momentText(at))}</Lead>
          <Lead>{text.keptUntil}</Lead>
          {job.value !== undefined && <Progress label={text.proving} value={job.value} />}
          {failure}
        </>
      ),
      footer: (
        <JobFooter
          job={job}
          doing={text.proving}
          submit={text.previewDo}
          onClose={onClose}
          extra={<Button onPress={ask(true)}>{text.letGo}</Button>}
        />
      ),
    },
  }
}
