import { importText as text } from '#renderer/text/import'
import { Button } from '#renderer/ui/button'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import styles from '#renderer/ui/forms/forms.module.css'
import { JobFooter, Lead, type View } from '#renderer/ui/forms/parts'
import { SecretLines } from '#renderer/ui/forms/secret-lines'
import { useSecretLines } from '#renderer/ui/forms/use-secret-lines'
import type { Import } from './use-import.ts'

/** First view: a file, or pasted text. Both go to main, which looks at them and sends nothing. */
export function useEnterView(taking: Import, onClose: () => void): View {
  const { job } = taking
  const { fields, field, lines, isMissing, submit } = useSecretLines(job, taking.paste)

  return {
    onClose,
    busy: job.busy,
    onSubmit: submit,
    body: (
      <div ref={fields} className={styles['fields']} data-takes-files="import">
        <Lead>{text.lead}</Lead>
        <div>
          <Button isDisabled={job.busy} onPress={() => void taking.choose()}>
            {text.choose}
          </Button>
        </div>
        <Lead>{text.dropToo}</Lead>
        <SecretLines
          {...field}
          label={text.paste}
          help={`${lines > 1 ? `${text.pasteLines(lines)} ` : ''}${text.pasteHelp}`}
          error={isMissing ? text.pasteNeeded : null}
        />
        {job.error && <FailureNotice error={job.error} />}
      </div>
    ),
    footer: <JobFooter job={job} doing={text.looking} submit={text.look} onClose={onClose} />,
  }
}
