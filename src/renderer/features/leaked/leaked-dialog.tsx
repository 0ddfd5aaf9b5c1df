import { useEffect, useRef, useState } from 'react'
import type { ProviderRecord } from '#shared/model/provider'
import { providerOf, useCatalogue } from '#renderer/data/use-mirror'
import type { DialogProps, StoredLeak } from '#renderer/dialogs'
import { formText } from '#renderer/text/forms'
import { leakedText as text } from '#renderer/text/leaked'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { JobFooter, type View, ViewDialog } from '#renderer/ui/forms/parts'
import { useConfirmView } from './confirm-view.tsx'
import { useEnterView } from './enter-view.tsx'
import { resultView } from './result-view.tsx'
import { type Found, type Leak, useLeak } from './use-leak.ts'

/** Ends leaked secrets by their values: pasted ones of anybody's, or one from the vault. */
export function LeakedDialog({ provider, stored, onClose }: DialogProps<'leaked'>) {
  const record = providerOf(useCatalogue(), provider)
  // Nobody gets here without a record: what leads here is part of one.
  if (record === undefined) return null
  return stored ? (
    <StoredDialog record={record} stored={stored} onClose={onClose} />
  ) : (
    <PastedDialog record={record} onClose={onClose} />
  )
}

interface InnerProps {
  readonly record: ProviderRecord
  readonly onClose: () => void
}

function PastedDialog({ record, onClose }: InnerProps) {
  const leak = useLeak()
  const view = useEnterView(record, leak, onClose)
  if (leak.found === null) return <ViewDialog title={text.title(record.name)} view={view} />
  return <FoundDialog record={record} leak={leak} found={leak.found} onBack={leak.reset} onClose={onClose} />
}

/** Begins with what main says of the stored secret, which never comes here. */
function StoredDialog({ record, stored, onClose }: InnerProps & { readonly stored: StoredLeak }) {
  const leak = useLeak()
  const [{ secretId, origin }] = useState(stored)
  const begun = useRef(false)
  const { read, job, found } = leak
  const begin = () => void read({ provider: record.id, origin, secrets: { from: 'stored', secretId } })
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    begin()
  })
  if (found !== null) {
    return <FoundDialog record={record} leak={leak} found={found} onBack={undefined} onClose={onClose} />
  }
  const view: View = {
    onClose,
    busy: job.busy,
    body: job.error && <FailureNotice error={job.error} />,
    footer: <JobFooter job={job} doing={text.reading} submit={formText.retry} onSubmit={begin} onClose={onClose} />,
  }
  return <ViewDialog title={text.title(record.name)} view={view} />
}

interface FoundProps extends InnerProps {
  readonly leak: Leak
  readonly found: Found
  readonly onBack: (() => void) | undefined
}

function FoundDialog({ record, leak, found, onBack, onClose }: FoundProps) {
  const confirm = useConfirmView({ record, leak, found, onBack, onClose })
  const { ended } = leak
  const view = ended === null ? confirm : resultView({ record, leak, found, ended, onClose })
  return <ViewDialog title={text.title(record.name)} role="alertdialog" view={view} />
}
