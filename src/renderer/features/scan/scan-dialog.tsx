import { useEffect, useState } from 'react'
import type { ScanChoices, Scanned } from '#shared/contract/scan'
import type { AppError } from '#shared/model/error'
import { call } from '#renderer/data/bridge'
import type { DialogProps } from '#renderer/dialogs'
import { scanText as text } from '#renderer/text/scan'
import { ViewDialog } from '#renderer/ui/forms/parts'
import { useChoicesView } from './use-choices-view.tsx'
import { useFoundView } from './use-found-view.tsx'

/** Looks for the secrets of tokens in files, and notes those as places that the person picks. */
export function ScanDialog({ onClose }: DialogProps<'scan'>) {
  const [choices, setChoices] = useState<ScanChoices | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const [scanned, setScanned] = useState<Scanned | null>(null)
  const scanId = scanned?.scanId

  useEffect(() => {
    void call('scan.choices', {}).then((answer) => (answer.ok ? setChoices(answer.value) : setError(answer.error)))
  }, [])
  // Nobody looks at it any more.
  useEffect(() => {
    if (scanId !== undefined) return () => void call('scan.drop', { scanId })
    return undefined
  }, [scanId])

  const choosing = useChoicesView({ choices, onChange: setChoices, error, onFound: setScanned, onClose })
  const found = useFoundView({ scanned, onChange: setScanned, onAgain: () => setScanned(null), onClose })
  return <ViewDialog size="wide" title={text.title} view={scanned === null ? choosing : found} />
}
