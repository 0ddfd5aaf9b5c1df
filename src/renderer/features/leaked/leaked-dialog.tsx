import { useEffect, useRef } from 'react'
import type { DialogProps } from '#renderer/dialogs'
import { formText } from '#renderer/text/forms'
import { leakedText as text } from '#renderer/text/leaked'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { JobFooter, type View, ViewDialog } from '#renderer/ui/forms/parts'
import { useConfirmView } from './confirm-view.tsx'
import { useEnterView } from './enter-view.tsx'
import { resultView } from './result-view.tsx'
import { type Found, type Leak, useLeak } from './use-leak.ts'

/** Ends leaked secrets: pasted ones of anybody's, or one from the vault. */
export function LeakedDialog({ secretId, onClose }: DialogProps<'leaked'>) {
  return secretId === undefined ? (
    <PastedDialog onClose={onClose} />
  ) : (
    <StoredDialog secretId={secretId} onClose={onClose} />
  )
}

function PastedDialog({ onClose }: { readonly onClose: () => void }) {
  const leak = useLeak()
  const view = useEnterView(leak, onClose)
  if (leak.found === null) return <ViewDialog title={text.title} view={view} />
  return <FoundDialog leak={leak} found={leak.found} onBack={leak.reset} onClose={onClose} />
}

/** Begins with what main says of the stored secret, which never comes here. */
function StoredDialog({ secretId, onClose }: { readonly secretId: string; readonly onClose: () => void }) {
  const leak = useLeak()
  const begun = useRef(false)
  const { read, job, found } = leak
  const begin = () => void read({ from: 'stored', secretId })
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    begin()
  })
  if (found !== null) return <FoundDialog leak={leak} found={found} onBack={undefined} onClose={onClose} />
  const view: View = {
    onClose,
    busy: job.busy,
    body: job.error && <FailureNotice error={job.error} />,
    footer: <JobFooter job={job} doing={text.reading} submit={formText.retry} onSubmit={begin} onClose={onClose} />,
  }
  return <ViewDialog title={text.title} view={view} />
}

interface FoundProps {
  readonly leak: Leak
  readonly found: Found
  readonly onBack: (() => void) | undefined
  readonly onClose: () => void
}

function FoundDialog({ leak, found, onBack, onClose }: FoundProps) {
  const confirm = useConfirmView({ leak, found, onBack, onClose })
  const { ended } = leak
  const view = ended === null ? confirm : resultView({ leak, found, ended, onClose })
  return <ViewDialog title={text.title} role="alertdialog" view={view} />
}
