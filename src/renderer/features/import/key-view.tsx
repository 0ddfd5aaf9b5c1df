import { useRef, useState } from 'react'
import { importText as text } from '#renderer/text/import'
import { Button } from '#renderer/ui/button'
import { JobFooter, Lead, type View } from '#renderer/ui/forms/parts'
import { SecretLine } from '#renderer/ui/forms/secret-line'
import { Notice } from '#renderer/ui/notice'
import { ImportFailure } from './import-failure.tsx'
import type { Import } from './use-import.ts'

/** The password of a file that has one. It is in its input and nowhere else. */
export function useKeyView(taking: Import, onClose: () => void): View {
  const { job, answer } = taking
  const input = useRef<HTMLInputElement>(null)
  const [missing, setMissing] = useState(false)
  const file = answer?.state === 'key-needed' ? answer : null

  function submit(): void {
    const field = input.current
    const key = field?.value ?? ''
    setMissing(key === '')
    if (field === null || key === '' || file === null) {
      field?.focus()
      return
    }
    field.value = ''
    void taking.unlock(file.importId, key)
  }

  return {
    onClose,
    busy: job.busy,
    onSubmit: submit,
    body: file && (
      <>
        <Lead>{text.keyLead}</Lead>
        <SecretLine
          key={file.importId}
          ref={input}
          label={text.key(file.name)}
          help={text.keyHelp}
          error={missing ? text.keyNeeded : null}
          onEdit={() => setMissing(false)}
          isDisabled={job.busy}
          autoFocus
        />
        {file.isWrong && !job.busy && <Notice tone="error">{text.keyWrong}</Notice>}
        <ImportFailure error={job.error} />
      </>
    ),
    footer: (
      <JobFooter
        job={job}
        doing={text.opening}
        submit={text.open}
        onClose={onClose}
        extra={
          <Button variant="quiet" onPress={taking.reset}>
            {text.other}
          </Button>
        }
      />
    ),
  }
}
