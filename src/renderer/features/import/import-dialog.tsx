import { useEffect, useRef, useState } from 'react'
import type { DialogProps } from '#renderer/dialogs'
import { importText as text, refusalText } from '#renderer/text/import'
import { formText } from '#renderer/text/forms'
import { Button } from '#renderer/ui/button'
import { type View, ViewDialog } from '#renderer/ui/forms/parts'
import { Notice } from '#renderer/ui/notice'
import { useCleanView } from './clean-view.tsx'
import { useEnterView } from './enter-view.tsx'
import { useKeyView } from './key-view.tsx'
import { usePickView } from './pick-view.tsx'
import { resultView } from './result-view.tsx'
import { type Import, type Read, useImport } from './use-import.ts'
import { useWishes } from './use-wishes.ts'

/** Takes secrets in: from a file, from what is pasted, or from a file that was dropped onto the window. */
export function ImportDialog({ file, found, onClose }: DialogProps<'import'>) {
  const taking = useImport(found)
  const begun = useRef(false)
  useEffect(() => {
    if (file === undefined || begun.current) return
    begun.current = true
    void taking.drop(file)
  })
  const { answer } = taking
  const entering = useEnterView(taking, onClose)
  const unlocking = useKeyView(taking, onClose)
  if (answer?.state === 'read') return <Found key={answer.importId} taking={taking} read={answer} onClose={onClose} />
  const view =
    answer === null ? entering : answer.state === 'refused' ? refusedView(taking, answer, onClose) : unlocking
  return <ViewDialog title={text.title} size="large" view={view} />
}

function refusedView(
  taking: Import,
  { why, limit, line }: Extract<Import['answer'], { state: 'refused' }>,
  onClose: () => void,
): View {
  return {
    onClose,
    body: (
      <Notice tone="error">
        <p>{text.refusedTitle}</p>
        <p>{refusalText(why, limit, line)}</p>
      </Notice>
    ),
    footer: (
      <>
        <Button onPress={taking.reset}>{text.other}</Button>
        <Button variant="primary" autoFocus onPress={onClose}>
          {formText.close}
        </Button>
      </>
    ),
  }
}

interface FoundProps {
  readonly taking: Import
  readonly read: Read
  readonly onClose: () => void
}

/** What was found: the person decides, sees how it ended, and may have the file cleaned. */
function Found({ taking, read, onClose }: FoundProps) {
  const [step, setStep] = useState<'pick' | 'results' | 'clean'>('pick')
  const wishes = useWishes(read)
  const leave = {
    onBack: () => setStep('pick'),
    onClean: () => setStep('clean'),
    onClose,
  }
  const picking = usePickView({ taking, read, wishes, onStored: () => setStep('results'), ...leave })
  const cleaning = useCleanView({ read, isOpen: step === 'clean', onClose })
  const view = step === 'pick' ? picking : step === 'clean' ? cleaning : resultView({ taking, read, ...leave })
  return <ViewDialog title={step === 'clean' ? text.cleanTitle : text.title} size="large" view={view} />
}
