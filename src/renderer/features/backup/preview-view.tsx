import { useState } from 'react'
import type { Losses, RestorePreview } from '#shared/contract/backup'
import { call } from '#renderer/data/bridge'
import { useFacts } from '#renderer/data/use-mirror'
import { backupText as text, lossesText } from '#renderer/text/backup'
import { formText } from '#renderer/text/forms'
import { Checkbox, RadioGroup } from '#renderer/ui/choices'
import forms from '#renderer/ui/forms/forms.module.css'
import { JobFooter, Lead, type View } from '#renderer/ui/forms/parts'
import { type Job, useJob } from '#renderer/ui/forms/use-job'
import { Notice } from '#renderer/ui/notice'
import { toast } from '#renderer/ui/toast'
import { doneView } from './done-view.tsx'
import { BackupFailure } from './failure.tsx'
import { PreviewList } from './preview-list.tsx'

/** One view of a dialog, with the title that the dialog has then. */
export interface Titled {
  readonly title: string
  readonly view: View
}

interface Deciding {
  readonly preview: RestorePreview
  readonly job: Job
  readonly restore: (how: 'merge' | 'replace', acceptLosing: Losses | null) => void
}

/** What would change and how it is to be brought in, then, before anything is removed, once more. Null without a preview. */
export function usePreviewView(preview: RestorePreview | null, onBack: () => void, onClose: () => void): Titled | null {
  const job = useJob()
  const [how, setHow] = useState<'merge' | 'replace'>('merge')
  const [asks, setAsks] = useState(false)
  const [accepted, setAccepted] = useState(false)
  const [replaced, setReplaced] = useState<number | null>(null)
  const isKept = useFacts(({ vault }) => vault.kind === 'open' && vault.storage === 'disk')
  if (preview === null) return null
  if (replaced !== null) {
    const done = (
      <>
        <p>{text.restored(replaced)}</p>
        <p className={forms['next']}>{text.replacedNext}</p>
      </>
    )
    return { title: text.restoreTitle, view: doneView(done, onClose) }
  }

  async function send(planId: string, way: 'merge' | 'replace', acceptLosing: Losses | null): Promise<void> {
    const answer = await job.run(() => call('backup.restore', { planId, how: way, acceptLosing }))
    if (!answer.ok) {
      // What the person agreed to counts no more: the backup is opened and compared again.
      if (answer.error.kind === 'confirmation-needed') setAccepted(false)
      return
    }
    if (answer.value.kept) {
      setReplaced(answer.value.changes)
      return
    }
    toast({ text: text.restored(answer.value.changes), tone: 'good' })
    onClose()
  }

  const deciding: Deciding = {
    preview,
    job,
    restore: (way, acceptLosing) => void send(preview.planId, way, acceptLosing),
  }
  if (asks) {
    const back = () => {
      setAsks(false)
      setAccepted(false)
      if (job.error?.kind === 'confirmation-needed') onBack()
      job.clear()
    }
    return { title: text.replaceTitle, view: confirmView(deciding, { accepted, isKept }, setAccepted, back) }
  }
  return { title: text.restoreTitle, view: chooseView(deciding, how, setHow, () => setAsks(true), onClose) }
}

function chooseView(
  { preview, job, restore }: Deciding,
  how: 'merge' | 'replace',
  onChange: (how: 'merge' | 'replace') => void,
  onAsk: () => void,
  onClose: () => void,
): View {
  const { merge, losses, underWay, backup } = preview
  const losing = lossesText(losses)
  const isReplace = how === 'replace'
  const asksFirst = isReplace && losing !== ''
  return {
    onClose,
    busy: job.busy,
    onSubmit: () => (asksFirst ? onAsk() : restore(how, null)),
    body: (
      <>
        <PreviewList preview={preview} />
        {backup.unknown > 0 && <Notice tone="warn">{text.unknown(backup.unknown)}</Notice>}
        <RadioGroup
          label={text.how}
          options={[
            { id: 'merge', label: text.merge, help: text.mergeHelp },
            { id: 'replace', label: text.replace, help: text.replaceHelp, isDisabled: underWay > 0 },
          ]}
          value={how}
          onChange={onChange}
          isDisabled={job.busy}
        />
        {underWay > 0 && <Notice tone="info">{text.underWay(underWay)}</Notice>}
        {!isReplace && merge.changes === 0 && <Lead>{text.nothingToMerge}</Lead>}
        {!isReplace && merge.secondSecrets > 0 && <Lead>{text.secondSecrets(merge.secondSecrets)}</Lead>}
        {!isReplace && merge.leftOperations > 0 && <Lead>{text.leftOperations(merge.leftOperations)}</Lead>}
        {!isReplace && merge.leftNotes > 0 && <Lead>{text.leftNotes(merge.leftNotes)}</Lead>}
        {isReplace && <Lead>{losing === '' ? text.replaceNothing : text.replaceLoses(losing)}</Lead>}
        {job.error && <BackupFailure error={job.error} />}
      </>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={text.restoring}
        submit={asksFirst ? text.continueReplace : isReplace ? text.replaceDo : text.restoreDo}
        isDisabled={!isReplace && merge.changes === 0}
        onClose={onClose}
      />
    ),
  }
}

function confirmView(
  { preview, job, restore }: Deciding,
  { accepted, isKept }: { readonly accepted: boolean; readonly isKept: boolean },
  onAccept: (accepted: boolean) => void,
  onBack: () => void,
): View {
  const losing = lossesText(preview.losses)
  return {
    onClose: onBack,
    busy: job.busy,
    onSubmit: () => {
      if (accepted) restore('replace', preview.losses)
    },
    body: (
      <>
        <Notice tone="warn">{text.replaceLoses(losing)}</Notice>
        <Checkbox isSelected={accepted} onChange={onAccept} isDisabled={job.busy} autoFocus>
          {text.replaceAccept(losing)}
        </Checkbox>
        <Lead>{isKept ? text.replaceStays : text.replaceStaysNot}</Lead>
        {job.error && <BackupFailure error={job.error} />}
      </>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={text.restoring}
        submit={text.replaceDo}
        variant="danger"
        isDisabled={!accepted}
        closeLabel={formText.back}
        onClose={onBack}
      />
    ),
  }
}
