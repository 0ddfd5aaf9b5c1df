import { useRef, useState } from 'react'
import type { Output, Result } from '#shared/contract'
import { call } from '#renderer/data/bridge'
import { useFacts } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { backupText as text } from '#renderer/text/backup'
import { Checkbox, RadioGroup } from '#renderer/ui/choices'
import { JobFooter, Lead, type View, ViewDialog } from '#renderer/ui/forms/parts'
import { useJob } from '#renderer/ui/forms/use-job'
import { Notice } from '#renderer/ui/notice'
import { BackupFailure } from './failure.tsx'
import { doneView } from './done-view.tsx'
import { KeyEntry, type KeyEntryHandle, meansOf } from './key-entry.tsx'

type Written = Output<'export.list'>['written']

/** Writes the list to a file: without secrets, or with them after the key of the vault was typed. */
export function ExportDialog({ onClose }: DialogProps<'export-list'>) {
  return <ViewDialog title={text.exportTitle} view={useExportView(onClose)} />
}

function useExportView(onClose: () => void): View {
  const vault = useFacts((facts) => facts.vault)
  const means = meansOf(vault.kind === 'open' ? vault.slots : [])
  const job = useJob()
  const entry = useRef<KeyEntryHandle>(null)
  const [format, setFormat] = useState<'csv' | 'json'>('csv')
  const [secrets, setSecrets] = useState(false)
  const [written, setWritten] = useState<Written>(null)
  if (written !== null) return doneView(<p>{text.exported(written.name, written.tokens)}</p>, onClose)

  function take(answer: Result<{ written: Written }>): boolean {
    if (answer.ok) setWritten(answer.value.written)
    return answer.ok && answer.value.written !== null
  }

  async function submit(): Promise<void> {
    if (!secrets) {
      take(await job.run(() => call('export.list', { format })))
      return
    }
    const taken = entry.current?.take() ?? null
    if (taken === null) return
    const answer = await job.run((jobId) => call('export.secrets', { format, key: taken.key, jobId }))
    if (!take(answer) && (answer.ok || !/^wrong-/.test(answer.error.kind))) taken.giveBack()
  }

  return {
    onClose,
    busy: job.busy,
    onSubmit: () => void submit(),
    body: (
      <>
        <Lead>{text.exportLead}</Lead>
        <RadioGroup
          label={text.format}
          options={[
            { id: 'csv', label: text.csv, help: text.csvHelp },
            { id: 'json', label: text.json, help: text.jsonHelp },
          ]}
          value={format}
          onChange={setFormat}
          isDisabled={job.busy}
        />
        <Checkbox isSelected={secrets} onChange={setSecrets} isDisabled={job.busy} help={text.withSecretsHelp}>
          {text.withSecrets}
        </Checkbox>
        {secrets && means.length === 0 && <Notice tone="info">{text.secretsNoKey}</Notice>}
        {secrets && means.length > 0 && (
          <>
            <Notice tone="warn">{text.secretsWarning}</Notice>
            <KeyEntry handle={entry} means={means} isDisabled={job.busy} />
          </>
        )}
        {job.error && <BackupFailure error={job.error} />}
      </>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={text.exporting}
        submit={text.exportDo}
        variant={secrets ? 'danger' : 'primary'}
        isDisabled={secrets && means.length === 0}
        onClose={onClose}
      />
    ),
  }
}
