import { useRef, useState } from 'react'
import { importText as text } from '#renderer/text/import'
import { Button } from '#renderer/ui/button'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import styles from '#renderer/ui/forms/forms.module.css'
import { JobFooter, Lead, type View } from '#renderer/ui/forms/parts'
import type { SecretEntryHandle } from '#renderer/ui/forms/secret-entry'
import { SecretLines } from '#renderer/ui/forms/secret-lines'
import { useFirstProblem } from '#renderer/ui/forms/use-first-problem'
import type { Import } from './use-import.ts'

/** First view: a file, or pasted text. Both go to main, which looks at them and sends nothing. */
export function useEnterView(taking: Import, onClose: () => void): View {
  const { job } = taking
  const [fields, showProblem] = useFirstProblem()
  const entry = useRef<SecretEntryHandle>(null)
  const [missing, setMissing] = useState(false)
  const [lines, setLines] = useState(0)

  async function submit(): Promise<void> {
    const taken = entry.current?.take() ?? null
    setMissing(taken === null)
    if (taken === null) {
      showProblem()
      return
    }
    if (!(await taking.paste(taken.secret))) taken.giveBack()
  }

  return {
    onClose,
    busy: job.busy,
    onSubmit: () => void submit(),
    body: (
      <div ref={fields} className={styles['fields']} data-takes-files>
        <Lead>{text.lead}</Lead>
        <div>
          <Button isDisabled={job.busy} onPress={() => void taking.choose()}>
            {text.choose}
          </Button>
        </div>
        <Lead>{text.dropToo}</Lead>
        <SecretLines
          handle={entry}
          label={text.paste}
          help={`${lines > 1 ? `${text.pasteLines(lines)} ` : ''}${text.pasteHelp}`}
          error={missing ? text.pasteNeeded : null}
          onEdit={(number) => {
            setLines(number)
            setMissing(false)
            job.clear()
          }}
          isDisabled={job.busy}
        />
        {job.error && <FailureNotice error={job.error} />}
      </div>
    ),
    footer: <JobFooter job={job} doing={text.looking} submit={text.look} onClose={onClose} />,
  }
}
