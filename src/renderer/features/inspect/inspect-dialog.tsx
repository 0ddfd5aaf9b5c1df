import { useEffect, useRef } from 'react'
import type { DialogProps } from '#renderer/dialogs'
import { formText } from '#renderer/text/forms'
import { inspectText as text, refusedFileTexts } from '#renderer/text/inspect'
import { Button } from '#renderer/ui/button'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import styles from '#renderer/ui/forms/forms.module.css'
import { JobFooter, Lead, type View, ViewDialog } from '#renderer/ui/forms/parts'
import { SecretLines } from '#renderer/ui/forms/secret-lines'
import { useSecretLines } from '#renderer/ui/forms/use-secret-lines'
import { Notice } from '#renderer/ui/notice'
import { InspectionFacts } from './inspection-facts.tsx'
import { type Found, type InspectionOf, useInspection } from './use-inspection.ts'

/** Says what a value is: a pasted one, or one from the vault or from a dropped file, which never comes here. */
export function InspectDialog({ secretId, files, onClose }: DialogProps<'inspect'>) {
  const inspection = useInspection()
  const begun = useRef(false)
  useEffect(() => {
    if (files === undefined || begun.current) return
    begun.current = true
    void inspection.drop(files)
  })
  const { found } = inspection
  if (found !== null) return <ViewDialog title={text.title} size="wide" view={foundView(found, inspection, onClose)} />
  return secretId === undefined ? (
    <EnterDialog inspection={inspection} onClose={onClose} />
  ) : (
    <StoredDialog inspection={inspection} secretId={secretId} onClose={onClose} />
  )
}

interface StageProps {
  readonly inspection: InspectionOf
  readonly onClose: () => void
}

function EnterDialog({ inspection: { job, look, refused }, onClose }: StageProps) {
  const { fields, field, isMissing, submit } = useSecretLines(job, look)
  const view: View = {
    onClose,
    busy: job.busy,
    onSubmit: submit,
    body: (
      <div ref={fields} className={styles['fields']} data-takes-files="inspect">
        <Lead>{text.lead}</Lead>
        {refused !== null && <Notice tone="error">{refusedFileTexts[refused]}</Notice>}
        <SecretLines {...field} label={text.value} help={text.help} error={isMissing ? text.needed : null} />
        {job.error && <FailureNotice error={job.error} />}
      </div>
    ),
    footer: (
      <JobFooter job={job} doing={text.looking} submit={text.look} onClose={onClose} closeLabel={formText.cancel} />
    ),
  }
  return <ViewDialog title={text.title} view={view} />
}

function StoredDialog({ inspection: { job, look }, secretId, onClose }: StageProps & { readonly secretId: string }) {
  const begun = useRef(false)
  const begin = () => void look({ from: 'stored', secretId })
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    begin()
  })
  const view: View = {
    onClose,
    busy: job.busy,
    body: job.error && <FailureNotice error={job.error} />,
    footer: <JobFooter job={job} doing={text.looking} submit={formText.retry} onSubmit={begin} onClose={onClose} />,
  }
  return <ViewDialog title={text.title} view={view} />
}

function foundView(found: Found, { reset }: InspectionOf, onClose: () => void): View {
  return {
    onClose,
    body: (
      <div data-takes-files="inspect">
        <InspectionFacts found={found} onShown={onClose} />
      </div>
    ),
    footer: (
      <>
        <Button variant="quiet" onPress={reset}>
          {text.another}
        </Button>
        <Button variant="primary" onPress={onClose}>
          {formText.close}
        </Button>
      </>
    ),
  }
}
