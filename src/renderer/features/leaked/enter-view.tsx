import { mostLeaked } from '#shared/rules/leaked'
import { formText } from '#renderer/text/forms'
import { leakedText as text } from '#renderer/text/leaked'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import styles from '#renderer/ui/forms/forms.module.css'
import { JobFooter, Lead, type View } from '#renderer/ui/forms/parts'
import { SecretLines } from '#renderer/ui/forms/secret-lines'
import { useSecretLines } from '#renderer/ui/forms/use-secret-lines'
import type { Leak } from './use-leak.ts'

/** First view: the secrets that leaked. They go to main, which looks at them and sends nothing. */
export function useEnterView(leak: Leak, onClose: () => void): View {
  const { job } = leak
  const { fields, field, lines, isMissing, submit } = useSecretLines(job, leak.read)
  const tooMany = job.error?.kind === 'invalid-input' && job.error.limit !== undefined

  return {
    onClose,
    busy: job.busy,
    onSubmit: submit,
    body: (
      <div ref={fields} className={styles['fields']}>
        <Lead>{text.lead}</Lead>
        <SecretLines
          {...field}
          label={text.secrets}
          help={`${lines > 1 ? `${text.lines(lines)} ` : ''}${text.secretsHelp}`}
          error={isMissing ? text.needed : tooMany ? text.tooMany(mostLeaked) : null}
        />
        {job.error && !tooMany && <FailureNotice error={job.error} />}
      </div>
    ),
    footer: (
      <JobFooter job={job} doing={text.reading} submit={text.read} onClose={onClose} closeLabel={formText.cancel} />
    ),
  }
}
