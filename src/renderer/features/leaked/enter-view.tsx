import { useRef, useState } from 'react'
import { mostLeaked } from '#shared/rules/leaked'
import { formText } from '#renderer/text/forms'
import { leakedText as text } from '#renderer/text/leaked'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import styles from '#renderer/ui/forms/forms.module.css'
import { JobFooter, Lead, type View } from '#renderer/ui/forms/parts'
import type { SecretEntryHandle } from '#renderer/ui/forms/secret-entry'
import { SecretLines } from '#renderer/ui/forms/secret-lines'
import { useFirstProblem } from '#renderer/ui/forms/use-first-problem'
import type { Leak } from './use-leak.ts'

/** First view: the secrets that leaked. They go to main, which looks at them and sends nothing. */
export function useEnterView(leak: Leak, onClose: () => void): View {
  const { job } = leak
  const [fields, showProblem] = useFirstProblem()
  const entry = useRef<SecretEntryHandle>(null)
  const [missing, setMissing] = useState(false)
  const [lines, setLines] = useState(0)
  const tooMany = job.error?.kind === 'invalid-input' && job.error.limit !== undefined

  async function submit(): Promise<void> {
    const taken = entry.current?.take() ?? null
    setMissing(taken === null)
    if (taken === null) {
      showProblem()
      return
    }
    if (!(await leak.read(taken.secret))) taken.giveBack()
  }

  return {
    onClose,
    busy: job.busy,
    onSubmit: () => void submit(),
    body: (
      <div ref={fields} className={styles['fields']}>
        <Lead>{text.lead}</Lead>
        <SecretLines
          handle={entry}
          label={text.secrets}
          help={`${lines > 1 ? `${text.lines(lines)} ` : ''}${text.secretsHelp}`}
          error={missing ? text.needed : tooMany ? text.tooMany(mostLeaked) : null}
          onEdit={(number) => {
            setLines(number)
            setMissing(false)
            job.clear()
          }}
          isDisabled={job.busy}
        />
        {job.error && !tooMany && <FailureNotice error={job.error} />}
      </div>
    ),
    footer: (
      <JobFooter job={job} doing={text.reading} submit={text.read} onClose={onClose} closeLabel={formText.cancel} />
    ),
  }
}
